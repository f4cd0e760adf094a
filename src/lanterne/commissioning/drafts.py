"""What is said of projects, works and the rest before it is checked and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lanterne.core.money import Money


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """``parent`` and ``work`` are keys; a project that names no key gets one of its name."""

    kind: str
    name: str
    original_language: str
    territory: str
    key: str = ""
    logline: str = ""
    genre: str = ""
    parent: str = ""
    number: int | None = None
    episodes: int | None = None
    minutes: int | None = None
    work: str = ""


@dataclass(frozen=True, slots=True)
class WorkDraft:
    key: str
    kind: str
    name: str
    authors: Sequence[str] = ()
    language: str = ""
    year: int | None = None
    publisher: str = ""
    free_from: date | None = None


@dataclass(frozen=True, slots=True)
class OptionDraft:
    grantor: str
    begins_on: date
    ends_on: date
    fee_minor: int = 0
    price_minor: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class LinkDraft:
    paper: str
    standing: str
    giver: str = ""
    taker: str = ""
    signed_on: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class DealDraft:
    with_whom: str
    subject: str
    signed_on: date | None = None
    fee_minor: int | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionDraft:
    until: date
    agreed_on: date
    fee_minor: int = 0


@dataclass(frozen=True, slots=True)
class PartnerDraft:
    company: str
    role: str
    share: Decimal | None = None
    territory: str = ""


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """A move that was made elsewhere; ``claim`` is the key of what says so."""

    stage: str
    on: date
    reason: str = ""
    claim: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalDraft:
    """``turn`` is the standing of the project that the approver saw."""

    stage: str
    role: str
    turn: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class CostDraft:
    """A line of a budget, in whichever currency; a tax incentive is below nought."""

    account: str
    minor: int
    currency: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class BudgetDraft:
    """``chart`` names the chart whose codes the lines have, if it is not the house's."""

    currency: str
    on: date
    lines: Sequence[CostDraft]
    chart: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BillDraft:
    """An order or an invoice, by its number; ``order`` is the number of the order that an invoice is of."""

    account: str
    minor: int
    currency: str
    reference: str
    on: date
    order: str = ""


@dataclass(frozen=True, slots=True)
class EstimateDraft:
    """What an account will still cost from a day on, in the budget's currency."""

    account: str
    minor: int
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class RateDraft:
    base: str
    quote: str
    on: date
    rate: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """Who pays how much."""

    kind: str
    name: str
    amount: Money
    is_signed: bool = False


@dataclass(frozen=True, slots=True)
class ComplexDraft:
    key: str
    name: str
    territory: str
    city: str = ""
    owned_since: date | None = None
    owned_until: date | None = None


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A figure that lay on the table of a decision: what it is, its value and unit, and where it is from.

    ``origin`` is the key of a claim, or how the figure was worked out.
    """

    name: str
    value: Decimal | str | None
    unit: str = ""
    origin: str = ""
    parts: Sequence[str] = field(default=())

    def written(self) -> dict[str, object]:
        """As a decision keeps it, for JSON."""
        value = None if self.value is None else str(self.value)
        return {
            "name": self.name,
            "value": value,
            "unit": self.unit,
            "origin": self.origin,
            "parts": list(self.parts),
        }


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """Why, about which standing of the project, and the figures that others worked out, such as a forecast."""

    turn: int
    reason: str
    brought: Sequence[TableFigure] = ()
