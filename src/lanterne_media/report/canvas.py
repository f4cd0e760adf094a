"""What every chart is drawn on: a plane with two scales, its grid, and lines on it. Drawn by us, without a script."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lanterne_media.report.markup import Markup, tag, view_box

# Each chart is drawn twice: letters would be too small to read if a wide one were squeezed onto a phone.
WIDE, NARROW = (1080, 420), (360, 340)
INKS = 8
# Second and third rungs of one size.
DASHES = (None, "7 4", "2 4")


@dataclass(frozen=True, slots=True)
class Scale:
    """Values to places; ``is_log`` for what is told in ratios."""

    low: float
    high: float
    begin: float
    end: float
    is_log: bool = False

    def at(self, value: float) -> float:
        low, high, here = (self._bent(one) for one in (self.low, self.high, value))
        part = (here - low) / (high - low) if high > low else 0.5
        return self.begin + min(1.0, max(0.0, part)) * (self.end - self.begin)

    def _bent(self, value: float) -> float:
        return math.log(max(value, 1e-9)) if self.is_log else value

    def ticks(self, most: int) -> list[float]:
        return (
            _ratios(self.low, self.high, most) if self.is_log else _steps(self.low, self.high, most)
        )


def _steps(low: float, high: float, most: int) -> list[float]:
    rough = (high - low) / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= rough)
    first = math.ceil(low / step - 1e-9)
    return [n * step for n in range(first, math.floor(high / step + 1e-9) + 1)]


def _ratios(low: float, high: float, most: int) -> list[float]:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for wanted in ((1, 2, 3, 5, 7), (1, 2, 5), (1, 3), (1,)):
        found = [n * 10.0**power for power in powers for n in wanted]
        found = [value for value in found if low <= value <= high]
        if len(found) <= most:
            break
    return found


@dataclass(frozen=True, slots=True)
class Plane:
    """A drawing of one size, with room for words around what is drawn."""

    size: tuple[int, int]
    x: Scale
    y: Scale

    @property
    def is_wide(self) -> bool:
        return self.size == WIDE

    def drawn(self, named: str, *parts: Markup) -> Markup:
        """The picture; what it shows is told in ``named`` and in the table below it."""
        return tag(
            "svg",
            *parts,
            class_="wide" if self.is_wide else "narrow",
            role="group",
            aria_label=named,
            **view_box(*self.size),
        )

    def grid(self, across: Callable[[float], str], up: Callable[[float], str], unit: str) -> Markup:
        """Lines at round values, with the words of both scales."""
        bottom, left, right = self.y.begin, self.x.begin, self.x.end
        rows = [
            tag(
                "g",
                tag("line", x1=left, x2=right, y1=self.y.at(one), y2=self.y.at(one)),
                tag("text", up(one), x=left - 6, y=self.y.at(one) + 4, text_anchor="end"),
            )
            for one in self.y.ticks(6)
        ]
        columns = [
            tag("text", across(one), x=self.x.at(one), y=bottom + 18, text_anchor="middle")
            for one in self.x.ticks(10 if self.is_wide else 4)
        ]
        base = tag("line", x1=left, x2=right, y1=bottom, y2=bottom, class_="base")
        named = tag("text", unit, x=left, y=14, class_="unit")
        return tag("g", *rows, base, *columns, named, class_="grid")


def plane(
    size: tuple[int, int],
    x: tuple[float, float],
    y: tuple[float, float],
    *,
    room: int = 0,
    logs: str = "",
) -> Plane:
    """A plane for values between these; ``room`` at the right for labels where it is wide, ``logs`` among "xy"."""
    width, height = size
    right = width - (room if size == WIDE else 12)
    return Plane(
        size,
        Scale(*x, 76 if size == WIDE else 40, right, "x" in logs),
        Scale(*y, height - 30, 34, "y" in logs),
    )


def path(places: Sequence[tuple[float, float]], **attributes: object) -> Markup:
    words = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return tag("polyline", points=words, **attributes)


def stairs(edges: Sequence[float], heights: Sequence[float]) -> list[tuple[float, float]]:
    """The corners of steps: ``heights`` between neighbouring ``edges``."""
    pairs = zip(pairwise(edges), heights, strict=True)
    return [corner for (left, right), y in pairs for corner in ((left, y), (right, y))]


def apart(places: Sequence[float], least: float, top: float, bottom: float) -> list[float]:
    """Labels moved up and down so that none covers another; in the order given, from the top."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    found = list(places)
    edge = top
    for n in order:
        found[n] = max(found[n], edge)
        edge = found[n] + least
    edge = bottom
    for n in reversed(order):
        found[n] = min(found[n], edge)
        edge = found[n] - least
    return found
