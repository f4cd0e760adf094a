"""Closing what is over: each release after 7, 28 and 91 days, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from lanterne.audience import queries as audience
from lanterne.core import audit
from lanterne.results.models import Release, Result
from lanterne.results.queries import reckoning, releases
from lanterne.results.queries.reckoning import Moved, Watched
from lanterne.results.queries.releases import Shelf
from lanterne.results.rules.engagement import HORIZONS
from lanterne.results.rules.joining import FIRST_DAYS, Member
from lanterne.results.rules.runs import Run

SETTLED = FIRST_DAYS
"""Who joins on the last day has seven days of their own; sessions that began on it are over long before."""


def close_due(*, at: datetime) -> int:
    """Note the releases of all that was watched, and close what is over and not closed. How many results that made."""
    return sum(_close_in(territory, ids, at) for territory, ids in audience.watched_in().items())


@transaction.atomic
def join(*, from_id: int, to_id: int) -> None:
    """Make the releases of two titles those of one, from the earlier on; what was closed of them is counted anew.

    The rows are made anew, so that whoever is counting the former ones finds them gone.
    """
    former = Release.objects.select_for_update().filter(title__in=(from_id, to_id)).order_by("-at")
    earliest = {row.territory: row for row in former}
    former.delete()
    Release.objects.bulk_create(
        Release(title_id=to_id, territory=row.territory, at=row.at, is_former=row.is_former)
        for row in earliest.values()
    )


@transaction.atomic
def count_anew(*, actor: str) -> int:
    """Open every result again, because more of the past is on record than when it was closed. How many that were."""
    count, _ = Result.objects.all().delete()
    if count:
        audit.record(
            actor=actor,
            action="results.count_anew",
            subject="results:all",
            detail={"results": count},
        )
    return count


@dataclass(frozen=True, slots=True)
class _Due:
    release: Release
    days: int

    @property
    def until(self) -> datetime:
        return self.release.at + timedelta(days=self.days)


def _close_in(territory: str, title_ids: set[int], at: datetime) -> int:
    shelf = releases.shelf(title_ids, territory=territory)
    due = list(_due(_noted(shelf, territory), at))
    # Asked once for all that is due, and not at all on most days.
    households = reckoning.members(territory) if due else ()
    for one in due:
        _close(one, shelf, households, at)
    return len(due)


def _noted(shelf: Shelf, territory: str) -> list[Release]:
    """The release of every title of the shelf, those first written down that were not."""
    rows = Release.objects.filter(territory=territory, title__in=shelf.parts)
    known = set(rows.values_list("title_id", flat=True))
    Release.objects.bulk_create(
        [
            Release(title_id=title_id, territory=territory, at=shelf.released(title_id))
            for title_id in sorted(shelf.parts.keys() - known)
        ],
        ignore_conflicts=True,
    )
    return list(rows.order_by("at", "pk"))


def _due(noted: list[Release], at: datetime) -> Iterator[_Due]:
    closed = set(Result.objects.filter(release__in=noted).values_list("release_id", "days"))
    for release in noted:
        for days in HORIZONS:
            one = _Due(release, days)
            if one.until + SETTLED <= at and (release.pk, days) not in closed:
                yield one


def _close(due: _Due, shelf: Shelf, households: tuple[Member, ...], at: datetime) -> None:
    run = Run(due.release.title_id, due.release.territory, due.release.at, due.until)
    parts = shelf.parts[run.title]
    seen = reckoning.watched(run, parts)
    # What is below the title counts as a start of it; all else as a start of its own series or of itself.
    heads = {**shelf.heads, **dict.fromkeys(parts, run.title)}
    moved = reckoning.moved(run, heads, households, fewest=settings.FEWEST_HOUSEHOLDS)
    with transaction.atomic():
        if not Release.objects.select_for_update().filter(pk=due.release.pk).exists():
            # Its title has become another's since we began.
            return
        _, is_new = Result.objects.get_or_create(
            release=due.release, days=due.days, defaults=_counted(seen, moved, at)
        )
        if is_new:
            audit.record(
                actor="system:clock",
                action="results.close",
                subject=f"title:{run.title}",
                detail={"territory": run.territory, "days": due.days},
            )


def _counted(seen: Watched, moved: Moved, at: datetime) -> dict[str, object]:
    gained, kept = moved.gained, moved.kept.households if moved.kept else None
    return {
        "closed_at": at,
        "runtime": seen.runtime,
        "starters": seen.reach.starters,
        "watchers": seen.reach.watchers,
        "completers": seen.reach.completers,
        "hours": seen.hours,
        "weeks": [round(hours, 6) for hours in seen.weeks],
        "newcomers": moved.newcomers,
        "earlier": moved.earlier,
        "first_plays": moved.first_plays,
        "gained": gained.value if gained else None,
        "gained_low": gained.low if gained else None,
        "gained_high": gained.high if gained else None,
        "months": moved.kept.months if moved.kept else 0,
        "kept": kept.value if kept else None,
        "kept_low": kept.low if kept else None,
        "kept_high": kept.high if kept else None,
    }
