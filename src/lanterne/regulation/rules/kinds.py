"""What a rule is about, whom it binds, whether it holds, and how sure we are."""

from __future__ import annotations

from enum import StrEnum


class Family(StrEnum):
    """The part of a briefing that a rule stands in, in its order."""

    EXEMPTION = "exemption"
    CATALOGUE = "catalogue"
    MONEY = "money"
    WINDOW = "window"
    DUTY = "duty"
    NOTE = "note"


class Kind(StrEnum):
    TURNOVER_THRESHOLD = "turnover_threshold"
    AUDIENCE_THRESHOLD = "audience_threshold"
    WORKS_THRESHOLD = "works_threshold"
    SUBSCRIBERS_THRESHOLD = "subscribers_threshold"
    USERS_THRESHOLD = "users_threshold"
    EMPLOYEES_THRESHOLD = "employees_threshold"
    SHARE = "share"
    PROMOTION = "promotion"
    PROMINENCE = "prominence"
    INVESTMENT = "investment"
    INVESTMENT_OR_LEVY = "investment_or_levy"
    LEVY = "levy"
    SURCHARGE = "surcharge"
    SUB_QUOTA = "sub_quota"
    MINIMUM = "minimum"
    WINDOW = "window"
    CONVENTION = "convention"
    PORTABILITY = "portability"
    RESIDENCE_PROOFS = "residence_proofs"
    VAT_PLACE = "vat_place"
    VAT_THRESHOLD = "vat_threshold"
    VAT_EVIDENCE = "vat_evidence"
    WITHDRAWAL_DAYS = "withdrawal_days"
    WITHDRAWAL_FUNCTION = "withdrawal_function"
    ORDER_BUTTON = "order_button"
    ACCESSIBILITY = "accessibility"
    RESPONSE_DEADLINE = "response_deadline"
    ONLINE_TERMINATION = "online_termination"
    RENEWAL_NOTICE = "renewal_notice"
    RETENTION = "retention"
    ALLOWED = "allowed"
    DEFINITION = "definition"
    ALTERNATIVE = "alternative"
    SILENCE = "silence"
    PENALTY = "penalty"

    @property
    def family(self) -> Family:
        return _FAMILIES.get(self, Family.DUTY)

    @property
    def is_threshold(self) -> bool:
        return self.value.endswith("_threshold") and self is not Kind.VAT_THRESHOLD

    @property
    def is_paid(self) -> bool:
        """Whether it asks for a part of a base, in money."""
        return self in _PAID


_PAID = frozenset({Kind.INVESTMENT, Kind.INVESTMENT_OR_LEVY, Kind.LEVY, Kind.SURCHARGE})
_FAMILIES = {
    **{kind: Family.EXEMPTION for kind in Kind if kind.is_threshold},
    **dict.fromkeys((Kind.SHARE, Kind.PROMOTION, Kind.PROMINENCE), Family.CATALOGUE),
    **dict.fromkeys((*_PAID, Kind.SUB_QUOTA, Kind.MINIMUM), Family.MONEY),
    Kind.WINDOW: Family.WINDOW,
    **dict.fromkeys(
        (Kind.ALLOWED, Kind.DEFINITION, Kind.ALTERNATIVE, Kind.SILENCE, Kind.PENALTY), Family.NOTE
    ),
}


class Binds(StrEnum):
    """Establishment and targeting are two tests: a rule asks for the one or the other."""

    ESTABLISHED = "established"
    TARGETING = "targeting"


class Status(StrEnum):
    IN_FORCE = "in_force"
    ADOPTED = "adopted"
    PROPOSED = "proposed"
    STAYED = "stayed"
    CHALLENGED = "challenged"
    REPEALED = "repealed"

    @property
    def binds(self) -> bool:
        """What is challenged binds until a court says otherwise; what is stayed does not."""
        return self in (Status.IN_FORCE, Status.CHALLENGED)


class Confidence(StrEnum):
    """Read at a source; partly so, with a date or a detail recalled; or recalled as a whole."""

    SOURCED = "sourced"
    MIXED = "mixed"
    MEMORY = "memory"


class Exempts(StrEnum):
    """Whether falling short of a threshold exempts by itself, or only with its like of the same group."""

    NOT = ""
    ALONE = "alone"
    TOGETHER = "together"
