"""The share of a catalogue that meets a condition: by titles, on a day or over a period."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from lanterne.regulation.rules.works import Unit, meets

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Count:
    """``unknown`` are titles of which nobody has said enough; they are in the total, and not met."""

    total: int
    met: int
    unknown: int = 0

    @property
    def share(self) -> Fraction:
        """In per cent; of nothing, nothing."""
        return Fraction(self.met * WHOLE, self.total) if self.total else Fraction()

    @property
    def most(self) -> Fraction:
        """The share if all that is unknown were met."""
        return Count(self.total, self.met + self.unknown).share

    def reaches(self, wanted: Decimal) -> bool:
        return self.share >= Fraction(wanted)

    def missing(self, wanted: Decimal) -> int:
        """How many titles more, all of which meet the condition, would reach the share; they make the total grow."""
        part = Fraction(wanted) / WHOLE
        if part >= 1:
            return 0 if self.met == self.total else self.total
        lacking = part * self.total - self.met
        return max(0, math.ceil(lacking / (1 - part)))


def count(units: Iterable[Unit], conditions: Sequence[str], *, on: date) -> Count:
    found = [meets(unit, conditions, on=on) for unit in units]
    return Count(len(found), found.count(True), found.count(None))


def mean(counts: Sequence[Count]) -> Fraction:
    """The mean of the shares of several days, each day counting alike; days without a catalogue do not count."""
    held = [one.share for one in counts if one.total]
    return sum(held, Fraction()) / len(held) if held else Fraction()
