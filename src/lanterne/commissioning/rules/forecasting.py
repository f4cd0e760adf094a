"""What a title that is not made yet might bring, from what earlier ones brought: a middle and a range, or nothing.

The middle is the mean of the titles that are like it, drawn towards the mean of all the more, the fewer they are and the
less groups differ (shrinkage of a one-way layout). The range says nothing of bells: it is how far the same rule misses each
earlier title when that one is left out (conformal prediction; the jackknife+ of Barber, Candès, Ramdas and Tibshirani, 2021).
So it holds what comes about as often as it says, as long as the next title comes from where the earlier ones came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import asinh, exp, floor, log, sinh

LEVEL = 0.8
"""How often what comes lies in the range."""

FEWEST = 9
"""Of fewer titles no range of four in five can be told: with nine it reaches from the least to the most that was seen."""

DAYS = 91
_EDGE = 0.001


class Measure(StrEnum):
    """What is foretold: in hours, as a share of those who start, in households; of the first 91 days."""

    HOURS = "hours"
    COMPLETION = "completion"
    GAINED = "gained"


@dataclass(frozen=True, slots=True)
class Past:
    """What an earlier title brought; ``group`` is shared by those that are like each other."""

    name: str
    group: str
    value: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """``draws`` are what could come, each as likely as the other, in order; ``alike`` of ``past`` titles were like this one."""

    value: float
    low: float
    high: float
    draws: tuple[float, ...]
    past: int
    alike: int

    def at_least(self, chance: float) -> float:
        """What is reached with a chance, by the draws."""
        return quantile(self.draws, 1 - chance)


def forecast(measure: Measure, past: Sequence[Past], group: str) -> Forecast | None:
    """None on fewer than nine titles."""
    if len(past) < FEWEST:
        return None
    there, back = _SCALES[measure]
    held = [(one.group, there(one.value)) for one in past]
    draws = sorted(
        shrunk(others, group) + value - shrunk(others, its)
        for others, (its, value) in ((held[:n] + held[n + 1 :], one) for n, one in enumerate(held))
    )
    return Forecast(
        value=back(shrunk(held, group)),
        low=back(quantile(draws, (1 - LEVEL) / 2)),
        high=back(quantile(draws, (1 + LEVEL) / 2)),
        draws=tuple(back(one) for one in draws),
        past=len(past),
        alike=sum(one.group == group for one in past),
    )


def shrunk(held: Sequence[tuple[str, float]], group: str) -> float:
    """The mean of a group, drawn towards the mean of all by how much of the scatter lies within groups."""
    groups: defaultdict[str, list[float]] = defaultdict(list)
    for one, value in held:
        groups[one].append(value)
    overall = sum(value for _, value in held) / len(held)
    alike = groups.get(group)
    if not alike:
        return overall
    within, between = _scatter(list(groups.values()), overall)
    firmness = between * len(alike)
    weight = firmness / (firmness + within) if firmness else 0.0
    return overall + weight * (sum(alike) / len(alike) - overall)


def _scatter(groups: Sequence[Sequence[float]], overall: float) -> tuple[float, float]:
    """Variance within and between groups, by the analysis of variance of groups of unlike size."""
    count = sum(len(group) for group in groups)
    means = [sum(group) / len(group) for group in groups]
    if count == len(groups) or len(groups) == 1:
        return 1.0, 0.0
    square = sum((value - mean) ** 2 for group, mean in zip(groups, means, strict=True) for value in group)  # fmt: skip
    within = square / (count - len(groups))
    apart = sum(len(group) * (mean - overall) ** 2 for group, mean in zip(groups, means, strict=True))  # fmt: skip
    size = (count - sum(len(group) ** 2 for group in groups) / count) / (len(groups) - 1)
    return within, max(0.0, (apart / (len(groups) - 1) - within) / size)


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value that one more draw lies under with that chance: of n the k-th at k ÷ (n + 1), even between two."""
    place = min(max(share * (len(ordered) + 1), 1.0), float(len(ordered)))
    below = floor(place)
    above = min(below, len(ordered) - 1)
    return ordered[below - 1] + (place - below) * (ordered[above] - ordered[below - 1])


def _logit(share: float) -> float:
    kept = min(max(share, _EDGE), 1 - _EDGE)
    return log(kept / (1 - kept))


_SCALES: dict[Measure, tuple[Callable[[float], float], Callable[[float], float]]] = {
    # By factors; a title of no hours at all would be infinitely far from the others.
    Measure.HOURS: (lambda hours: log(max(hours, _EDGE)), exp),
    Measure.COMPLETION: (_logit, lambda score: 1 / (1 + exp(-score))),
    # By factors where there are many, evenly around none, and below it where a title moved people away.
    Measure.GAINED: (asinh, sinh),
}
