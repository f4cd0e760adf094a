"""What titles brought, as it was closed, and how far those are that are still open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from lanterne.results.models import Release, Result
from lanterne.results.queries import reckoning, releases
from lanterne.results.rules.engagement import HORIZONS, Reach, half_life, views
from lanterne.results.rules.estimates import Estimate
from lanterne.results.rules.runs import Run
from lanterne.territories import queries as places


@dataclass(frozen=True, slots=True)
class Effect:
    """Which households a release moved. ``earlier`` are those that newcomers were held against; None is on too few."""

    newcomers: int | None
    earlier: int | None
    first_plays: int | None
    gained: Estimate | None
    kept: Estimate | None


@dataclass(frozen=True, slots=True)
class ResultCard:
    """A release after ``days``, of which ``is_closed`` says that they are over and counted; ``runtime`` is in seconds.

    ``id`` is 0 before that. ``reach`` is None where too few have started for any figure of households; ``effect`` then, too, and before the closing.
    """

    id: int
    title_id: int
    territory: str
    released: datetime
    days: int
    is_closed: bool
    runtime: float
    hours: float
    weeks: tuple[float, ...]
    reach: Reach | None
    effect: Effect | None = None

    @property
    def day(self) -> date:
        """The day of the release, by the clocks of its country."""
        return self.released.astimezone(places.clock(territory=self.territory)).date()

    @property
    def completion(self) -> float | None:
        return self.reach.completion if self.reach else None

    @property
    def views(self) -> float:
        return views(self.hours, self.runtime)

    @property
    def half_life(self) -> float | None:
        return half_life(self.weeks)


def result(*, title_id: int, territory: str, days: int) -> ResultCard | None:
    """As it was closed; None before that."""
    return next(iter(_cards(_rows(territory).filter(release__title=title_id, days=days))), None)


def results(*, territory: str, days: int) -> tuple[ResultCard, ...]:
    """Of every title of a territory for which so many days are over, the latest release first."""
    return _cards(_rows(territory).filter(days=days))


def result_piece(
    after: int, limit: int, *, days: int, territories: Collection[str] = ()
) -> tuple[ResultCard, ...]:
    """In the order in which they were closed; no territories named means all."""
    rows = Result.objects.select_related("release").filter(pk__gt=after, days=days)
    if territories:
        rows = rows.filter(release__territory__in=territories)
    return _cards(rows.order_by("pk")[:limit])


def of_titles(*, title_ids: Collection[int], territory: str, days: int) -> dict[int, ResultCard]:
    found = _cards(_rows(territory).filter(release__title__in=title_ids, days=days))
    return {one.title_id: one for one in found}


def course(*, title_id: int, territory: str, at: datetime) -> tuple[ResultCard, ...]:
    """A release at 7, 28 and 91 days: what is over as it was closed, then the one that runs, as far as it has come."""
    closed = _cards(_rows(territory).filter(release__title=title_id).order_by("days"))
    open_days = [days for days in HORIZONS if days not in {one.days for one in closed}]
    running = _running(title_id, territory, at, open_days[0]) if open_days else None
    return (*closed, running) if running else closed


def released(*, title_id: int, territory: str) -> datetime | None:
    """When it came out there, once anybody has watched it."""
    rows = Release.objects.filter(title=title_id, territory=territory)
    return rows.values_list("at", flat=True).first()


def territories() -> tuple[str, ...]:
    """Where anything was ever closed."""
    rows = Result.objects.order_by("release__territory").distinct()
    return tuple(rows.values_list("release__territory", flat=True))


def territories_of(*, title_id: int) -> tuple[str, ...]:
    """Where a release of a title is known."""
    rows = Release.objects.filter(title=title_id).order_by("territory")
    return tuple(rows.values_list("territory", flat=True))


def _running(title_id: int, territory: str, at: datetime, days: int) -> ResultCard | None:
    parts = releases.shelf([title_id], territory=territory).parts.get(title_id)
    if not parts:
        return None
    noted = released(title_id=title_id, territory=territory)
    since = noted or min(part.released for part in parts.values())
    until = min(_midnight(at, territory), since + timedelta(days=days))
    if until <= since:
        return None
    seen = reckoning.watched(Run(title_id, territory, since, until), parts)
    reach = _told(seen.reach)
    return ResultCard(
        id=0,
        title_id=title_id,
        territory=territory,
        released=since,
        days=days,
        is_closed=False,
        runtime=seen.runtime,
        hours=seen.hours,
        weeks=seen.weeks if reach else (),
        reach=reach,
    )


def _midnight(at: datetime, territory: str) -> datetime:
    """The last one there: whoever looks twice on a day shall not see a single household come."""
    here = at.astimezone(places.clock(territory=territory))
    return here.replace(hour=0, minute=0, second=0, microsecond=0)


def _told(reach: Reach) -> Reach | None:
    return None if reach.starters < settings.FEWEST_HOUSEHOLDS else reach


def _rows(territory: str) -> QuerySet[Result]:
    rows = Result.objects.select_related("release").filter(release__territory=territory)
    return rows.order_by("-release__at", "release__title_id")


def _cards(rows: QuerySet[Result]) -> tuple[ResultCard, ...]:
    return tuple(_card(row) for row in rows)


def _card(row: Result) -> ResultCard:
    reach = _told(Reach(row.starters, row.watchers, row.completers))
    return ResultCard(
        id=row.pk,
        title_id=row.release.title_id,
        territory=row.release.territory,
        released=row.release.at,
        days=row.days,
        is_closed=True,
        runtime=row.runtime,
        hours=row.hours,
        weeks=tuple(row.weeks) if reach else (),
        reach=reach,
        effect=_effect(row) if reach else None,
    )


def _effect(row: Result) -> Effect:
    is_known = min(row.newcomers, row.earlier) >= settings.FEWEST_HOUSEHOLDS
    return Effect(
        newcomers=row.newcomers if is_known else None,
        earlier=row.earlier if is_known else None,
        first_plays=row.first_plays if is_known else None,
        gained=_estimate(row.gained, row.gained_low, row.gained_high),
        kept=_estimate(row.kept, row.kept_low, row.kept_high),
    )


def _estimate(value: float | None, low: float | None, high: float | None) -> Estimate | None:
    return None if value is None or low is None or high is None else Estimate(value, low, high)
