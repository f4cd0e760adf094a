"""Half-open periods of time, so that one can begin at the instant another ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

# The first film was shot in 1888.
FIRST_YEAR = 1880
LAST_YEAR = 2200


def is_in_years(told: date) -> bool:
    """Whether somebody can mean this day or instant; far enough from the calendar's ends to be told by any clock."""
    return FIRST_YEAR <= told.year <= LAST_YEAR


@dataclass(frozen=True, slots=True)
class Period:
    """From an instant until just before another, or for good."""

    opens_at: datetime
    closes_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        return self.closes_at is not None and self.closes_at <= self.opens_at

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at and (self.closes_at is None or at < self.closes_at)

    def meets(self, other: Period) -> bool:
        """Whether some instant lies in both."""
        return (other.closes_at is None or self.opens_at < other.closes_at) and (
            self.closes_at is None or other.opens_at < self.closes_at
        )


def joined(periods: Iterable[Period]) -> list[Period]:
    """The periods in order, those that touch or overlap made one."""
    found: list[Period] = []
    for period in sorted(periods, key=lambda one: one.opens_at):
        last = found[-1] if found else None
        if last is None or (last.closes_at is not None and last.closes_at < period.opens_at):
            found.append(Period(period.opens_at, period.closes_at))
        else:
            found[-1] = Period(last.opens_at, _later(last.closes_at, period.closes_at))
    return found


def without(periods: Iterable[Period], gaps: Iterable[Period]) -> list[Period]:
    """What is left of the periods, in order, when the gaps are taken out."""
    left = joined(periods)
    for gap in gaps:
        left = [rest for period in left for rest in _cut(period, gap)]
    return left


def _cut(period: Period, gap: Period) -> list[Period]:
    if not period.meets(gap):
        return [period]
    before = Period(period.opens_at, gap.opens_at)
    rest = [before] if not before.is_empty else []
    if gap.closes_at is None:
        return rest
    after = Period(gap.closes_at, period.closes_at)
    return rest if after.is_empty else [*rest, after]


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)
