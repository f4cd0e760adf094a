"""From trials to a ladder: pure arithmetic.

Each size is a curve of the film's quality over its bits. Their upper hull says which size serves a viewer best at
each quality; rungs stand on it at equal ratios of bits, none closer to its neighbour than the eye can tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lanterne_media import hardware
from lanterne_media.answers import habit
from lanterne_media.curves import Curve, Grid, Share
from lanterne_media.model import Aim, Codec, Encoder, Ladder, Point, Policy, Rung, Trial

HEIGHTS = (2160, 1440, 1080, 720, 540, 432, 360, 288, 216, 144)
MOST_PIXELS_TOGETHER = 2560 * 1440
# Of each curve, in the report.
POINTS_SHOWN = 9
# Of the bits of neighbouring rungs, on the mean: what a line can carry is not known better than that.
LEAST_RATIO = 1.35
# Of a search for a ratio of bits: to a thousandth.
HALVINGS = 12
# Rungs less than this share of a step apart look alike.
ALIKE = 0.6
# A size that costs at most so many times the cheapest for some of a film may be the cheapest for all of it.
NEARLY = 1.08


@dataclass(frozen=True, slots=True)
class Film:
    """What a ladder must know of a film: the frames that each tried shot stands for, and how long all last."""

    frames: tuple[int, ...]
    seconds: float

    def of(self, samples: Sequence[int]) -> Film:
        """The part of it for which these samples stand."""
        kept = tuple(self.frames[n] for n in samples)
        return Film(kept, self.seconds * sum(kept) / sum(self.frames))


@dataclass(frozen=True, slots=True)
class Step:
    """A rung before it has a name: a size, and how the film's shots share its bits."""

    codec: Codec
    size: tuple[int, int]
    share: Share
    price: float
    film: Film
    encoder: Encoder = Encoder.SOFTWARE

    @property
    def bits(self) -> float:
        return sum(self.share.bits)

    @property
    def vmaf(self) -> float:
        return float(np.average(self.share.vmaf, weights=self.film.frames))


def preset(codec: Codec, policy: Policy) -> str:
    """How hard the encoder tries, for what viewers get and for what teaches us about it."""
    presets = (policy.h264_preset, policy.hevc_preset, policy.av1_preset)
    return dict(zip(Codec, presets, strict=True))[codec]


def sizes(display: tuple[int, int], policy: Policy) -> tuple[tuple[int, int], ...]:
    """The picture's own size and smaller ones of its shape, each at most 0.8 of the one before; never larger."""
    width, height = display
    short = min(width, height)
    wanted = [min(short, policy.tallest)]
    for candidate in HEIGHTS:
        if candidate <= 0.8 * wanted[-1]:
            wanted.append(candidate)
    wanted = _thin(wanted, policy.most_trial_sizes)
    return tuple((_even(width * side / short), _even(height * side / short)) for side in wanted)


def _thin(wanted: list[int], most: int) -> list[int]:
    picks = np.unique(np.linspace(0, len(wanted) - 1, min(most, len(wanted))).astype(int))
    return [wanted[i] for i in picks]


def _even(length: float) -> int:
    return max(2, round(length / 2) * 2)


def trials(
    display: tuple[int, int], policy: Policy, chips: Mapping[Codec, Encoder] | None = None
) -> tuple[tuple[Rung, ...], ...]:
    """What to encode, briefly, to learn the curves: each codec at each size, with a few rate factors.

    ``chips`` are the encoders of codecs that software does not encode.
    """
    groups = [
        _group(codec, size, policy, (chips or {}).get(codec, Encoder.SOFTWARE))
        for codec in policy.codecs
        for size in sizes(display, policy)
    ]
    return tuple(part for group in groups for part in _parts(group))


def _group(
    codec: Codec, size: tuple[int, int], policy: Policy, encoder: Encoder
) -> tuple[Rung, ...]:
    fitting = hardware.for_size(encoder, *size)
    factors = habit(codec, fitting).tried(policy.trial_points)
    least = Rung(codec, *size, 0.0, preset(codec, policy), encoder=fitting)
    return tuple(replace(least, crf=factor) for factor in factors)


