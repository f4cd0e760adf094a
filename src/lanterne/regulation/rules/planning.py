"""What a draft slate would change: planned works as values, counted beside what is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lanterne.regulation.rules.briefing import Answer, Briefing, Situation, briefing
from lanterne.regulation.rules.investing import Expense
from lanterne.regulation.rules.works import Made, Unit

# Planned titles have no number yet.
UNMADE = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """A film or a season that is thought of, and what would be spent on it in the year of the question.

    ``is_shown`` is whether it would be in the catalogue by then.
    """

    name: str
    made: tuple[Made, ...]
    language: str
    spend: Decimal = Decimal()
    currency: str = "EUR"
    buckets: frozenset[str] = field(default_factory=frozenset)
    is_shown: bool = True

    def unit(self, year: int) -> Unit:
        return Unit(UNMADE, self.made, self.language, year)

    def expense(self, on: date, territory: str) -> Expense:
        return Expense(
            on, self.spend, self.currency, frozenset({territory}), self.buckets, self.name
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One rule before and after the slate."""

    before: Answer
    after: Answer

    @property
    def is_changed(self) -> bool:
        return (self.before.count, self.before.part, self.before.parts) != (
            self.after.count,
            self.after.part,
            self.after.parts,
        )


def what_if(case: Situation, slate: Iterable[Planned]) -> tuple[Briefing, tuple[Change, ...]]:
    """The briefing with the slate in it, and every rule that it moves."""
    planned = tuple(slate)
    more = case.and_also(
        (one.unit(case.on.year) for one in planned if one.is_shown),
        (one.expense(case.on, case.territory) for one in planned if one.spend),
    )
    before, after = briefing(case), briefing(more)
    pairs = zip(before.answers, after.answers, strict=True)
    moved = (Change(one, other) for one, other in pairs)
    return after, tuple(one for one in moved if one.is_changed)
