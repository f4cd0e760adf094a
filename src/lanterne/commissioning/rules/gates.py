"""What a stage asks of those who want to come in: documents, approvals and figures."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from lanterne.commissioning.rules.stages import NEVER_LEFT_OUT, Kind, Stage


class Check(StrEnum):
    """A figure of a project that a gate may bound."""

    CHAIN_MISSING = "chain_missing"
    OPTION_DAYS_LEFT = "option_days_left"
    GAP_PER_CENT = "gap_per_cent"
    CONTINGENCY_PER_CENT = "contingency_per_cent"
    OVER_BUDGET_PER_CENT = "over_budget_per_cent"
    DELIVERIES_OPEN = "deliveries_open"


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound that is left open holds for everything; a figure that nobody knows is within no bound."""

    check: Check
    least: Decimal | None = None
    most: Decimal | None = None

    def holds(self, figure: Decimal | None) -> bool:
        if figure is None:
            return False
        return (self.least is None or self.least <= figure) and (
            self.most is None or figure <= self.most
        )


@dataclass(frozen=True, slots=True)
class Gate:
    """``approvals`` are roles of staff; ``kinds`` the projects that it is asked of, none named meaning all."""

    stage: Stage
    documents: tuple[str, ...] = ()
    approvals: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    kinds: frozenset[Kind] = frozenset()

    def is_of(self, kind: Kind) -> bool:
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class House:
    """How a house commissions: the stages that it leaves out, and its gates."""

    unused: frozenset[Stage] = frozenset()
    gates: tuple[Gate, ...] = ()

    def __post_init__(self) -> None:
        if wrong := self.unused & NEVER_LEFT_OUT:
            raise ValueError(f"These stages cannot be left out: {', '.join(sorted(wrong))}.")


class Sort(StrEnum):
    DOCUMENT = "document"
    APPROVAL = "approval"
    FIGURE = "figure"


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a gate asks, and whether it is met; ``figure`` is what a bound was held against."""

    sort: Sort
    code: str
    is_met: bool
    bound: Bound | None = None
    figure: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Brought:
    """What a project brings to a gate. A figure that it cannot have is left out and not asked; none is unknown."""

    documents: Collection[str] = ()
    approvals: Collection[str] = ()
    figures: Mapping[Check, Decimal | None] = field(default_factory=dict)


def demands(house: House, *, kind: Kind, stage: Stage, brought: Brought) -> tuple[Demand, ...]:
    """All that coming to a stage asks of a project, met or not, in the order of the house's file."""
    gates = (one for one in house.gates if one.stage is stage and one.is_of(kind))
    return tuple(dict.fromkeys(one for gate in gates for one in _asked(gate, brought)))


def _asked(gate: Gate, brought: Brought) -> Iterator[Demand]:
    for code in gate.documents:
        yield Demand(Sort.DOCUMENT, code, code in brought.documents)
    for role in gate.approvals:
        yield Demand(Sort.APPROVAL, role, role in brought.approvals)
    for bound in gate.bounds:
        if bound.check not in brought.figures:
            continue
        figure = brought.figures[bound.check]
        yield Demand(Sort.FIGURE, bound.check, bound.holds(figure), bound, figure)