def _parts(group: tuple[Rung, ...]) -> list[tuple[Rung, ...]]:
    """What is encoded side by side in one process; of large pictures one at a time, for the memory they take.

    Of a chip's as well, which takes few encodes at a time.
    """
    is_large = group[0].width * group[0].height > MOST_PIXELS_TOGETHER
    is_single = is_large or group[0].encoder is not Encoder.SOFTWARE
    return [(rung,) for rung in group] if is_single else [group]


def likely(
    tried: Sequence[tuple[Rung, ...]], scouted: Sequence[Trial], film: Film, policy: Policy
) -> list[tuple[Rung, ...]]:
    """The groups that the rest of a film needs: those of sizes at which rungs may stand, as scouts foretell."""
    found = set[tuple[Codec, int, int]]()
    for codec in policy.codecs:
        curves = curves_of(codec, scouted, film)
        for vmaf in levels(curves, film, policy):
            best = cheapest(curves, vmaf).log_bits_at(vmaf)
            near = [curve for curve in curves if curve.log_bits_at(vmaf) <= best + np.log(NEARLY)]
            found |= {(codec, *curve.size) for curve in near if curve.vmaf[0] >= vmaf}
            found.add((codec, *cheapest(curves, vmaf).size))
    return [group for group in tried if (group[0].codec, group[0].width, group[0].height) in found]


def distinct(qualities: Sequence[float], policy: Policy) -> tuple[int, ...]:
    """Which of a codec's finished rungs (best first) to keep, so that no two look alike.

    The best and the lightest stay; between them a rung goes when it came out far nearer to a neighbour than it was
    meant to stand. One that missed its place a little is worth more than the hole it would leave.
    """
    if not qualities:
        return ()
    apart = ALIKE * policy.vmaf_step
    kept, last = [0], len(qualities) - 1
    for place in range(1, last):
        is_apart = qualities[kept[-1]] - qualities[place] >= apart
        if is_apart and qualities[place] - qualities[last] >= apart:
            kept.append(place)
    if last and qualities[0] - qualities[last] >= apart:
        kept.append(last)
    return tuple(kept)


def choose(trials: Sequence[Trial], film: Film, policy: Policy) -> Ladder:
    """The ladder of each codec that was tried, and what every shot gets at each of its rungs."""
    curves = {codec: curves_of(codec, trials, film) for codec in policy.codecs}
    found = [step for codec in policy.codecs for step in steps(curves[codec], codec, film, policy)]
    rungs = {_rung(step, film, policy): step for step in reversed(found)}
    ordered = dict(reversed(rungs.items()))
    return Ladder(
        tuple(ordered),
        tuple(map(_aims, ordered.values())),
        tuple(step.price for step in ordered.values()),
        tuple(point for codec in policy.codecs for point in points(curves[codec], codec, film)),
        tuple(trials),
    )


def _rung(step: Step, film: Film, policy: Policy) -> Rung:
    middle = float(np.average(step.share.factors, weights=film.frames))
    factor, named = round(middle * 2) / 2, preset(step.codec, policy)
    return Rung(step.codec, *step.size, factor, named, encoder=step.encoder)


def _aims(step: Step) -> tuple[Aim, ...]:
    pairs = zip(step.share.factors, step.share.vmaf, strict=True)
    return tuple(Aim(factor, round(vmaf, 2)) for factor, vmaf in pairs)


def curves_of(codec: Codec, trials: Sequence[Trial], film: Film) -> list[Curve]:
    """One curve a size: the film's quality over its bits, when its shots share them well."""
    return [Curve.of(grid) for grid in grids_of(codec, trials, film).values()]


def grids_of(codec: Codec, trials: Sequence[Trial], film: Film) -> dict[tuple[int, int], Grid]:
    """By size, what every sample would cost and give at every rate factor."""
    by_size: dict[tuple[int, int], list[Trial]] = {}
    for trial in trials:
        if trial.codec is codec:
            by_size.setdefault((trial.width, trial.height), []).append(trial)
    return {
        size: Grid.of(of_size, film.frames)
        for size, of_size in by_size.items()
        # A size at which only scouts were tried was found not to be worth it.
        if len({trial.sample for trial in of_size}) == len(film.frames)
    }


