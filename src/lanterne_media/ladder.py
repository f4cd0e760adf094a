"""From measured points to a ladder: pure arithmetic.

Each size is a curve of quality over bits. Their upper hull says which size serves a viewer best at each quality;
rungs stand on it at equal ratios of bits, none closer to its neighbour than the eye can tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from lanterne_media.model import Codec, Ladder, Point, Policy, Rung

HEIGHTS = (2160, 1440, 1080, 720, 540, 432, 360, 288, 216, 144)
# From nearly transparent to the roughest that is still worth watching.
FACTORS = {Codec.H264: (18.0, 38.0), Codec.AV1: (24.0, 60.0)}
SIZES_TRIED = 5


def preset(codec: Codec, policy: Policy) -> str:
    return policy.h264_preset if codec is Codec.H264 else policy.av1_preset


def sizes(display: tuple[int, int], policy: Policy) -> tuple[tuple[int, int], ...]:
    """The picture's own size and smaller ones of its shape, each at most 0.8 of the one before; never larger."""
    width, height = display
    short = min(width, height)
    wanted = [min(short, policy.tallest)]
    for candidate in HEIGHTS:
        if candidate <= 0.8 * wanted[-1]:
            wanted.append(candidate)
    wanted = _thin(wanted, SIZES_TRIED)
    return tuple((_even(width * side / short), _even(height * side / short)) for side in wanted)


def _thin(wanted: list[int], most: int) -> list[int]:
    picks = np.unique(np.linspace(0, len(wanted) - 1, min(most, len(wanted))).astype(int))
    return [wanted[i] for i in picks]


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


def trials(display: tuple[int, int], policy: Policy) -> tuple[Rung, ...]:
    """What to encode, briefly, to learn the curves: each codec and size at a few rate factors."""
    return tuple(
        Rung(codec, width, height, float(factor), preset(codec, policy))
        for codec in policy.codecs
        for width, height in sizes(display, policy)
        for factor in np.linspace(*FACTORS[codec], policy.trial_points).round()
    )


def distinct(qualities: Sequence[float], policy: Policy) -> tuple[int, ...]:
    """Which of a codec's finished rungs (best first) to keep, so that no two look alike.

    The best and the lightest stay; between them a rung goes when the eye could not tell it from a neighbour.
    """
    if not qualities:
        return ()
    kept, last = [0], len(qualities) - 1
    for place in range(1, last):
        is_apart = qualities[kept[-1]] - qualities[place] >= policy.vmaf_step
        if is_apart and qualities[place] - qualities[last] >= policy.vmaf_step:
            kept.append(place)
    if last and qualities[0] - qualities[last] >= policy.vmaf_step:
        kept.append(last)
    return tuple(kept)


def choose(points: Sequence[Point], policy: Policy) -> Ladder:
    """The ladder of each codec for which there are points."""
    rungs = [
        _rung(step, policy) for codec in policy.codecs for step in steps(codec, points, policy)
    ]
    return Ladder(tuple(dict.fromkeys(rungs)), tuple(points))


def _rung(step: Point, policy: Policy) -> Rung:
    factor = round(step.crf * 2) / 2
    return Rung(step.codec, step.width, step.height, factor, preset(step.codec, policy))


def steps(codec: Codec, points: Sequence[Point], policy: Policy) -> tuple[Point, ...]:
    """Where a codec's rungs stand, best first: the eye tells each from the one before, and each costs less."""
    curves = _curves([point for point in points if point.codec is codec])
    found: list[Point] = []
    for vmaf in levels(curves, policy) if curves else ():
        width, height, factor = cheapest(curves, vmaf)
        curve = next(curve for curve in curves if curve.size == (width, height))
        step = Point(codec, width, height, factor, *curve.at(factor))
        if not found or _is_step_down(found[-1], step, policy):
            found.append(step)
    return tuple(found)


def _is_step_down(above: Point, below: Point, policy: Policy) -> bool:
    # Where every curve ends above a level, what stands there may look like the step before.
    is_apart = above.vmaf - below.vmaf > policy.vmaf_step - 1e-6
    return is_apart and below.bits_per_second < above.bits_per_second


