"""How a service spreads among households, after Bass (Management Science, 1969), with what the figures cannot tell.

Every curve on a grid of ceilings, of innovation p and of imitation q is weighed by how well it goes through the counts.
So a forecast is always a band: few counts leave many curves standing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

# Where p and q of a year are looked for: wide enough for what was ever published of durable goods and services.
INNOVATION = (0.001, 0.1)
IMITATION = (0.05, 1.2)
STEPS = 41
# A curve that weighs less than this beside the best is not looked at more closely.
NEGLIGIBLE = 1e-4
# The band that is shown: four in five.
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
# What counts are expected to miss their curve by, and how firmly: a shape of two leaves the counts the last word.
MISS, SHAPE = 0.05, 2.0
# A ceiling is told when its band is no wider than a quarter of all households.
TOLD = 0.25


@dataclass(frozen=True, slots=True)
class Count:
    """Subscribers, in households, so many years after the launch."""

    years: float
    level: float


@dataclass(frozen=True, slots=True)
class Band:
    """Of four in five curves the least and the most, and the one in the middle; infinite is never."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Assumptions:
    """``most`` is all households; what is None is looked for among all that is possible."""

    most: float
    ceiling: float | None = None
    innovation: float | None = None
    imitation: float | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """For which years after the launch, and when how many are reached, no later than ``horizon``."""

    years: tuple[float, ...]
    target: float
    horizon: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """``reached`` in years after the launch; ``chance`` that the target is reached within the horizon."""

    levels: tuple[Band, ...]
    ceiling: Band
    reached: Band
    chance: float
    is_ceiling_told: bool


def level(
    years: float | Array, ceiling: float | Array, p: float | Array, q: float | Array
) -> Array:
    """How many have subscribed so many years after the launch."""
    gone = np.exp(-(np.asarray(p) + q) * years)
    return np.asarray(ceiling * (1 - gone) / (1 + np.asarray(q) / p * gone))


def years_to(part: float | Array, p: float | Array, q: float | Array) -> Array:
    """How long until a part of the ceiling, from nought to one, is reached; infinite from the ceiling on."""
    share = np.asarray(part, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.log((1 + np.asarray(q) / p * share) / (1 - share)) / (np.asarray(p) + q)
    return np.where(share < 1, found, inf)


def outlook(counts: Sequence[Count], assumed: Assumptions, asked: Asked) -> Outlook:
    """What four in five of the curves say that go through the counts."""
    ceilings, p, q = _curves(counts, assumed)
    weights = _weights(counts, ceilings, p, q)
    times = years_to(asked.target / ceilings, p, q)
    ceiling = _band(ceilings, weights)
    return Outlook(
        levels=tuple(_band(level(year, ceilings, p, q), weights) for year in asked.years),
        ceiling=ceiling,
        reached=_band(np.where(times <= asked.horizon, times, inf), weights),
        chance=float(weights[times <= asked.horizon].sum()),
        is_ceiling_told=assumed.ceiling is not None
        or ceiling.high - ceiling.low <= TOLD * assumed.most,
    )


def _curves(counts: Sequence[Count], assumed: Assumptions) -> tuple[Array, Array, Array]:
    """Every curve that is possible, looked at closely where the counts leave it standing: its ceiling, p and q."""
    least = max((count.level for count in counts), default=0.0)
    # Counts scatter, so that the ceiling may lie a little below the largest of them; without counts it may lie anywhere.
    edge = least * (1 - MISS) or assumed.most / 100
    axes = (
        _axis(assumed.ceiling, edge, assumed.most),
        _axis(assumed.innovation, *INNOVATION),
        _axis(assumed.imitation, *IMITATION),
    )
    curves = _meshed(axes)
    weights = _weights(counts, *curves)
    kept = weights > NEGLIGIBLE * weights.max()
    near = tuple(_closer(axis, held[kept]) for axis, held in zip(axes, curves, strict=True))
    return _meshed(near)


def _axis(fixed: float | None, first: float, last: float) -> Array:
    """By equal factors, since nothing says that a step from 1 to 2 is less than one from 10 to 20."""
    return np.geomspace(first, last, STEPS) if fixed is None else np.array([fixed])


def _closer(axis: Array, kept: Array) -> Array:
    """The axis from a step before the least that is kept to a step after the most."""
    if len(axis) == 1:
        return axis
    first = max(int(np.searchsorted(axis, kept.min())) - 1, 0)
    last = min(int(np.searchsorted(axis, kept.max())) + 1, len(axis) - 1)
    return np.geomspace(axis[first], axis[last], STEPS)


def _meshed(axes: Sequence[Array]) -> tuple[Array, Array, Array]:
    ceilings, p, q = np.meshgrid(*axes, indexing="ij")
    return ceilings.ravel(), p.ravel(), q.ravel()


def _weights(counts: Sequence[Count], ceilings: Array, p: Array, q: Array) -> Array:
    """How much each curve counts; how far counts scatter is not known either, so it is summed over (Student's t)."""
    missed = np.zeros_like(ceilings)
    for count in counts:
        missed += np.log(count.level / level(count.years, ceilings, p, q)) ** 2
    logs = -(SHAPE + len(counts) / 2) * np.log(MISS**2 * (SHAPE - 1) + missed / 2)
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _band(values: Array, weights: Array) -> Band:
    order = np.argsort(values, kind="stable")
    heaped = np.cumsum(weights[order])
    places = np.searchsorted(heaped, (LOW, MIDDLE, HIGH)).clip(max=len(values) - 1)
    low, middle, high = (float(values[order[place]]) for place in places)
    return Band(low, middle, high)
