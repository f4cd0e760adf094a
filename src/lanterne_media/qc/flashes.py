"""Flashing that can harm people with photosensitive epilepsy, after ITU-R BT.1702, Ofcom and WCAG 2.3.1.

A flash is a pair of opposing changes of luminance of 20 cd/m² or more (above 160 cd/m², of a Michelson contrast of
1/17), or a pair of changes to and from a saturated red. It harms when more than three fall within a second over more
than a quarter of the screen. Changes are followed in each block of the picture by itself, so a pattern that turns over
counts as much as a picture that lights up. They count when more than a quarter of the screen changes the same way at
once: a camera's way over a fence or a crowd changes as much here as there, now and in the next frame. This is no
certified test: regular stripes are not looked for, nor flashing of three a second that goes on and on, and the screen
is assumed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import floor

import numpy as np
import numpy.typing as npt

from lanterne_media.model import Rate

STEP, CONTRAST = 20.0, 1 / 8  # a contrast of 1/17 is an eighth more than the darker
MOST_CHANGES = 6
LEAST_AREA = 0.25
# Changes within a twelfth of a second are one, for a quick fade does not cross the step everywhere in the same frame;
# where as much rises as falls, only what changes within half of that.
TOGETHER, SUDDEN = 12, 24

Blocks = npt.NDArray[np.float32]
Turns = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Flashing:
    """Frames ``first`` to ``last`` of the constant rate: up to so many flashes a second over so much of the screen."""

    first: int
    last: int
    flashes: float
    area: float
    is_red: bool


class Watch:
    """Follows light and redness block by block, a frame at a time."""

    def __init__(self, rate: Rate) -> None:
        self._light, self._red = _Swing(_visible), _Swing(_from_end_to_end)
        self._lit, self._reddened = _Tally(rate, is_red=False), _Tally(rate, is_red=True)

    def look(self, light: Blocks, redness: Blocks) -> None:
        """The next frame: cd/m² of each block, and from -1 to 1 how red it is."""
        self._lit.count(*self._light.turns(light))
        self._reddened.count(*self._red.turns(redness))

    def found(self) -> tuple[Flashing, ...]:
        both = [*self._lit.found, *self._reddened.found]
        return tuple(sorted(both, key=lambda one: (one.first, one.is_red)))


def _visible(darker: Blocks) -> Blocks:
    step: Blocks = np.maximum(STEP, darker * CONTRAST)
    return step


def _from_end_to_end(redness: Blocks) -> Blocks:
    return np.full_like(redness, 2)


class _Swing:
    """Where each block last turned, and whether it has now gone the other way far enough for a change to count."""

    def __init__(self, step: Callable[[Blocks], Blocks]) -> None:
        self._step = step
        self._low = self._high = np.zeros(0, np.float32)
        self._way = np.zeros(0, np.int8)

    def turns(self, now: Blocks) -> tuple[Turns, Turns]:
        """Which blocks have just risen and which have fallen, each against the change before."""
        if not self._way.size:
            self._low, self._high, self._way = now, now, np.zeros(now.shape, np.int8)
        self._low, self._high = np.minimum(self._low, now), np.maximum(self._high, now)
        rises = (self._way <= 0) & (now - self._low >= self._step(self._low))
        falls = (self._way >= 0) & (self._high - now >= self._step(now)) & ~rises
        self._high, self._low = np.where(rises, now, self._high), np.where(falls, now, self._low)
        self._way = np.where(rises, 1, np.where(falls, -1, self._way)).astype(np.int8)
        return rises, falls


class _Waiting:
    """Changes of one direction that have not been counted yet, of the last few frames."""

    def __init__(self, rate: Rate) -> None:
        self._turned: deque[Turns] = deque(maxlen=max(1, round(rate.value / TOGETHER)))
        self._sudden = max(1, round(rate.value / SUDDEN))

    def add(self, turned: Turns) -> None:
        self._turned.append(turned)

    def area(self) -> float:
        return float(self._all(list(self._turned)).mean())

    def sudden_area(self) -> float:
        return float(self._all(list(self._turned)[-self._sudden :]).mean())

    def take(self) -> Turns:
        together = self._all(list(self._turned))
        self._turned.clear()
        return together

    def _all(self, turned: list[Turns]) -> Turns:
        together: Turns = np.logical_or.reduce(turned) if turned else np.zeros(1, np.bool_)
        return together


class _Tally:
    """Counts the changes of each block in the last second, and notes when they are too many over too much."""

    def __init__(self, rate: Rate, *, is_red: bool) -> None:
        # Rounded down, so that three flashes a second at 29.97 frames are not taken for more.
        self._second, self._is_red, self._frame = max(1, floor(rate.value)), is_red, 0
        self._rises, self._falls = _Waiting(rate), _Waiting(rate)
        self._last: deque[Turns] = deque()
        self._changes = np.zeros(0, np.int16)
        self.found: list[Flashing] = []

    def count(self, rises: Turns, falls: Turns) -> None:
        turned = self._at_once(rises, falls)
        self._last.append(turned)
        self._changes = self._changes + turned if self._changes.size else turned.astype(np.int16)
        if len(self._last) > self._second:
            self._changes = self._changes - self._last.popleft()
        many = self._changes > MOST_CHANGES
        area = float(many.mean())
        if area > LEAST_AREA:
            # The first change of those blocks that is still within the second.
            ago = next(ago for ago, one in enumerate(self._last) if bool((one & many).any()))
            first = self._frame - len(self._last) + 1 + ago
            self._note(first, float(np.median(self._changes[many])) / 2, area)
        self._frame += 1

    def _at_once(self, rises: Turns, falls: Turns) -> Turns:
        """The changes that count: many the same way, and few or sudden ones the other way."""
        self._rises.add(rises)
        self._falls.add(falls)
        risen, fallen = self._rises.area(), self._falls.area()
        counted = np.zeros_like(rises)
        if risen - fallen > LEAST_AREA or self._rises.sudden_area() > LEAST_AREA:
            counted |= self._rises.take()
        if fallen - risen > LEAST_AREA or self._falls.sudden_area() > LEAST_AREA:
            counted |= self._falls.take()
        return counted

    def _note(self, first: int, flashes: float, area: float) -> None:
        now = Flashing(first, self._frame, flashes, area, self._is_red)
        # What begins within the second before goes on.
        if self.found and first <= self.found[-1].last + 1:
            before = self.found.pop()
            worst = max(before.flashes, flashes), max(before.area, area)
            now = Flashing(before.first, self._frame, *worst, self._is_red)
        self.found.append(now)
