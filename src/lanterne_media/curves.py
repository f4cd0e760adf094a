"""How quality answers to bits, shot by shot, and how a film's bits are shared among its shots: arithmetic only.

A shot that is easy gives its bits to one that is hard: at every rung all shots pay the same price for the last
point of quality (Lagrange's condition for the least bits at a given mean). Whoever leaves it at one rate factor for
all shots pays for quality that nobody sees in some of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from lanterne_media.model import Aim, Trial

Numbers = NDArray[np.float64]
Picked = NDArray[np.intp]

# The finest difference of rate factors that is worth making.
STEP = 0.5
PRICES = 96
STEPS_BETWEEN = 33
# No shot is left this far below the film it is in, whatever its points would cost.
MOST_BEHIND = 8.0
# A little above what VMAF ever says, so that a perfect picture can be compared as well.
PERFECT = 100.5


@dataclass(frozen=True, slots=True)
class Share:
    """What every shot gets of a film's bits: its rate factor, and what that is foretold to cost and to give."""

    factors: tuple[float, ...]
    bits: tuple[float, ...]
    vmaf: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """How an encode came out, by what had been foretold: ratios of the bits, and of what is missing to perfection."""

    bits: float = 1.0
    loss: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One shot at one size: what it would cost and give at every rate factor."""

    factors: Numbers
    bits: Numbers
    vmaf: Numbers
    frames: int

    def aim(self, price: float, floor: float) -> Aim:
        """Where one more bit buys ``price`` points of a frame's quality, but not below ``floor`` if that can be."""
        picked = int(_last_best(self.frames * self.vmaf - price * self.bits))
        within = int(np.sum(self.vmaf >= min(floor, self.vmaf[0] - MOST_BEHIND))) - 1
        place = min(picked, within)
        return Aim(float(self.factors[place]), round(float(self.vmaf[place]), 2))

    def lesson(self, crf: float, bits: float, vmaf: float) -> Lesson:
        """What this encode of the shot teaches about others of it."""
        foretold_bits = float(np.exp(np.interp(crf, self.factors, np.log(self.bits))))
        foretold = float(np.interp(crf, self.factors, self.vmaf))
        return Lesson(bits / foretold_bits, (PERFECT - vmaf) / (PERFECT - foretold))

    def taught(self, lesson: Lesson) -> Row:
        """The same shot as the lesson shows it."""
        vmaf = np.clip(PERFECT - (PERFECT - self.vmaf) * lesson.loss, 0, 100)
        return replace(self, bits=self.bits * lesson.bits, vmaf=vmaf)


