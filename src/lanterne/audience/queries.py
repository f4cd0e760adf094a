"""Questions about what was watched."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, F, Min, QuerySet, Sum
from django.db.models.functions import Cast, Round

from lanterne.assets import queries as assets
from lanterne.audience.models import Viewing
from lanterne.audience.rules import LATELY, LEAST_PLAY, Sitting, Span

MILLISECONDS_AN_HOUR = 3_600_000


@dataclass(frozen=True, slots=True)
class ViewingCard:
    """One session's watching; ``ranges`` is what the player told, ``seconds`` what counts."""

    session: UUID
    territory: str
    ranges: tuple[Span, ...]
    seconds: float
    started_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Watching:
    """One session as it is counted: where and when it began, how long was watched, and by whose profile if it is there."""

    title_id: int
    territory: str
    started_at: datetime
    milliseconds: int
    profile_id: int | None


def seconds_watched(*, title_id: int) -> float:
    """Over all sessions; each second once a session."""
    return _total(_counted().filter(title_id=title_id)) / 1000


def hours_watched(*, since: datetime) -> dict[int, float]:
    """By title, over the sessions that began since then; a title that nobody watched is missing."""
    totals = _counted(since=since).values("title_id").annotate(total=Sum("milliseconds"))
    rows = totals.values_list("title_id", "total")
    return {title_id: total / MILLISECONDS_AN_HOUR for title_id, total in rows if total}


def milliseconds_watched(*, territory: str, since: datetime, until: datetime) -> int:
    """Of all titles in a territory, over the sessions that began in a half-open period."""
    return _total(_counted(since=since, until=until).filter(territory=territory))


def watchings(
    *, title_ids: Collection[int], territory: str, since: datetime, until: datetime
) -> Iterator[Watching]:
    """Those sessions of some titles one by one, by their beginning; more than memory should hold at once."""
    rows = _counted(since=since, until=until).filter(territory=territory, title_id__in=title_ids)
    found = rows.order_by("started_at", "pk").values_list(
        "title_id", "territory", "started_at", "milliseconds", "profile_id"
    )
    return (Watching(*row) for row in found.iterator(chunk_size=10_000))


def sittings(
    *, title_ids: Collection[int], territory: str, since: datetime, until: datetime
) -> Iterator[Sitting]:
    """The sessions of some titles that began in a half-open period, one by one, with what each has shown."""
    rows = Viewing.objects.filter(
        title_id__in=title_ids, territory=territory, started_at__gte=since, started_at__lt=until
    )
    found = rows.order_by("started_at", "pk").values_list(
        "household_id", "title_id", "started_at", "seconds", "ranges"
    )
    return (
        Sitting(household, title, at, seconds, tuple((start, end) for start, end in ranges))
        for household, title, at, seconds, ranges in found.iterator(chunk_size=10_000)
    )


def first_plays(
    *, territory: str, since: datetime, until: datetime
) -> Iterator[tuple[int, int, datetime]]:
    """Household, title and instant of its first play of it in a half-open period, in order of time."""
    rows = Viewing.objects.filter(
        territory=territory,
        household__isnull=False,
        seconds__gte=LEAST_PLAY,
        started_at__gte=since,
        started_at__lt=until,
    )
    first = rows.values("household_id", "title_id").annotate(at=Min("started_at")).order_by("at")
    return first.values_list("household_id", "title_id", "at").iterator(chunk_size=10_000)


def watched_in() -> dict[str, set[int]]:
    """Of each territory the titles that anybody has watched there."""
    found: dict[str, set[int]] = {}
    pairs = Viewing.objects.values_list("territory", "title_id").order_by().distinct()
    for territory, title_id in pairs:
        found.setdefault(territory, set()).add(title_id)
    return found


def renewals(*, at: datetime) -> tuple[assets.Candidate, ...]:
    """Every published title, those first of which a new encode saves most of what was watched lately."""
    return assets.renewable(hours=hours_watched(since=at - LATELY))


def viewings(*, title_id: int) -> tuple[ViewingCard, ...]:
    """Every session of a title, the latest first."""
    rows = Viewing.objects.filter(title_id=title_id).order_by("-started_at", "-id")
    return tuple(
        ViewingCard(
            session=row.session,
            territory=row.territory,
            ranges=tuple((start, end) for start, end in row.ranges),
            seconds=row.seconds,
            started_at=row.started_at,
            last_at=row.last_at,
        )
        for row in rows
    )


def _counted(*, since: datetime | None = None, until: datetime | None = None) -> QuerySet[Any, Any]:
    """The one count behind every figure: sessions by their beginning, each in whole milliseconds.

    Whole ones, so that sums are the same in any order and wherever they are added up.
    """
    whole = Cast(Round(F("seconds") * 1000), BigIntegerField())
    rows = Viewing.objects.annotate(milliseconds=whole)
    if since is not None:
        rows = rows.filter(started_at__gte=since)
    return rows if until is None else rows.filter(started_at__lt=until)


def _total(rows: QuerySet[Any, Any]) -> int:
    return rows.aggregate(total=Sum("milliseconds"))["total"] or 0
