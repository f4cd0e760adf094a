"""How one shot at one size answers to an encoder's rate factor, from a few trials, and what an encode teaches of it.

Over the rate factor the logarithm of the bits is nearly a straight line. So is the logarithm of the odds of quality, what
is there by what is missing, but for a bend that is the encoder's more than the shot's. Hence two trials tell a whole line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lanterne_media.model import Aim, Codec, Encoder, Trial

Numbers = NDArray[np.float64]

# The finest difference of rate factors that is worth making.
STEP = 0.5
# No shot is left this far below the film it is in, whatever its points would cost.
MOST_BEHIND = 8.0
# A little above what VMAF ever says, so that a perfect picture can be compared as well; and a little above its least.
PERFECT, WORST = 100.5, 0.1
# An encode that took half as much again as foretold, or as little, shows that its trials were of something else.
STRANGE = 0.4
# Two points and a bend tell a line; without the bend, three.
FEWEST_UNKNOWN = 3
# Below this a score does not tell bad from worse.
DULL = 5.0


@dataclass(frozen=True, slots=True)
class Habit:
    """An encoder's: the factors from nearly transparent to the roughest worth watching, and how it answers to them.

    ``bits`` and ``odds`` are the changes of their logarithms for one step of the factor, ``bend`` the change of the
    latter; from the factor ``late`` on each step counts as ``large`` ones. Measured on shots of six films at four
    sizes; HEVC's on two at three.
    """

    factors: tuple[float, float]
    bits: float
    odds: float
    bend: float
    late: float = 100.0
    large: float = 1.0
    # Of an encoder that nobody measured: the rest is only supposed, and trials are believed instead.
    is_known: bool = True
    # The finest difference of factors that the encoder makes.
    step: float = STEP

    def tried(self, points: int) -> tuple[float, ...]:
        """Where to try a shot at so many factors; at a third one at least where the bend is not known."""
        return self.spread(points if self.is_known else max(points, FEWEST_UNKNOWN))

    def spread(self, points: int) -> tuple[float, ...]:
        """So many factors, each in the middle of its part of the range."""
        ends = self.places(np.array(self.factors))
        places = ends[0] + (np.arange(points) + 0.5) / points * (ends[1] - ends[0])
        return tuple(map(float, np.interp(places, self.places(self.all), self.all).round()))

    def places(self, factors: Numbers) -> Numbers:
        """Where factors stand when every step is to count the same."""
        return factors + (self.large - 1) * np.maximum(factors - self.late, 0)

    def line(self, through: float, level: float, slope: float, bend: float) -> Numbers:
        """At every factor, by habit alone: at ``level`` where the factor is ``through``, bent around the middle."""
        at, here = self.places(self.all), float(self.places(np.array(through)))
        middle = float(np.mean(self.places(np.array(self.factors))))
        bent: Numbers = bend / 2 * ((at - middle) ** 2 - (here - middle) ** 2)
        return level + slope * (at - here) + bent

    @property
    def all(self) -> Numbers:
        """Every factor that is worth a difference."""
        first, last = self.factors
        return np.arange(first, last + self.step / 2, self.step)


HABITS = {
    Codec.H264: Habit((16.0, 40.0), -0.115, -0.12, -0.0045),
    Codec.HEVC: Habit((16.0, 40.0), -0.129, -0.112, -0.004),
    Codec.AV1: Habit((20.0, 62.0), -0.048, -0.036, -0.0009, late=55.0, large=2.2),
}


# Nobody here has had such a chip. The range is that of the scale, the slopes are those of software on one like it.
_TO_51 = Habit((14.0, 44.0), -0.115, -0.12, 0.0, is_known=False)
_TO_63 = Habit((18.0, 62.0), -0.048, -0.036, 0.0, is_known=False)
_WHOLE_TO_51 = replace(_TO_51, step=1.0)


def habit(codec: Codec, encoder: Encoder) -> Habit:
    """What is known of an encoder before it encoded anything, or supposed."""
    match encoder, codec:
        case Encoder.SOFTWARE, _:
            return HABITS[codec]
        case ((Encoder.NVENC | Encoder.VAAPI), Codec.AV1):
            return _TO_63
        case Encoder.NVENC, _:
            return _TO_51
        case _:
            return _WHOLE_TO_51


@dataclass(frozen=True, slots=True)
class Lesson:
    """How an encode at ``crf`` came out, by what had been foretold: logarithms of its bits, and of its quality's odds."""

    crf: float
    bits: float = 0.0
    odds: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One shot at one size: what it would cost and give at every rate factor of the codec."""

    codec: Codec
    factors: Numbers
    bits: Numbers
    vmaf: Numbers
    frames: int
    encoder: Encoder = Encoder.SOFTWARE

    def aim(self, price: float, floor: float) -> Aim:
        """Where one more bit buys ``price`` points of a frame's quality, but not below ``floor`` if that can be."""
        worth = self.frames * self.vmaf - price * self.bits
        # Of equally good factors the highest, which costs least.
        picked = len(worth) - 1 - int(np.argmax(worth[::-1]))
        within = int(np.sum(self.vmaf >= min(floor, self.vmaf[0] - MOST_BEHIND))) - 1
        place = min(picked, within)
        return Aim(float(self.factors[place]), round(float(self.vmaf[place]), 2))

    def lesson(self, crf: float, bits: float, vmaf: float) -> Lesson:
        """What this encode of the shot teaches about others of it."""
        foretold_bits = float(np.interp(crf, self.factors, np.log(self.bits)))
        foretold = float(np.interp(crf, self.factors, odds(self.vmaf)))
        return Lesson(crf, float(np.log(bits)) - foretold_bits, float(odds(vmaf)) - foretold)

    def taught(self, lesson: Lesson) -> Row:
        """The same shot as the lesson shows it."""
        is_believed = abs(lesson.bits) < STRANGE or not habit(self.codec, self.encoder).is_known
        known = self if is_believed else self._by_habit(lesson.crf)
        vmaf = of_odds(odds(known.vmaf) + lesson.odds)
        return replace(known, bits=known.bits * np.exp(lesson.bits), vmaf=vmaf)

    def _by_habit(self, crf: float) -> Row:
        """With the level that this line has at a factor, and for the rest only what the encoder does with any shot."""
        own = habit(self.codec, self.encoder)
        level = float(np.interp(crf, self.factors, np.log(self.bits)))
        height = float(np.interp(crf, self.factors, odds(self.vmaf)))
        bits = np.exp(own.line(crf, level, own.bits, 0.0))
        return replace(self, bits=bits, vmaf=of_odds(own.line(crf, height, own.odds, own.bend)))


