"""Whether a title was worth what it cost, and what speaks against a renewal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from lanterne.commissioning.rules.forecasting import DAYS, quantile
from lanterne.results.rules.estimates import WIDE, Estimate

QUARTER = 0.25
ENOUGH = 4
"""So many others make a quarter."""


class Advice(StrEnum):
    """What the figures say; people decide."""

    RENEW = "renew"
    END = "end"
    OPEN = "open"


class Flag(StrEnum):
    """What speaks against a renewal."""

    WORTH_LESS = "worth_less"  # even at the upper end it was worth less than it cost
    NOT_FINISHED = "not_finished"  # among the quarter of titles that fewest finished
    FADED = "faded"  # among the quarter whose hours came soonest and went
    BELOW_FORECAST = "below_forecast"  # less than the range that was foretold
    MOVED_NOBODY = "moved_nobody"  # neither gained nor kept households that can be told from none


@dataclass(frozen=True, slots=True)
class Brought:
    """Of a title after so many days; None is not known. ``worth`` and ``cost`` are in minor units of one currency.

    ``unsure`` is the relative error of the worth, one standard deviation. Only 91 days are held against the whole cost.
    """

    days: int
    gained: Estimate | None
    kept: Estimate | None
    completion: float | None
    half_life: float | None
    worth: float | None
    cost: int | None
    unsure: float = 0.0

    @property
    def households(self) -> Estimate | None:
        """Gained and kept, where both are known: errors of two estimates do not add up, their squares do."""
        if self.gained is None or self.kept is None:
            return None
        known = (self.gained, self.kept)
        value = sum(one.value for one in known)
        low = hypot(*(one.value - one.low for one in known))
        high = hypot(*(one.high - one.value for one in known))
        return Estimate(value, value - low, value + high)

    @property
    def value(self) -> Estimate | None:
        """What these households pay until they leave; the interval knows that this is estimated as well."""
        if self.households is None or not self.worth:
            return None
        found = self.households.times(self.worth)
        more = abs(found.value) * self.unsure * WIDE
        low, high = hypot(found.value - found.low, more), hypot(found.high - found.value, more)
        return Estimate(found.value, found.value - low, found.value + high)

    @property
    def efficiency(self) -> Estimate | None:
        """What it was worth by what it cost, once 91 days are over."""
        is_whole = self.value and self.cost and self.days == DAYS
        return self.value.times(1 / self.cost) if is_whole and self.value and self.cost else None

    def cost_of(self, households: Estimate | None) -> Estimate | None:
        """For each of some households; the dearest end has none where the interval reaches down to none of them."""
        if households is None or not self.cost or households.value <= 0:
            return None
        most = self.cost / households.low if households.low > 0 else float("inf")
        return Estimate(self.cost / households.value, self.cost / households.high, most)


@dataclass(frozen=True, slots=True)
class Peers:
    """What the other titles of the service brought there after as many days."""

    completions: Sequence[float]
    half_lives: Sequence[float]


def flags(brought: Brought, peers: Peers, missed: Sequence[bool]) -> Iterator[Flag]:
    """``missed`` says of each forecast that was made whether less came than its range."""
    if brought.efficiency and brought.efficiency.high < 1:
        yield Flag.WORTH_LESS
    if _is_low(brought.completion, peers.completions):
        yield Flag.NOT_FINISHED
    if _is_low(brought.half_life, peers.half_lives):
        yield Flag.FADED
    if any(missed):
        yield Flag.BELOW_FORECAST
    if brought.households and brought.households.low <= 0:
        yield Flag.MOVED_NOBODY


def advice(brought: Brought) -> Advice:
    """By what it was worth alone: the other flags are to be weighed by people."""
    if brought.efficiency is None or brought.efficiency.low <= 1 <= brought.efficiency.high:
        return Advice.OPEN
    return Advice.RENEW if brought.efficiency.low > 1 else Advice.END


def _is_low(value: float | None, others: Sequence[float]) -> bool:
    return value is not None and len(others) >= ENOUGH and value < quantile(sorted(others), QUARTER)
