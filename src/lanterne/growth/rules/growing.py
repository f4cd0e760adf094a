"""What came, went and stayed in a period, from memberships."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class Stay:
    """From when until before when; ``cause`` is why it ended, where it did."""

    since: datetime
    until: datetime
    cause: str


@dataclass(frozen=True, slots=True)
class Flow:
    """``lost`` by cause; the rate of churn is what was lost of those who were there at the beginning, in per cent."""

    at_start: int
    gained: int
    lost: dict[str, int]

    @property
    def net(self) -> int:
        return self.gained - sum(self.lost.values())

    @property
    def churn(self) -> Decimal | None:
        if not self.at_start:
            return None
        return sum(self.lost.values()) / Decimal(self.at_start) * PERCENT


def flow(stays: Iterable[Stay], since: datetime, until: datetime) -> Flow:
    """Of a half-open period: who was there just before it began, came in it, and went in it."""
    at_start = gained = 0
    lost: dict[str, int] = {}
    for stay in stays:
        at_start += stay.since < since <= stay.until
        gained += since <= stay.since < until
        if since <= stay.until < until:
            lost[stay.cause] = lost.get(stay.cause, 0) + 1
    return Flow(at_start, gained, lost)
