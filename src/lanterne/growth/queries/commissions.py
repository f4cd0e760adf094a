"""What services ordered: lists, and counts that say which measure, day and filter they are of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet

from lanterne.growth import models
from lanterne.growth.queries.naming import named
from lanterne.growth.rules.commissions import (
    Commission,
    Filter,
    Measure,
    Order,
    Origin,
    Status,
    Tally,
    Unit,
    When,
    tally,
)
from lanterne.growth.rules.sameness import plain, works

ALL = Filter()


@dataclass(frozen=True, slots=True)
class CommissionCard:
    """A commission with its names and where it is told; ``event`` is what is counted of it."""

    event: Commission
    title: str
    titles: tuple[str, ...]
    service_name: str
    origin: Origin
    is_scripted: bool
    language: str
    identifiers: Mapping[str, str]
    source: str
    address: str

    @property
    def id(self) -> int:
        return self.event.id

    @property
    def steps(self) -> tuple[tuple[Status, date], ...]:
        """In the order in which it came to them."""
        order = list(Status)
        held = self.event.steps.items()
        return tuple(sorted(held, key=lambda one: (one[1], order.index(one[0]))))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which commissions are counted, how and when; ``on`` is the day, or the first day after the period.

    ``since`` is None for what is of a day: whoever counts what adds up says since when.
    """

    measure: Measure
    on: date
    since: date | None
    unit: Unit = Unit.SEASON
    filter: Filter = ALL
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Count:
    """The figures, and the commissions that they are made of."""

    wanted: Wanted
    tally: Tally
    made_of: tuple[CommissionCard, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of a service's commissions are of a country, or of a genre; one that is of two is in both."""

    service: str
    of: str
    count: int


def commissions(*, service: str = "") -> tuple[CommissionCard, ...]:
    """Those of a service, or all, the latest on record first."""
    rows = models.Commission.objects.all()
    if service:
        rows = rows.filter(service__key=service)
    return tuple(sorted(cards_of(rows), key=lambda card: -card.id))


def commission(*, commission_id: int) -> CommissionCard | None:
    return next(iter(cards_of(models.Commission.objects.filter(pk=commission_id))), None)


def perhaps_the_same(card: CommissionCard) -> tuple[CommissionCard, ...]:
    """Every other one of its service, those first of which a name has a word in common with one of its names."""
    words = _words(card)
    others = [one for one in commissions(service=card.event.service) if one.id != card.id]
    return tuple(sorted(others, key=lambda one: not words & _words(one)))


def _words(card: CommissionCard) -> set[str]:
    return {word for name in card.titles for word in plain(name).split()}


def count(wanted: Wanted) -> Count:
    when = When(wanted.on, wanted.since)
    found = [
        card
        for card in cards_of(models.Commission.objects.all())
        if (not wanted.services or card.event.service in wanted.services)
        and card.event.counts(wanted.measure, when)
        and wanted.filter.lets_through(card.event, wanted.on)
    ]
    names = {card.event.service: card.service_name for card in found}
    figures = tally((card.event for card in found), wanted.unit, wanted.on)
    return Count(wanted, figures, tuple(found), names)


def by_country(held: Count) -> tuple[Cell, ...]:
    return _cells(held, "countries")


def by_genre(held: Count) -> tuple[Cell, ...]:
    return _cells(held, "genres")


def _cells(held: Count, dimension: str) -> tuple[Cell, ...]:
    found: dict[tuple[str, str], list[Commission]] = {}
    for card in held.made_of:
        for word in getattr(card.event, dimension):
            found.setdefault((card.event.service, word), []).append(card.event)
    return tuple(
        Cell(service, word, tally(part, held.wanted.unit, held.wanted.on).total)
        for (service, word), part in sorted(found.items())
    )


def cards_of(rows: QuerySet[models.Commission]) -> tuple[CommissionCard, ...]:
    held = rows.select_related("service").prefetch_related(
        "names", "identifiers", "steps", "countries", "genres"
    )
    known = named(models.Commission.objects.order_by("pk"))
    of_work = works(known)
    # A series is its seasons, whichever year they were ordered in.
    of_series = works([replace(one, season=None, year=0) for one in known])
    return tuple(_card(row, of_work[row.pk], of_series[row.pk]) for row in held.order_by("pk"))


def _card(row: models.Commission, work: int, series: int) -> CommissionCard:
    event = Commission(
        id=row.pk,
        service=row.service.key,
        work=work,
        series=series,
        season=row.season,
        order=Order(row.order),
        steps={Status(one.status): one.on for one in row.steps.all()},
        countries=tuple(
            one.territory for one in sorted(row.countries.all(), key=lambda one: one.number)
        ),
        genres=tuple(sorted(one.genre for one in row.genres.all())),
    )
    return CommissionCard(
        event=event,
        title=row.title,
        titles=tuple(one.name for one in sorted(row.names.all(), key=lambda one: one.pk)),
        service_name=row.service.name,
        origin=Origin(row.origin),
        is_scripted=row.is_scripted,
        language=row.language,
        identifiers={one.scheme: one.value for one in row.identifiers.all()},
        source=row.source,
        address=row.address,
    )
