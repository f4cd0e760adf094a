"""A generated service whose truth is known: households that would have come anyway, that came for one title, that it kept.

Nothing here is taken from the rules that are tried on it. Newcomers watch more than others, busy households stay longer, the title
is promoted most at first and to everyone, and joining has weeks of more and of less.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from lanterne.results.rules.joining import Member

RELEASED = datetime(2026, 3, 6, tzinfo=UTC)
TITLE = 1
DAY = timedelta(days=1)
MONTH = timedelta(days=30)
END = RELEASED + 100 * DAY


@dataclass
class World:
    """``gained`` is how many came for the title alone, ``kept`` how many leavings it prevented until the 91st day."""

    members: list[Member] = field(default_factory=list)
    starts: dict[int, list[tuple[datetime, int]]] = field(default_factory=lambda: defaultdict(list))
    gained: int = 0
    kept: int = 0


def world(seed: int, *, coming: float, keeps: float = 0.0, a_day: float = 5.0) -> World:
    """``coming`` households are to be expected to come for the title; ``keeps`` is the share of leavings that it prevents."""
    made = World()
    rng = np.random.default_rng(seed)
    for day in range(-90, 91):
        season = 1 + 0.3 * np.sin(day / 20) + 0.1 * ((day % 7) > 4)
        for _ in range(rng.poisson(a_day * season)):
            _lives(made, rng, RELEASED + (day + rng.random()) * DAY, keeps, for_it=False)
    made.gained = int(rng.poisson(coming))
    for _ in range(made.gained):
        _lives(made, rng, RELEASED + min(27.9, rng.exponential(9)) * DAY, keeps, for_it=True)
    return made


def _lives(made: World, rng: np.random.Generator, joined: datetime, keeps: float, *, for_it: bool) -> None:  # fmt: skip
    household = len(made.members)
    busy = rng.gamma(2, 0.75)
    started = made.starts[household]
    if for_it:
        started.append((joined + rng.exponential(0.05) * DAY, TITLE))
    end, month = joined, 0
    while end < END:
        begin, end, month = end, end + MONTH, month + 1
        _watches(rng, started, begin, end, busy * (2 if month == 1 else 1))
        if _leaves(made, rng, started, end, busy, keeps):
            break
    started.sort()
    made.members.append(Member(household, joined, end))


def _watches(rng: np.random.Generator, started: list[tuple[datetime, int]], begin: datetime, end: datetime, a_week: float) -> None:  # fmt: skip
    for part in np.sort(rng.random(rng.poisson(a_week * 30 / 7))):
        at = begin + part * (end - begin)
        age = (at - RELEASED) / DAY
        is_known = any(title == TITLE for _, title in started)
        if age >= 0 and not is_known and rng.random() < 0.12 * np.exp(-age / 120):
            started.append((at, TITLE))
        else:
            started.append((at, int(rng.integers(2, 60))))


def _leaves(made: World, rng: np.random.Generator, started: list[tuple[datetime, int]], end: datetime, busy: float, keeps: float) -> bool:  # fmt: skip
    would = 0.16 * np.exp(-0.35 * busy)
    has_started = any(title == TITLE and at < end for at, title in started)
    draw = rng.random()
    does = would * (1 - keeps * has_started)
    if does <= draw < would and RELEASED < end < RELEASED + 91 * DAY:
        made.kept += 1
    return bool(draw < does)
