"""Commissions as events: what one is, how far it is on a day, and which count it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

A_YEAR = timedelta(days=365)


class Status(StrEnum):
    """In the order in which a commission goes through them; it may leave at any of them."""

    ANNOUNCED = "announced"
    IN_PRODUCTION = "in_production"
    DELIVERED = "delivered"
    RELEASED = "released"
    CANCELLED = "cancelled"
    REMOVED = "removed"


class Order(StrEnum):
    NEW = "new"
    RENEWAL = "renewal"
    FILM = "film"
    SPECIAL = "special"


class Origin(StrEnum):
    """Why a work counts as an original of the service."""

    COMMISSIONED = "commissioned"
    CO_PRODUCED = "co_produced"
    LICENSED = "licensed"  # exclusive and first run


class Measure(StrEnum):
    """The words of ``facts`` for the same counts, so that ours and others' are told apart in one way."""

    PIPELINE = "originals_pipeline"
    CATALOGUE = "originals_catalogue"
    ORDERED = "originals_ordered"
    RELEASED = "originals_released"

    @property
    def is_of_a_day(self) -> bool:
        return self in {Measure.PIPELINE, Measure.CATALOGUE}

    def since(self, on: date, said: date | None = None) -> date | None:
        """From when on it adds up: the day said, else a year before; None for what is of a day."""
        return None if self.is_of_a_day else said or on - A_YEAR


class Unit(StrEnum):
    SEASON = "season"
    SERIES = "series"


@dataclass(frozen=True, slots=True)
class When:
    """A day, or for what adds up a half-open period that ends on the day."""

    on: date
    since: date | None = None

    def has(self, day: date | None) -> bool:
        """Whether something of that day fell into the period."""
        return day is not None and day < self.on and (self.since is None or self.since <= day)


@dataclass(frozen=True, slots=True)
class Commission:
    """``work`` is one number for what several services order together, ``series`` one for all seasons of it.

    ``steps`` say since when it has each status.
    """

    id: int
    service: str
    work: int
    series: int
    season: int | None
    order: Order
    steps: Mapping[Status, date]
    countries: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()

    def status(self, on: date) -> Status | None:
        """The furthest that it had come by that day; None before it was announced."""
        order = list(Status)
        come = [status for status, day in self.steps.items() if day <= on]
        return max(come, key=order.index, default=None)

    def counts(self, measure: Measure, when: When) -> bool:
        match measure:
            case Measure.ORDERED:
                return when.has(self.steps.get(Status.ANNOUNCED))
            case Measure.RELEASED:
                return when.has(self.steps.get(Status.RELEASED))
            case Measure.CATALOGUE:
                return self.status(when.on) is Status.RELEASED
        return self.status(when.on) in {
            Status.ANNOUNCED,
            Status.IN_PRODUCTION,
            Status.DELIVERED,
        }


@dataclass(frozen=True, slots=True)
class Filter:
    """Only those of a country of production, a genre, a status; what is empty asks nothing."""

    country: str = ""
    genre: str = ""
    status: str = ""

    def lets_through(self, one: Commission, on: date) -> bool:
        return (
            self.country in {"", *one.countries}
            and self.genre in {"", *one.genres}
            and self.status in {"", one.status(on)}
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of each service, and of all: what several order together is one of all."""

    by_service: Mapping[str, int]
    total: int
    by_status: Mapping[str, Mapping[Status, int]]


def tally(found: Iterable[Commission], unit: Unit, on: date) -> Tally:
    """Count what was found, each season or each series once a service."""
    seen: dict[tuple[str, object], Commission] = {}
    for one in found:
        seen.setdefault((one.service, one.work if unit is Unit.SEASON else one.series), one)
    kept = list(seen.values())
    services = sorted({one.service for one in kept})
    of_all = {one.work if unit is Unit.SEASON else one.series for one in kept}
    return Tally(
        {name: sum(one.service == name for one in kept) for name in services},
        len(of_all),
        {name: _statuses([one for one in kept if one.service == name], on) for name in services},
    )


def _statuses(kept: list[Commission], on: date) -> dict[Status, int]:
    found = [one.status(on) for one in kept]
    return {status: found.count(status) for status in Status if status in found}
