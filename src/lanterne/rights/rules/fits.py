"""Whether a window would meet another of its title, found by search and not by comparing each with every other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator
from datetime import UTC, datetime

from lanterne.rights.rules.periods import Period
from lanterne.rights.rules.terms import Tongue, Use, ranges
from lanterne.rights.rules.windows import Window

FOREVER = datetime.max.replace(tzinfo=UTC)


class Spans:
    """Periods made one where they touch, in order."""

    def __init__(self) -> None:
        self.opens: list[datetime] = []
        self.closes: list[datetime] = []

    def add(self, period: Period) -> None:
        opens, closes = period.opens_at, period.closes_at or FOREVER
        first, last = bisect_left(self.closes, opens), bisect_right(self.opens, closes)
        if first < last:
            opens, closes = min(opens, self.opens[first]), max(closes, self.closes[last - 1])
        self.opens[first:last], self.closes[first:last] = [opens], [closes]

    def meets(self, period: Period) -> bool:
        """Whether some instant of the period lies in one of them."""
        before = bisect_left(self.opens, period.closes_at or FOREVER)
        return before > 0 and period.opens_at < self.closes[before - 1]


class Taken:
    """What the approved windows of one title take: ``meets`` is ``Window.overlaps`` with any of them."""

    def __init__(self) -> None:
        self.spans: defaultdict[Hashable, Spans] = defaultdict(Spans)

    def add(self, window: Window) -> None:
        for key in _takes(window) if window.is_approved else ():
            self.spans[key].add(window.period)

    def meets(self, window: Window) -> bool:
        return window.is_approved and any(
            key in self.spans and self.spans[key].meets(window.period) for key in _asks(window)
        )


def _takes(window: Window) -> Iterator[Hashable]:
    """Where a window is found: among all, and by each of its languages and what covers them."""
    terms, place = window.terms, (window.territory, window.terms.offer)
    yield place
    if not terms.tongues:
        yield (*place, "")
    for tongue in terms.tongues:
        yield (*place, tongue, "itself")
        for wider in ranges(tongue.language):
            yield (*place, Tongue(wider, tongue.use), "below")


def _asks(window: Window) -> Iterator[Hashable]:
    """Where those stand that share a version with it."""
    terms, place = window.terms, (window.territory, window.terms.offer)
    if not terms.tongues:
        yield place
        return
    yield (*place, "")
    for tongue in terms.tongues:
        for use in Use if tongue.use is Use.ANY else (tongue.use, Use.ANY):
            yield (*place, Tongue(tongue.language, use), "below")
            for wider in ranges(tongue.language):
                yield (*place, Tongue(wider, use), "itself")
