"""Rules that staff add, and rows that take the place of shipped ones: added with a reason, never changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.regulation import queries
from lanterne.regulation.models import OwnRule
from lanterne.regulation.rules import Exempts, Kind, Rule
from lanterne.regulation.rules.table import YEARS, brackets_written
from lanterne.regulation.services.checks import check_jurisdiction
from lanterne.regulation.services.refusals import (
    NoSuchRule,
    PeriodWrong,
    ReasonMissing,
    RuleExists,
    RuleIncomplete,
    SourceMissing,
)

NAME = re.compile(r"[A-Z0-9][A-Z0-9-]{2,59}")


@dataclass(frozen=True, slots=True)
class Written:
    """Who wrote a row, and why."""

    actor: str
    reason: str


@transaction.atomic
def add_rule(*, rule: Rule, reason: str, actor: str) -> None:
    """A rule that nobody has written yet; its name is in capitals, such as FR-OWN-1."""
    if not NAME.fullmatch(rule.id):
        raise RuleIncomplete(_("A rule is named in capitals, figures and hyphens, as FR-OWN-1."))
    if queries.versions(rule_id=rule.id):
        raise RuleExists(_("There is a rule %(name)s already.") % {"name": rule.id})
    check_jurisdiction(rule.country)
    _write(rule, Written(actor, reason), action="regulation.add_rule")


@transaction.atomic
def supersede_rule(*, rule: Rule, reason: str, actor: str) -> None:
    """From ``valid_from`` on this row counts for the rule of its name; what stood before keeps counting before."""
    held = queries.versions(rule_id=rule.id)
    if not held:
        raise NoSuchRule(_("There is no rule %(name)s.") % {"name": rule.id})
    _write(rule, Written(actor, reason), action="regulation.supersede_rule", before=held[-1])


def _write(rule: Rule, written: Written, *, action: str, before: Rule | None = None) -> None:
    since = _checked(rule, written.reason)
    row = OwnRule.objects.create(
        rule=rule.id,
        country=rule.country,
        kind=rule.kind,
        value=rule.value,
        unit=rule.unit,
        of=rule.of,
        works="+".join(rule.works),
        applies_to=rule.binds,
        service=rule.service,
        agreement=rule.agreement,
        year=_year(rule),
        brackets=brackets_written(rule.brackets),
        above=rule.above,
        unless=rule.unless,
        group=rule.group,
        exempts=rule.exempts,
        valid_from=since,
        valid_to=rule.valid_to,
        status=rule.status,
        text=rule.text,
        source=rule.source,
        confidence=rule.confidence,
        reason=written.reason.strip(),
        made_by=written.actor,
        made_at=clock.now(),
    )
    detail: dict[str, object] = {"since": since.isoformat(), "reason": row.reason} | _told(rule)
    if before:
        detail["before"] = _told(before)
    audit.record(actor=written.actor, action=action, subject=f"rule:{rule.id}", detail=detail)


def _checked(rule: Rule, reason: str) -> date:
    """The first day of the row."""
    if not reason.strip():
        raise ReasonMissing(_("Say why the rule is written so."))
    if not rule.source.strip():
        raise SourceMissing(_("Say who says so: a law, a decree, a text that can be read."))
    if rule.valid_from is None:
        raise PeriodWrong(_("Say from which day it counts."))
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise PeriodWrong(_("It ends before it begins."))
    is_counted = rule.kind.is_paid or rule.kind.is_threshold or rule.kind in _COUNTED
    if is_counted and rule.value is None and not rule.brackets:
        raise RuleIncomplete(_("A rule of this kind needs a figure."))
    _check_joined(rule)
    return rule.valid_from


_COUNTED = frozenset({Kind.SHARE, Kind.SUB_QUOTA, Kind.WINDOW, Kind.MINIMUM})


def _check_joined(rule: Rule) -> None:
    """Refuses a rule that would never count, because nothing joins it to what it is about."""
    # A number of users says which tier of a law one is in, and lets nobody off.
    is_exempting = rule.kind.is_threshold and rule.kind is not Kind.USERS_THRESHOLD
    if rule.kind is Kind.WINDOW and not rule.service:
        raise RuleIncomplete(_("Say which kind of service waits, such as svod."))
    if is_exempting and not (rule.group and rule.exempts is not Exempts.NOT):
        raise RuleIncomplete(_("A threshold names the group that it lets off, and how it does."))
    if rule.kind in (Kind.SUB_QUOTA, Kind.MINIMUM) and not rule.group:
        raise RuleIncomplete(_("A part of a duty names the group of that duty."))
    if rule.kind is Kind.SURCHARGE and rule.unless is None:
        raise RuleIncomplete(_("Say from which investment on it falls away."))


def _year(rule: Rule) -> str:
    names = {years: name for name, years in YEARS.items()}
    return "" if rule.years_back is None else names[rule.years_back]


def _told(rule: Rule) -> dict[str, object]:
    return {
        "value": None if rule.value is None else f"{rule.value.normalize():f}",
        "status": rule.status.value,
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
    }
