"""Everything that is asked of us in a country on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from lanterne.regulation.queries.expenses import expenses
from lanterne.regulation.queries.operator import operator
from lanterne.regulation.queries.rulebook import rules
from lanterne.regulation.queries.units import noon, units
from lanterne.regulation.rules import Briefing, Change, Planned, Situation
from lanterne.regulation.rules import briefing as briefed
from lanterne.regulation.rules import what_if as planned
from lanterne.territories import queries as territories
from lanterne.territories.rules import VatRate, rate_on


@dataclass(frozen=True, slots=True)
class Told:
    """A briefing with the VAT of the day, which the table of `territories` keeps."""

    briefing: Briefing
    vat: VatRate | None


def briefing(*, territory: str, on: date) -> Told:
    """By the catalogue as it is open at noon of that day in the country."""
    return Told(briefed(situation(territory=territory, on=on)), vat(territory=territory, on=on))


def situation(*, territory: str, on: date) -> Situation:
    at: datetime = noon(territory, on)
    return Situation(
        territory=territory,
        on=on,
        rules=rules(on=on),
        operator=operator(),
        units=units(territory=territory, at=at),
        expenses=expenses(year=on.year),
    )


def what_if(
    *, territory: str, on: date, slate: Iterable[Planned]
) -> tuple[Briefing, tuple[Change, ...]]:
    return planned(situation(territory=territory, on=on), slate)


def vat(*, territory: str, on: date) -> VatRate | None:
    """With its source and how sure it is; None where the table says nothing of that day."""
    return rate_on(territories.vat_facts(), territory=territory, on=on)
