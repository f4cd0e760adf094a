"""Households that a title kept: how many fewer left in the months after they had started it than others like them.

Whoever stays long has more time to start a title: to compare households that ever did with those that never did finds a gain
where there is none (immortal time). So a household counts month by month, and from its first start on it counts as one that has
started, never before. Whoever watches more meets the title sooner, and stays longer anyway: so each month at whose end a household
could leave is laid beside months of households that were members for as long, in the same time after the release, and had started
as many titles since it, this one or any (Mantel and Haenszel, 1959; variance after Greenland and Robins, 1985).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
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
        first = next((at for at, one in started if one == run.title and at >= run.released), None)
        since = [at for at, _ in started if at >= run.released]
        for number, end, is_last in _periods(member):
            if run.released < end < run.until and (not is_last or member.by_will):
                seen = _band(bisect_left(since, end), STARTED)
                stratum = _band(number, TENURES), seen, (end - run.released) // MONTH
                yield Month(stratum, first is not None and first < end, is_last)


def _periods(member: Member) -> Iterator[tuple[int, datetime, bool]]:
    """Number and end, and whether the membership ended with it: its own length is cut into whole months."""
    whole = max(1, round((member.until - member.since) / MONTH))
    one = (member.until - member.since) / whole
    for number in range(whole):
        yield number + 1, member.since + (number + 1) * one, number + 1 == whole


def _band(value: int, edges: Sequence[int]) -> int:
    return bisect_left(edges, value)


def kept(found: Iterable[Month], *, fewest: int = FEWEST) -> Kept | None:
    """None when fewer months of either kind than ``fewest`` can be laid beside each other."""
    tables: defaultdict[Stratum, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for one in found:
        tables[one.stratum][2 * (not one.has_started) + (not one.has_left)] += 1
    return _difference(list(tables.values()), fewest)


def _difference(tables: Sequence[Sequence[int]], fewest: int) -> Kept | None:
    """Of tables of left and stayed among those who had started, then among the others."""
    exposed = others = 0
    weights = weighted = variance = 0.0
    for a, c, b, d in tables:
        n, m = a + c, b + d
        if not n or not m:
            continue
        exposed, others = exposed + n, others + m
        weights += n * m / (n + m)
        weighted += (a * m - b * n) / (n + m)
        variance += (a * c * m**3 + b * d * n**3) / (n * m * (n + m) ** 2)
    # Without a leaving on both sides somewhere there is no variance: an interval of no width would look sure.
    if min(exposed, others) < max(fewest, 1) or not variance:
        return None
    fewer = Estimate.normal(-weighted / weights, variance / weights**2)
    return Kept(fewer.times(exposed), fewer, exposed)
