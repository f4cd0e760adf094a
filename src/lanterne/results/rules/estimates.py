"""A figure that was estimated, with the interval that it came with."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

LEVEL = 0.95
"""How often the interval is to hold the truth."""

WIDE = NormalDist().inv_cdf((1 + LEVEL) / 2)


@dataclass(frozen=True, slots=True)
class Estimate:
    value: float
    low: float
    high: float

    @classmethod
    def normal(cls, value: float, variance: float) -> Estimate:
        reach = WIDE * sqrt(variance)
        return cls(value, value - reach, value + reach)

    def times(self, factor: float) -> Estimate:
        ends = sorted((self.low * factor, self.high * factor))
        return Estimate(self.value * factor, *ends)

    def within(self, least: float, most: float) -> Estimate:
        """What cannot be outside of two bounds."""
        return Estimate(*(min(max(one, least), most) for one in (self.value, self.low, self.high)))
