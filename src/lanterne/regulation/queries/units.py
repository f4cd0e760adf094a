"""The catalogue of a country as a law counts it, from what rights have open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from fractions import Fraction

from lanterne.catalogue.queries.works import Work, works
from lanterne.regulation.rules import Count, Made, Unit, count, mean
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market
from lanterne.territories import queries as territories


def open_works(*, territory: str, at: datetime) -> tuple[Work, ...]:
    """The films and seasons that subscribers may watch there at that instant; a season by any open episode."""
    return works(among=rights.open_title_ids(market=Market(territory), at=at))


def units(*, territory: str, at: datetime) -> tuple[Unit, ...]:
    return tuple(unit(one) for one in open_works(territory=territory, at=at))


def unit(work: Work) -> Unit:
    made = tuple(Made(one.territory, one.share, one.is_lead) for one in work.production)
    return Unit(work.id, made, work.original_language, work.year)


def monthly(
    *, territory: str, year: int, conditions: Sequence[str], until: datetime
) -> tuple[tuple[date, Count], ...]:
    """The count at noon of the first day of each month of a year, as far as they have come."""
    noons = [
        (day, noon(territory, day)) for day in (date(year, month, 1) for month in range(1, 13))
    ]
    return tuple(
        (day, count(units(territory=territory, at=at), conditions, on=day))
        for day, at in noons
        if at <= until
    )


def mean_of(days: Sequence[tuple[date, Count]]) -> Fraction:
    return mean([one for _day, one in days])


def noon(territory: str, day: date) -> datetime:
    """By the country's clocks: a day is asked about in its middle."""
    return datetime.combine(day, time(12), territories.clock(territory=territory))