def points(curves: Sequence[Curve], codec: Codec, film: Film) -> tuple[Point, ...]:
    """The curves as figures, for whoever wants to see why rungs stand where they stand."""
    found = []
    for curve in curves:
        for place in np.unique(np.linspace(0, len(curve.picks) - 1, POINTS_SHOWN).astype(int)):
            factors = curve.grid.share(curve.picks[place]).factors
            middle = round(float(np.average(factors, weights=film.frames)), 2)
            bandwidth = float(np.exp(curve.log_bits[place])) / film.seconds
            found.append(Point(codec, *curve.size, middle, bandwidth, float(curve.vmaf[place])))
    return tuple(found)


def steps(curves: Sequence[Curve], codec: Codec, film: Film, policy: Policy) -> tuple[Step, ...]:
    """Where a codec's rungs stand, best first: the eye tells each from the one before, and each costs less."""
    found: list[Step] = []
    for vmaf in levels(curves, film, policy) if curves else ():
        curve = cheapest(curves, vmaf)
        share, price = curve.share_at(vmaf), curve.price_at(vmaf)
        step = Step(codec, curve.size, share, price, film, curve.grid.encoder)
        if not found or _is_step_down(found[-1], step, policy):
            found.append(step)
    return tuple(found)


def _is_step_down(above: Step, below: Step, policy: Policy) -> bool:
    # Where every curve ends above a level, what stands there may look like the step before.
    is_apart = above.vmaf - below.vmaf >= ALIKE * policy.vmaf_step
    return is_apart and below.bits < above.bits


def levels(curves: Sequence[Curve], film: Film, policy: Policy) -> list[float]:
    """The qualities at which rungs stand, best first, at least a just noticeable difference apart."""
    top = min(policy.top_vmaf, max(float(curve.vmaf[0]) for curve in curves))
    least = float(np.log(policy.bottom_bits_per_second * film.seconds))
    bottom = max(curve.vmaf_at(least) for curve in curves)
    # A film of much movement needs more than that at any size: then its roughest encode is the bottom.
    roughest = min(curves, key=lambda curve: float(curve.log_bits[-1]))
    bottom = max(bottom or float(roughest.vmaf[-1]), min(top, policy.lowest_vmaf))
    dear, cheap = (cheapest(curves, vmaf).log_bits_at(vmaf) for vmaf in (top, bottom))
    by_eye = int(max(0.0, top - bottom) // policy.vmaf_step) + 1
    by_line = int(max(0.0, dear - cheap) // np.log(LEAST_RATIO)) + 1
    most = min(policy.most_rungs, by_eye, by_line)
    if most > 2:
        return _descent(curves, top, bottom, count=most, step=policy.vmaf_step)
    # A bad line needs something that it can carry, even if it looks only a little worse.
    is_worth_it = policy.most_rungs > 1 and top - bottom >= ALIKE * policy.vmaf_step
    return [top, bottom] if is_worth_it else [top]


def _descent(
    curves: Sequence[Curve], top: float, bottom: float, *, count: int, step: float
) -> list[float]:
    """Qualities from top to bottom, each a step lower at least, and else at one ratio of bits.

    A player needs equal ratios when a line gets so much better or worse; but where the last points of quality are
    dear, steps as large as the eye can tell take more than that, and the ratio of the others is the smaller for it.
    """

    def down(ratio: float) -> list[float]:
        found = [top]
        for _ in range(count - 1):
            fewer = cheapest(curves, found[-1]).log_bits_at(found[-1]) - ratio
            found.append(min(found[-1] - step, max(curve.vmaf_at(fewer) for curve in curves)))
        return found

    dear, cheap = (cheapest(curves, vmaf).log_bits_at(vmaf) for vmaf in (top, bottom))
    low, high = 0.0, dear - cheap
    for _ in range(HALVINGS):
        ratio = (low + high) / 2
        low, high = (ratio, high) if down(ratio)[-1] > bottom else (low, ratio)
    return [*down(high)[:-1], bottom]


def cheapest(curves: Sequence[Curve], vmaf: float) -> Curve:
    """The size that gives at least this quality for the fewest bits."""
    # A curve that ends above this quality stands for it with its end: of an easy film, a small picture may.
    able = [curve for curve in curves if curve.vmaf[0] >= vmaf]
    able = able or [max(curves, key=lambda curve: float(curve.vmaf[0]))]
    return min(able, key=lambda curve: curve.log_bits_at(vmaf))