def odds(vmaf: float | Numbers) -> Numbers:
    """The logarithm of what is there by what is missing."""
    known = np.clip(vmaf, WORST, 100.0)
    found: Numbers = np.log(known / (PERFECT - known))
    return found


def of_odds(found: Numbers) -> Numbers:
    """The quality of which these are the odds."""
    return np.clip(PERFECT / (1 + np.exp(-found)), 0.0, 100.0)


def bits_of(trials: Sequence[Trial]) -> Numbers:
    """What one shot costs at every factor of its codec."""
    logs = [float(np.log(max(1.0, trial.bits))) for trial in trials]
    own = habit(trials[0].codec, trials[0].encoder)
    return np.exp(_line(trials, logs, own, own.bits, 0.0))


def vmaf_of(trials: Sequence[Trial]) -> Numbers:
    """What it gives there."""
    own = habit(trials[0].codec, trials[0].encoder)
    # Near nothing, VMAF says nothing of how much better a finer encode would be.
    telling = [trial for trial in trials if trial.vmaf >= DULL]
    telling = telling or [max(trials, key=lambda trial: trial.vmaf)]
    measured = [float(odds(trial.vmaf)) for trial in telling]
    return of_odds(_line(telling, measured, own, own.odds, own.bend))


def _line(
    trials: Sequence[Trial], measured: Sequence[float], own: Habit, slope: float, bend: float
) -> Numbers:
    """A line through what was measured that only ever falls: a wobble must not make a curve turn back."""
    ordered = sorted(zip((trial.crf for trial in trials), measured, strict=True))
    if len(ordered) == 1:
        return np.minimum.accumulate(own.line(*ordered[0], slope, bend))
    x, at = own.places(np.array([crf for crf, _ in ordered])), own.places(own.all)
    y = np.minimum.accumulate([value for _, value in ordered])
    slope = float((y[-1] - y[0]) / (x[-1] - x[0]))
    # Around the straight line from the first to the last lies the bend; what else is between them is drawn on top.
    first, last = x[0], x[-1]
    drawn = y[0] + slope * (at - x[0]) + bend / 2 * (at - first) * (at - last)
    if len(x) > 2:
        there = y[0] + slope * (x - x[0]) + bend / 2 * (x - first) * (x - last)
        drawn = drawn + np.interp(at, x, y - there)
    found: Numbers = np.minimum.accumulate(drawn)
    return found


__all__ = [
    "HABITS",
    "MOST_BEHIND",
    "Habit",
    "Lesson",
    "Numbers",
    "Row",
    "bits_of",
    "habit",
    "odds",
    "of_odds",
    "vmaf_of",
]