@dataclass(frozen=True, slots=True)
class Grid:
    """One codec at one size: rows are shots, columns rate factors; ``frames`` weighs the shots."""

    size: tuple[int, int]
    factors: Numbers
    bits: Numbers
    vmaf: Numbers
    frames: Numbers

    @classmethod
    def of(cls, trials: Sequence[Trial], frames: Sequence[int]) -> Self:
        """From the trials of one codec at one size; ``frames`` of what each sample stands for."""
        rows: list[list[Trial]] = [[] for _ in frames]
        for trial in trials:
            rows[trial.sample].append(trial)
        tried = [trial.crf for trial in trials]
        # None beyond those that were tried: what nobody saw cannot be foretold.
        factors = np.arange(min(tried), max(tried) + STEP / 2, STEP)
        return cls(
            size=(trials[0].width, trials[0].height),
            factors=factors,
            bits=np.array([np.exp(_falling(row, factors, _log_bits)) for row in rows]),
            vmaf=np.array([np.clip(_falling(row, factors, _vmaf), 0, 100) for row in rows]),
            frames=np.asarray(frames, dtype=float),
        )

    def row(self, sample: int, frames: int) -> Row:
        """A shot of so many frames for which this sample stands."""
        part = frames / self.frames[sample]
        return Row(self.factors, self.bits[sample] * part, self.vmaf[sample], frames)

    def share(self, picked: Picked) -> Share:
        """What the shots get at the columns ``picked``, one for each."""
        rows = np.arange(len(picked))
        return Share(
            tuple(map(float, self.factors[picked])),
            tuple(map(float, self.bits[rows, picked])),
            tuple(map(float, self.vmaf[rows, picked])),
        )

    def total(self, picked: Picked) -> float:
        """The film's bits then."""
        return float(np.sum(self.bits[np.arange(len(picked)), picked]))

    def mean(self, picked: Picked) -> float:
        """The film's quality then."""
        rows = np.arange(len(picked))
        return float(np.average(self.vmaf[rows, picked], weights=self.frames))

    def picked(self, price: float) -> Picked:
        """The columns at which one more bit buys ``price`` points of one frame's quality in every shot."""
        worth = self.frames[:, None] * self.vmaf - price * self.bits
        return self._none_far_behind(_last_best(worth))

    def _none_far_behind(self, wanted: Picked) -> Picked:
        while True:
            floor = _floor(self.mean(wanted), self.vmaf[:, 0])
            within = np.sum(self.vmaf >= floor[:, None], axis=1) - 1
            if np.all(wanted <= within):
                return wanted
            # What is lifted lifts the mean in turn, until nobody is behind.
            wanted = np.minimum(wanted, within)

    def prices(self) -> Numbers:
        """From the price at which every bit is bought to the one at which none is, rising by equal ratios."""
        gain = -np.diff(self.vmaf) * self.frames[:, None]
        slopes = gain / np.maximum(-np.diff(self.bits), 1.0)
        # A level line is level but for the rounding.
        paid = slopes[gain > 1e-6 * self.frames[:, None]]
        if not paid.size:
            return np.ones(1)
        return np.geomspace(paid.min() / 2, paid.max() * 2, PRICES)


@dataclass(frozen=True, slots=True)
class Curve:
    """The whole film at one size: the quality that so many bits give when they are shared well, best first."""

    grid: Grid
    prices: Numbers
    picks: tuple[Picked, ...]
    log_bits: Numbers
    vmaf: Numbers

    @classmethod
    def of(cls, grid: Grid) -> Self:
        """``log_bits`` of the whole film and its mean quality, both falling as the price rises."""
        prices = grid.prices()
        picks = tuple(grid.picked(float(price)) for price in prices)
        bits = np.log([grid.total(picked) for picked in picks])
        vmaf = np.array([grid.mean(picked) for picked in picks])
        return cls(grid, prices, picks, np.minimum.accumulate(bits), np.minimum.accumulate(vmaf))

    @property
    def size(self) -> tuple[int, int]:
        return self.grid.size

    def share_at(self, vmaf: float) -> Share:
        """The cheapest share that gives the film this quality, or comes as near as it can."""
        below = int(np.searchsorted(-self.vmaf, -vmaf, side="right"))
        if below in (0, len(self.picks)):
            return self.grid.share(self.picks[min(below, len(self.picks) - 1)])
        # Between two prices every step from one share to the other is worth as much as any.
        above, under = self.picks[below - 1], self.picks[below]
        between = [
            np.rint(above + part * (under - above)).astype(np.intp)
            for part in np.linspace(0, 1, STEPS_BETWEEN)
        ]
        enough = [picked for picked in between if self.grid.mean(picked) >= vmaf]
        return self.grid.share(enough[-1] if enough else above)

    def price_at(self, vmaf: float) -> float:
        """What the last point costs where the film reaches this quality, or comes as near as it can."""
        return float(np.exp(np.interp(-vmaf, -self.vmaf, np.log(self.prices))))

    def log_bits_at(self, vmaf: float) -> float:
        return float(np.interp(-vmaf, -self.vmaf, self.log_bits))

    def vmaf_at(self, log_bits: float) -> float:
        """The quality that so many bits give; 0 when even the roughest encode of this size needs more."""
        if log_bits < self.log_bits[-1]:
            return 0.0
        return float(np.interp(log_bits, self.log_bits[::-1], self.vmaf[::-1]))


