"""Who began, watched and finished a title in so many days after its release, and how its hours were spread over them.

Two minutes begin a title, as Netflix counted from January 2020; seventy per cent of a film or of one episode watch it, as it
counted before; ninety per cent of a film or of a whole season finish it, which is ours to choose.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from lanterne.audience.rules import Sitting, Span, length

HORIZONS = (7, 28, 91)
"""Days after a release at which its results are closed."""

STARTED = 120.0
WATCHED = 0.7
COMPLETED = 0.9

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reach:
    """Households."""

    starters: int
    watchers: int
    completers: int

    @property
    def completion(self) -> float | None:
        """The share of those who started that came to the end."""
        return self.completers / self.starters if self.starters else None


def reach(sittings: Iterable[Sitting], parts: Mapping[int, float]) -> Reach:
    """``parts`` are the durations in seconds of the film, or of the season's episodes."""
    shown: defaultdict[int, defaultdict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for one in sittings:
        if one.household is not None and one.title in parts:
            shown[one.household][one.title].extend(one.ranges)
    reached = [
        _reached({part: length(spans) for part, spans in held.items()}, parts)
        for held in shown.values()
    ]
    return Reach(*(sum(one[step] for one in reached) for step in range(3)))


def views(hours: float, runtime: float) -> float:
    """Hours shown by the runtime of all parts, in seconds: comparable between a film and a long season."""
    return hours * 3600 / runtime if runtime else 0.0


def _reached(seen: Mapping[int, float], parts: Mapping[int, float]) -> tuple[bool, bool, bool]:
    """Whether a household started, watched and completed. Of what is shorter than two minutes, whoever watched it began it."""
    completed = sum(seen.values()) >= COMPLETED * sum(parts.values())
    watched = completed or any(part >= WATCHED * parts[key] for key, part in seen.items())
    return watched or sum(seen.values()) >= STARTED, watched, completed


def weekly(sittings: Iterable[Sitting], *, released: datetime, weeks: int) -> tuple[float, ...]:
    """The hours of each week after the release; what began later is in none."""
    found = [0.0] * weeks
    for one in sittings:
        week = (one.at - released) // WEEK
        if 0 <= week < weeks:
            found[week] += one.seconds / 3600
    return tuple(found)


def half_life(weeks: Sequence[float]) -> float | None:
    """Days after which half of the hours of these weeks had come; within a week they are taken to come evenly."""
    reached = list(accumulate(weeks))
    if not any(weeks):
        return None
    half = reached[-1] / 2
    number = bisect_left(reached, half)
    return 7 * (number + 1 - (reached[number] - half) / weeks[number])
