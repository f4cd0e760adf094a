"""What happens next to rights, market by market: four statements, each bounded."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet

from lanterne.rights.models import Licence, LicenceWindow
from lanterne.rights.queries.sets import not_followed
from lanterne.rights.rules import Offer, Status
from lanterne.territories import queries as territories

MOST = 200


class Coming(StrEnum):
    """``UNDECIDED`` would open by its dates, were it approved and its condition met."""

    OPENS = "opens"
    CLOSES = "closes"
    UNDECIDED = "undecided"
    LAPSES = "lapses"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that comes, told by the territory's clocks; a licence that lapses has no title and no place."""

    coming: Coming
    at: datetime
    title_id: int | None = None
    territory: str = ""
    offer: Offer | None = None
    licence_id: int | None = None


def agenda(
    *,
    at: datetime,
    within: timedelta,
    places: Collection[str],
    kinds: Collection[Coming] = tuple(Coming),
    limit: int = MOST,
) -> tuple[Entry, ...]:
    """The soonest of each kind in these territories, all in the order of their instants."""
    until = at + within
    windows = LicenceWindow.objects.filter(territory__in=list(places))
    approved = windows.filter(status=Status.APPROVED)
    opening = Q(opens_at__gt=at, opens_at__lte=until)
    found: list[Entry] = []
    if Coming.OPENS in kinds:
        found += _windows(Coming.OPENS, approved.filter(opening, awaits=""), "opens_at", limit)
    if Coming.CLOSES in kinds:
        ending = approved.filter(
            awaits="", opens_at__lte=at, closes_at__gt=at, closes_at__lte=until
        )
        found += _windows(Coming.CLOSES, not_followed(ending), "closes_at", limit)
    if Coming.UNDECIDED in kinds:
        doubtful = windows.filter(
            Q(status=Status.PENDING) | Q(status=Status.APPROVED, awaits__gt="")
        )
        due = doubtful.filter(Q(closes_at=None) | Q(closes_at__gt=at), opens_at__lte=until)
        found += _windows(Coming.UNDECIDED, due, "opens_at", limit)
    if Coming.LAPSES in kinds:
        found += _licences(at, until, limit)
    return tuple(sorted(found, key=lambda one: (one.at, one.coming, one.title_id or 0)))


def _windows(
    coming: Coming, rows: QuerySet[LicenceWindow], moment: str, limit: int
) -> Iterator[Entry]:
    ordered = rows.order_by(moment, "title_id", "pk")
    columns = ("title_id", "territory", "offer", "licence_id", moment)
    for title_id, territory, offer, licence_id, at in ordered.values_list(*columns)[:limit]:
        local = at.astimezone(territories.clock(territory=territory))
        yield Entry(coming, local, title_id, territory, Offer(offer), licence_id)


def _licences(at: datetime, until: datetime, limit: int) -> Iterator[Entry]:
    """A contract ends by no country's clocks: its day is told in those of the question."""
    rows = Licence.objects.filter(ends_on__gt=at.date(), ends_on__lte=until.date())
    for pk, ends_on in rows.order_by("ends_on", "pk").values_list("pk", "ends_on")[:limit]:
        if ends_on:
            yield Entry(Coming.LAPSES, datetime.combine(ends_on, time(), at.tzinfo), licence_id=pk)
