"""Our counts of two services side by side; unlike measures are not, and the like ones are offered instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lanterne.growth.queries.commissions import Wanted, count
from lanterne.growth.rules.commissions import Measure


@dataclass(frozen=True, slots=True)
class CountPair:
    """Two services by one measure."""

    measure: Measure
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class CountsCompared:
    """``pair`` where the two are of one measure; else ``offered``, one for each of the two measures."""

    pair: CountPair | None
    offered: tuple[CountPair, ...]


def counts_compared(
    *, left: tuple[str, Measure], right: tuple[str, Measure], on: date
) -> CountsCompared:
    """Two services, each with a measure, as they stood on the day."""
    measures = dict.fromkeys((left[1], right[1]))
    pairs = tuple(_pair(left[0], right[0], measure, on) for measure in measures)
    return CountsCompared(pairs[0], ()) if len(pairs) == 1 else CountsCompared(None, pairs)


def _pair(left: str, right: str, measure: Measure, on: date) -> CountPair:
    held = count(Wanted(measure, on, measure.since(on), services=(left, right))).tally.by_service
    return CountPair(measure, held.get(left, 0), held.get(right, 0))
