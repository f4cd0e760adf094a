"""Households that a title gained, counted in two ways that must not be taken for each other.

*First play*: among those who joined after the release, the households that played this title before any other, within seven
days. Whoever joins for any reason plays what is new and shown everywhere, so this is always too many.

*Gained*: how many more of them started the title in seven days than would have done if they had come without it. What would have
been is read from the households that joined just before the release: they cannot have come for it, and met it in the seven days
after the release (after Badri and Kaufman, arXiv 2106.15346). Newcomers watch more than others, so households are compared that
started as many other titles in their seven days.

With n newcomers, x of whom started the title, and a rate r among the earlier ones, g gained households satisfy
``x = g + (n - g) r``: whoever came for the title started it, and the others did as the earlier ones. So ``g = (x - n r)/(1 - r)``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lanterne.results.rules.estimates import Estimate
from lanterne.results.rules.runs import Run

LAUNCH = timedelta(days=28)
"""Who joined so long before a release is held against who joined so long after it."""

FIRST_DAYS = timedelta(days=7)
"""What a newcomer does in these is looked at."""

FEWEST = 20
"""No figure is shown on fewer households."""


@dataclass(frozen=True, slots=True)
class Member:
    """A household from when until before when; ``by_will`` is whether it left of itself, once that is over."""

    household: int
    since: datetime
    until: datetime
    by_will: bool = True


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What a household did in its seven days: started the title or not, as the first of all or not, and how many others."""

    has_started: bool
    is_first: bool
    others: int


Starts = Mapping[int, Sequence[tuple[datetime, int]]]
"""Of each household when it started which title, in order of time."""


def after(members: Iterable[Member], starts: Starts, run: Run) -> list[Newcomer]:
    """Those who joined in the 28 days after the release, or as far as these have gone, in seven days from their joining.

    Whoever joins later comes for something else.
    """
    until = min(run.until, run.released + LAUNCH)
    return [
        _newcomer(starts.get(one.household, ()), run.title, one.since)
        for one in members
        if run.released <= one.since < until
    ]


def before(members: Iterable[Member], starts: Starts, run: Run) -> list[Newcomer]:
    """Those who joined in the 28 days before the release and were there at it, in the seven days from the release."""
    return [
        _newcomer(starts.get(one.household, ()), run.title, run.released)
        for one in members
        if run.released - LAUNCH <= one.since < run.released < one.until
    ]


def _newcomer(started: Iterable[tuple[datetime, int]], title: int, at: datetime) -> Newcomer:
    titles = list(dict.fromkeys(one for when, one in started if at <= when < at + FIRST_DAYS))
    has_started = title in titles
    return Newcomer(has_started, titles[:1] == [title], len(titles) - has_started)


def first_plays(newcomers: Iterable[Newcomer]) -> int:
    return sum(one.is_first for one in newcomers)


def gained(newcomers: Sequence[Newcomer], earlier: Sequence[Newcomer], *, fewest: int = FEWEST) -> Estimate | None:  # fmt: skip
    """None on too few households of either kind."""
    if min(len(newcomers), len(earlier)) < max(fewest, 1):
        return None
    rates = _counted(earlier)
    value = variance = 0.0
    for stratum, (n, x) in _counted(newcomers).items():
        m, y = rates.get(stratum, (0, 0))
        # Half a household on either side keeps a rate of few from being 0 or 1.
        r = (y + 0.5) / (m + 1)
        g = (x - n * r) / (1 - r)
        value += g
        missed = n - x + 0.5
        variance += missed * r / (1 - r) ** 2 + missed**2 * r / ((1 - r) ** 3 * (m + 1))
    return Estimate.normal(value, variance).within(-len(newcomers), sum(one.has_started for one in newcomers))  # fmt: skip


def _counted(newcomers: Iterable[Newcomer]) -> dict[int, tuple[int, int]]:
    """Households and those that started the title, by how many other titles they started: none, one or two, more."""
    found: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])
    for one in newcomers:
        counts = found[min((one.others + 1) // 2, 2)]
        counts[0] += 1
        counts[1] += one.has_started
    return {stratum: (n, x) for stratum, (n, x) in found.items()}
