"""Households that a title kept: how many fewer left in the months after they had started it than others like them.

Whoever stays long has more time to start a title: to compare households that ever did with those that never did finds a gain
where there is none (immortal time). So a household counts month by month, and from its first start on it counts as one that has
started, never before. Whoever watches more meets the title sooner, and stays longer anyway: so each month at whose end a household
could leave is laid beside months of households that were members for as long, in the same time after the release, and had started
as many titles since it, this one or any (Mantel and Haenszel, 1959; variance after Greenland and Robins, 1985).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lanterne.results.rules.estimates import Estimate
from lanterne.results.rules.joining import FEWEST, Member, Starts
from lanterne.results.rules.runs import Run

MONTH = timedelta(days=30)
"""A period that is paid for, on the whole; what a renewal is shifted by the calendar is no matter to a comparison."""

Stratum = tuple[int, int, int]
TENURES = (1, 2, 3, 6, 12)
STARTED = (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 30)


@dataclass(frozen=True, slots=True)
class Month:
    """One at whose end a household could leave."""

    household: int
    stratum: Stratum
    has_started: bool
    has_left: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """``fewer`` is by how much rarer a month ended with leaving, as a share; ``households`` what that makes over all ``months``."""

    households: Estimate
    fewer: Estimate
    months: int


def months(members: Iterable[Member], starts: Starts, run: Run) -> Iterator[Month]:
    """Those that end while the run lasts. One that ends for want of payment says nothing of a will."""
    for member in members:
        started = starts.get(member.household, ())
        # Each title once, however many of its episodes.
        first_of = {one: at for at, one in reversed(started) if at >= run.released}
        since, first = sorted(first_of.values()), first_of.get(run.title)
        for number, end, is_last in _periods(member):
            if run.released < end < run.until and (not is_last or member.by_will):
                seen = _band(bisect_left(since, end), STARTED)
                stratum = _band(number, TENURES), seen, (end - run.released) // MONTH
                yield Month(member.household, stratum, first is not None and first < end, is_last)


def _periods(member: Member) -> Iterator[tuple[int, datetime, bool]]:
    """Number and end, and whether the membership ended with it: its own length is cut into whole months."""
    whole = max(1, round((member.until - member.since) / MONTH))
    one = (member.until - member.since) / whole
    for number in range(whole):
        yield number + 1, member.since + (number + 1) * one, number + 1 == whole


def _band(value: int, edges: Sequence[int]) -> int:
    return bisect_left(edges, value)


def kept(found: Iterable[Month], *, fewest: int = FEWEST) -> Kept | None:
    """None when fewer households of either kind than ``fewest`` can be laid beside each other, and when nobody left at all."""
    strata: defaultdict[Stratum, list[Month]] = defaultdict(list)
    for one in found:
        strata[one.stratum].append(one)
    shared = [told for told in strata.values() if len({one.has_started for one in told}) == 2]
    for has_started in (True, False):
        households = {one.household for told in shared for one in told if one.has_started is has_started}  # fmt: skip
        if len(households) < max(fewest, 1):
            return None
    return _difference([_table(told) for told in shared])


def _table(told: Iterable[Month]) -> tuple[int, int, int, int]:
    """Left and stayed among those who had started, then among the others."""
    counts = Counter((one.has_started, one.has_left) for one in told)
    return counts[True, True], counts[True, False], counts[False, True], counts[False, False]


def _difference(tables: Sequence[tuple[int, int, int, int]]) -> Kept | None:
    exposed = left = 0
    weights = weighted = skew = spread = 0.0
    for a, c, b, d in tables:
        n, m = a + c, b + d
        whole = n + m
        exposed, left = exposed + n, left + a + b
        weights += n * m / whole
        weighted += (a * m - b * n) / whole
        skew += (b * n**2 - a * m**2 + n * m * (m - n) / 2) / whole**2
        spread += (a * d + b * c) / (2 * whole)
    difference = weighted / weights
    variance = (difference * skew + spread) / weights**2
    # Where all or none left on both sides everywhere, an interval of no width would look sure.
    if not left or variance <= 0:
        return None
    fewer = Estimate.normal(-difference, variance)
    return Kept(fewer.times(exposed), fewer, exposed)