class _Curve:
    """One size: how quality and (the logarithm of) bits answer to the rate factor."""

    def __init__(self, points: Sequence[Point]) -> None:
        ordered = sorted(points, key=lambda point: point.crf)
        self.size = (ordered[0].width, ordered[0].height)
        self.factors = np.array([point.crf for point in ordered])
        # Bits and quality fall as the factor rises; a wobble in a measurement must not make the curve turn back.
        self.bits = np.minimum.accumulate(
            np.log([max(1.0, point.bits_per_second) for point in ordered])
        )
        self.vmaf = np.minimum.accumulate([point.vmaf for point in ordered])

    def at(self, factor: float) -> tuple[float, float]:
        """Bits per second and quality at a rate factor."""
        bits, vmaf = (np.interp(factor, self.factors, values) for values in (self.bits, self.vmaf))
        return float(np.exp(bits)), float(vmaf)

    def factor_at(self, vmaf: float) -> float:
        return float(np.interp(-vmaf, -self.vmaf, self.factors))

    def log_bits_at(self, vmaf: float) -> float:
        return float(np.interp(self.factor_at(vmaf), self.factors, self.bits))

    def vmaf_at_bits(self, bits_per_second: float) -> float:
        """The quality so many bits give at this size; 0 when even its roughest encode needs more."""
        wanted = np.log(bits_per_second)
        return (
            float(np.interp(wanted, self.bits[::-1], self.vmaf[::-1]))
            if wanted >= self.bits[-1]
            else 0.0
        )


def _curves(points: Sequence[Point]) -> list[_Curve]:
    by_size: dict[tuple[int, int], list[Point]] = {}
    for point in points:
        by_size.setdefault((point.width, point.height), []).append(point)
    return [_Curve(of_size) for of_size in by_size.values()]


def levels(curves: Sequence[_Curve], policy: Policy) -> list[float]:
    """The qualities at which rungs stand, best first, at least a just noticeable difference apart."""
    top = min(policy.top_vmaf, max(float(curve.vmaf[0]) for curve in curves))
    roughest = min(curves, key=lambda curve: float(curve.bits[-1]))
    bottom = max(curve.vmaf_at_bits(policy.bottom_bits_per_second) for curve in curves)
    # A film of much movement needs more than that at any size: then its roughest encode is the bottom.
    bottom = max(bottom or float(roughest.vmaf[-1]), min(top, policy.lowest_vmaf))
    most = min(policy.most_rungs, int(max(0.0, top - bottom) // policy.vmaf_step) + 1)
    for count in range(most, 1, -1):
        wanted = _spread(curves, top, bottom, count)
        if all(above - below >= policy.vmaf_step for above, below in pairwise(wanted)):
            return wanted
    return [top]


def _spread(curves: Sequence[_Curve], top: float, bottom: float, count: int) -> list[float]:
    """Qualities at equal ratios of bits: what a player needs when a line gets so much better or worse."""
    costs = np.linspace(_cost(curves, top), _cost(curves, bottom), count)[1:-1]
    between = [max(curve.vmaf_at_bits(float(np.exp(cost))) for curve in curves) for cost in costs]
    return [top, *between, bottom]


def _cost(curves: Sequence[_Curve], vmaf: float) -> float:
    width, height, factor = cheapest(curves, vmaf)
    curve = next(curve for curve in curves if curve.size == (width, height))
    return float(np.interp(factor, curve.factors, curve.bits))


def cheapest(curves: Sequence[_Curve], vmaf: float) -> tuple[int, int, float]:
    """The size and rate factor that give at least this quality for the fewest bits."""
    # A curve that ends above this quality stands for it with its end: of an easy film, a small picture may.
    able = [curve for curve in curves if curve.vmaf[0] >= vmaf]
    able = able or [max(curves, key=lambda curve: float(curve.vmaf[0]))]
    best = min(able, key=lambda curve: curve.log_bits_at(vmaf))
    return (*best.size, best.factor_at(vmaf))
