"""How quality answers to bits, shot by shot, and how a film's bits are shared among its shots: arithmetic only.

A shot that is easy gives its bits to one that is hard: at every rung all shots pay the same price for the last
point of quality (Lagrange's condition for the least bits at a given mean). Whoever leaves it at one rate factor for
all shots pays for quality that nobody sees in some of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from lanterne_media.answers import MOST_BEHIND, Numbers, Row, bits_of, habit, vmaf_of
from lanterne_media.model import Codec, Encoder, Trial

Picked = NDArray[np.intp]

PRICES = 96
STEPS_BETWEEN = 33


@dataclass(frozen=True, slots=True)
class Share:
    """What every shot gets of a film's bits: its rate factor, and what that is foretold to cost and to give."""

    factors: tuple[float, ...]
    bits: tuple[float, ...]
    vmaf: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One codec at one size: rows are shots, columns rate factors; ``frames`` weighs the shots."""

    codec: Codec
    size: tuple[int, int]
    factors: Numbers
    bits: Numbers
    vmaf: Numbers
    frames: Numbers
    encoder: Encoder = Encoder.SOFTWARE

    @classmethod
    def of(cls, trials: Sequence[Trial], frames: Sequence[int]) -> Self:
        """From the trials of one codec at one size; ``frames`` of what each sample stands for."""
        rows: list[list[Trial]] = [[] for _ in frames]
        for trial in trials:
            rows[trial.sample].append(trial)
        return cls(
            codec=trials[0].codec,
            size=(trials[0].width, trials[0].height),
            factors=habit(trials[0].codec, trials[0].encoder).all,
            bits=np.array([bits_of(row) for row in rows]),
            vmaf=np.array([vmaf_of(row) for row in rows]),
            frames=np.asarray(frames, dtype=float),
            encoder=trials[0].encoder,
        )

    def row(self, sample: int, frames: int) -> Row:
        """A shot of so many frames for which this sample stands."""
        part = frames / self.frames[sample]
        bits, vmaf = self.bits[sample] * part, self.vmaf[sample]
        return Row(self.codec, self.factors, bits, vmaf, frames, self.encoder)

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


def _floor(mean: float, best: Numbers) -> Numbers:
    """Nobody is left far behind the film; who cannot follow it is not left far behind what it can be."""
    return np.minimum(mean, best) - MOST_BEHIND


def _last_best(worth: Numbers) -> Picked:
    """The last of the best columns, of each row: of equally good factors the highest, which costs least."""
    picked: Picked = worth.shape[-1] - 1 - np.argmax(worth[..., ::-1], axis=-1)
    return picked


__all__ = ["Curve", "Grid", "Share"]
