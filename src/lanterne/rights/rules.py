"""When a title may be shown where: arithmetic on half-open licence windows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Window:
    """A half-open period, so that one window can begin at the instant another ends."""

    territory: str
    opens_at: datetime
    closes_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        return self.closes_at is not None and self.closes_at <= self.opens_at

    def is_open(self, at: datetime) -> bool:
        return self.opens_at <= at and (self.closes_at is None or at < self.closes_at)

    def overlaps(self, other: Window) -> bool:
        return (
            self.territory == other.territory
            and (other.closes_at is None or self.opens_at < other.closes_at)
            and (self.closes_at is None or other.opens_at < self.closes_at)
        )


class Reason(StrEnum):
    OPEN = "open"
    NO_WINDOW_HERE = "no_window_here"
    NOT_YET = "not_yet"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a title is open, and the instant at which that changes.

    OPEN carries ``closes_at`` when an end is known, NOT_YET the next ``opens_at``, OVER the last ``closes_at``.
    """

    is_open: bool
    reason: Reason
    opens_at: datetime | None
    closes_at: datetime | None
    territory: str


def joined(windows: Iterable[Window]) -> list[Window]:
    """The windows of one territory in order, those that touch made one."""
    periods: list[Window] = []
    for window in sorted(windows, key=lambda one: one.opens_at):
        if periods and periods[-1].closes_at == window.opens_at:
            window = Window(window.territory, periods.pop().opens_at, window.closes_at)
        periods.append(window)
    return periods


def availability(windows: Iterable[Window], *, territory: str, at: datetime) -> Availability:
    """What the windows of one title say about one territory at one instant."""
    here = joined(one for one in windows if one.territory == territory)
    if not here:
        return Availability(
            is_open=False,
            reason=Reason.NO_WINDOW_HERE,
            opens_at=None,
            closes_at=None,
            territory=territory,
        )
    return _told(here, at)


def _told(periods: list[Window], at: datetime) -> Availability:
    """Name the open period, else the next one, else the last one."""
    now = next((one for one in periods if one.is_open(at)), None)
    if now is not None:
        return _about(now, Reason.OPEN)
    ahead = next((one for one in periods if at < one.opens_at), None)
    return _about(ahead, Reason.NOT_YET) if ahead else _about(periods[-1], Reason.OVER)


def _about(period: Window, reason: Reason) -> Availability:
    return Availability(
        is_open=reason is Reason.OPEN,
        reason=reason,
        opens_at=period.opens_at,
        closes_at=period.closes_at,
        territory=period.territory,
    )


def nearest(lineage: Sequence[Sequence[Window]], *, territory: str) -> Sequence[Window]:
    """The windows of the first title, from the episode upwards, that has any in the territory."""
    return next((held for held in lineage if any(one.territory == territory for one in held)), ())


def best(answers: Iterable[Availability]) -> Availability:
    """The most favourable of several answers: what a series can say for all of its episodes."""
    return min(answers, key=_favour)


def _favour(answer: Availability) -> tuple[int, float]:
    """Open the longest, else opening the soonest, else closed the latest."""
    match answer.reason:
        case Reason.OPEN:
            return 0, -answer.closes_at.timestamp() if answer.closes_at else float("-inf")
        case Reason.NOT_YET:
            return 1, answer.opens_at.timestamp() if answer.opens_at else 0.0
        case Reason.OVER:
            return 2, -answer.closes_at.timestamp() if answer.closes_at else 0.0
        case Reason.NO_WINDOW_HERE:
            return 3, 0.0
