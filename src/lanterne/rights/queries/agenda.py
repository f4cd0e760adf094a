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
    """One thing that comes, told by the territory's clocks; a licence that lapses has no window, title or place.

    ``is_pending`` is a window that nobody has approved yet, ``awaits`` the condition that it waits for.
    """

    coming: Coming
    at: datetime
    title_id: int | None = None
    territory: str = ""
    offer: Offer | None = None
    licence_id: int | None = None
    window_id: int | None = None
    is_pending: bool = False
    awaits: str = ""


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
    for row in ordered[:limit]:
        at: datetime = getattr(row, moment)
        yield Entry(
            coming,
            at.astimezone(territories.clock(territory=row.territory)),
            row.title_id,
            row.territory,
            Offer(row.offer),
            row.licence_id,
            row.pk,
            is_pending=row.status == Status.PENDING,
            awaits=row.awaits,
        )


def _licences(at: datetime, until: datetime, limit: int) -> Iterator[Entry]:
    """A contract ends by no country's clocks: its day is told in those of the question."""
    rows = Licence.objects.filter(ends_on__gt=at.date(), ends_on__lte=until.date())
    for pk, ends_on in rows.order_by("ends_on", "pk").values_list("pk", "ends_on")[:limit]:
        if ends_on:
            yield Entry(Coming.LAPSES, datetime.combine(ends_on, time(), at.tzinfo), licence_id=pk)