def corrected(quick: Sequence[Trial], hard: Sequence[Trial]) -> list[Trial]:
    """Quick trials as they would have come out with the preset of the ``hard`` ones, which repeat some of them.

    A slower preset changes the bits at a rate factor by a ratio, and what is missing to perfection by another;
    both are the codec's and the film's more than the shot's.
    """
    found = []
    for codec in dict.fromkeys(trial.codec for trial in quick):
        own = [trial for trial in quick if trial.codec is codec]
        lesson = _lesson(own, [trial for trial in hard if trial.codec is codec])
        found += [_as_taught(trial, lesson) for trial in own]
    return found


def _as_taught(trial: Trial, lesson: Lesson) -> Trial:
    vmaf = min(100.0, PERFECT - (PERFECT - trial.vmaf) * lesson.loss)
    return replace(trial, bits=trial.bits * lesson.bits, vmaf=vmaf)


def _lesson(quick: Sequence[Trial], hard: Sequence[Trial]) -> Lesson:
    known = {_place(trial): trial for trial in quick}
    pairs = [(known[_place(trial)], trial) for trial in hard if _place(trial) in known]
    if not pairs:
        return Lesson()
    bits = np.exp(np.mean([_log_bits(late) - _log_bits(early) for early, late in pairs]))
    missing = [sum(PERFECT - trial.vmaf for trial in side) for side in zip(*pairs, strict=True)]
    return Lesson(float(bits), missing[1] / missing[0])


def _place(trial: Trial) -> tuple[int, int, int, float]:
    return trial.sample, trial.width, trial.height, trial.crf


def _floor(mean: float, best: Numbers) -> Numbers:
    """Nobody is left far behind the film; who cannot follow it is not left far behind what it can be."""
    return np.minimum(mean, best) - MOST_BEHIND


def _last_best(worth: Numbers) -> Picked:
    """The last of the best columns, of each row: of equally good factors the highest, which costs least."""
    picked: Picked = worth.shape[-1] - 1 - np.argmax(worth[..., ::-1], axis=-1)
    return picked


def _log_bits(trial: Trial) -> float:
    return float(np.log(max(1.0, trial.bits)))


def _vmaf(trial: Trial) -> float:
    return trial.vmaf


def _falling(
    trials: Sequence[Trial], factors: Numbers, measure: Callable[[Trial], float]
) -> Numbers:
    """A smooth line through what was measured that only ever falls: a wobble must not make a curve turn back."""
    ordered = sorted(trials, key=lambda trial: trial.crf)
    tried = np.array([trial.crf for trial in ordered])
    measured = np.minimum.accumulate([measure(trial) for trial in ordered])
    if len(tried) == 1:
        return np.full(len(factors), measured[0])
    return _smooth(tried, measured, factors)


def _smooth(x: Numbers, y: Numbers, at: Numbers) -> Numbers:
    """Cubic pieces that keep a falling line falling (Fritsch and Carlson, 1980)."""
    secants = np.diff(y) / np.diff(x)
    slopes = np.concatenate((secants[:1], _between(secants), secants[-1:]))
    piece = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(secants) - 1)
    width = np.diff(x)[piece]
    t = np.clip((at - x[piece]) / width, 0, 1)
    line: Numbers = (
        y[piece] * (1 + 2 * t) * (1 - t) ** 2
        + y[piece + 1] * t**2 * (3 - 2 * t)
        + width * t * (1 - t) * (slopes[piece] * (1 - t) - slopes[piece + 1] * t)
    )
    return line


def _between(secants: Numbers) -> Numbers:
    """The slope at each inner point: the harmonic mean of its neighbours', 0 where one of them is level."""
    left, right = secants[:-1], secants[1:]
    is_level = left * right <= 0
    return np.where(is_level, 0.0, 2 * left * right / np.where(is_level, 1.0, left + right))


__all__ = ["MOST_BEHIND", "Curve", "Grid", "Lesson", "Row", "Share", "corrected"]
