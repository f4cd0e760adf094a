"""From sessions and memberships to what a release brought until an instant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lanterne.audience import queries as audience
from lanterne.billing import queries as billing
from lanterne.billing.tenure import Cause
from lanterne.results.queries.releases import Part
from lanterne.results.rules import joining, staying
from lanterne.results.rules.engagement import WEEK, Reach, reach, weekly
from lanterne.results.rules.estimates import Estimate
from lanterne.results.rules.joining import FIRST_DAYS, LAUNCH, Member, Starts
from lanterne.results.rules.runs import Run
from lanterne.results.rules.staying import Kept


@dataclass(frozen=True, slots=True)
class Watched:
    """What was watched of a release until an instant; ``runtime`` counts the parts that were out by then, in seconds."""

    reach: Reach
    hours: float
    weeks: tuple[float, ...]
    runtime: float


@dataclass(frozen=True, slots=True)
class Moved:
    """Which households a release moved; ``earlier`` are those that newcomers were held against."""

    newcomers: int
    earlier: int
    first_plays: int
    gained: Estimate | None
    kept: Kept | None


def members(territory: str) -> tuple[Member, ...]:
    """Every membership of a territory, from its charges."""
    return tuple(
        Member(household, one.since, one.until, one.cause is Cause.LEFT)
        for household, one in billing.memberships(territory=territory)
    )


def watched(run: Run, parts: Mapping[int, Part]) -> Watched:
    whole = {key: part.seconds for key, part in parts.items()}
    # Windows of episodes may have been moved since the release was noted: then nobody knows better than all of it.
    out = {key: whole[key] for key, part in parts.items() if part.released < run.until} or whole
    found = tuple(
        audience.sittings(
            title_ids=out, territory=run.territory, since=run.released, until=run.until
        )
    )
    weeks = -(-(run.until - run.released) // WEEK)
    return Watched(
        reach(found, out),
        sum(one.seconds for one in found) / 3600,
        weekly(found, released=run.released, weeks=weeks),
        sum(out.values()),
    )


def moved(
    run: Run, heads: Mapping[int, int], households: Sequence[Member], *, fewest: int
) -> Moved:
    """``heads`` says of what is played which title it counts as a start of.

    Newcomers are those of the first 28 days at most: whoever joins later comes for something else.
    """
    starts = _starts(run, heads)
    new, old = (count(households, starts, run) for count in (joining.after, joining.before))
    return Moved(
        newcomers=len(new),
        earlier=len(old),
        first_plays=joining.first_plays(new),
        gained=joining.gained(new, old, fewest=fewest),
        kept=staying.kept(staying.months(households, starts, run), fewest=fewest),
    )


def _starts(run: Run, heads: Mapping[int, int]) -> Starts:
    """Of each household when it started what, from those on that joined before; the last to join have seven days as well."""
    found: dict[int, list[tuple[datetime, int]]] = {}
    plays = audience.first_plays(
        territory=run.territory, since=run.released - LAUNCH, until=run.until + FIRST_DAYS
    )
    for household, played_id, at in plays:
        # A trailer begins nothing.
        if played_id in heads:
            found.setdefault(household, []).append((at, heads[played_id]))
    return found
