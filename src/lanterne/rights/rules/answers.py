"""The one question: whether a title is open, why not, and when that changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from lanterne.rights.rules.periods import Period, joined, without
from lanterne.rights.rules.terms import Status
from lanterne.rights.rules.windows import Holdback, Market, Version, Window

ANY = Version()
AnyWindow = TypeVar("AnyWindow", bound=Window)


class Reason(StrEnum):
    """The first four sum an answer up; all but the first say what stands against a title."""

    OPEN = "open"
    NO_WINDOW_HERE = "no_window_here"
    NOT_YET = "not_yet"
    OVER = "over"
    HELD_BACK = "held_back"
    LANGUAGE_NOT_LICENSED = "language_not_licensed"
    CONDITION_NOT_MET = "condition_not_met"
    PENDING = "pending"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Because:
    """One thing that stands against a title, with the instant at which it ends or ended, and words where it has any."""

    reason: Reason
    at: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a title is open, and the instant at which that changes.

    OPEN carries ``closes_at`` when an end is known, NOT_YET the next ``opens_at``, OVER the last ``closes_at``.
    ``because`` has every reason of a no, in the order of the windows.
    """

    is_open: bool
    reason: Reason
    opens_at: datetime | None
    closes_at: datetime | None
    territory: str
    because: tuple[Because, ...] = ()

    @property
    def changes_at(self) -> datetime | None:
        """The next instant at which yes becomes no, or no becomes yes."""
        if self.is_open:
            return self.closes_at
        return self.opens_at if self.reason is Reason.NOT_YET else None


def availability(
    windows: Iterable[Window],
    *,
    market: Market,
    at: datetime,
    version: Version = ANY,
    holdbacks: Iterable[Holdback] = (),
) -> Availability:
    """What the windows that decide about a title, and the holdbacks on its line, say at one instant."""
    here = [one for one in windows if one.is_for(market) and not one.is_secret(market, at)]
    held = [one for one in holdbacks if one.is_for(market, version)]
    counting = joined(one.period for one in here if one.counts(version))
    left = without(counting, [one.period for one in held])
    reason, period = _told(left, counting, at)
    return Availability(
        is_open=reason is Reason.OPEN,
        reason=reason,
        opens_at=period.opens_at if period else None,
        closes_at=period.closes_at if period else None,
        territory=market.territory,
        because=() if reason is Reason.OPEN else tuple(_against(here, held, version, at)),
    )


def _told(
    left: Sequence[Period], counting: Sequence[Period], at: datetime
) -> tuple[Reason, Period | None]:
    """Name the open period, else the next one, else the last one, be it that a holdback took it."""
    for one in left:
        if one.is_open(at):
            return Reason.OPEN, one
    for one in left:
        if at < one.opens_at:
            return Reason.NOT_YET, one
    if left:
        return Reason.OVER, left[-1]
    is_over = counting and counting[-1].closes_at is not None and counting[-1].closes_at <= at
    return (Reason.OVER, counting[-1]) if is_over else (Reason.NO_WINDOW_HERE, None)


def _against(
    here: Sequence[Window], held: Sequence[Holdback], version: Version, at: datetime
) -> Iterator[Because]:
    if not here:
        yield Because(Reason.NO_WINDOW_HERE)
    told = (reason for window in sorted(here, key=_opening) for reason in _in(window, version, at))
    yield from dict.fromkeys(told)
    for one in held:
        if one.period.is_open(at):
            yield Because(Reason.HELD_BACK, one.period.closes_at)


def _opening(window: Window) -> datetime:
    return window.opens_at


def _in(window: Window, version: Version, at: datetime) -> Iterator[Because]:
    """Everything for which this window does not open the version now."""
    terms = window.terms
    if terms.status is not Status.APPROVED:
        yield Because(Reason(terms.status.value))
    if terms.awaits:
        yield Because(Reason.CONDITION_NOT_MET, words=terms.awaits)
    if not terms.licenses(version.language, version.use):
        yield Because(Reason.LANGUAGE_NOT_LICENSED, words=version.language)
    if at < window.opens_at:
        yield Because(Reason.NOT_YET, window.opens_at)
    elif not window.is_open(at):
        yield Because(Reason.OVER, window.closes_at)


def nearest(lineage: Sequence[Sequence[AnyWindow]], *, market: Market) -> Sequence[AnyWindow]:
    """The windows of the first title, from the episode upwards, that has an approved one in the market.

    Where none has, those of the first that has any: they open nothing, and say why.
    """
    here = [[one for one in held if one.is_for(market)] for held in lineage]
    deciding = (held for held in here if any(one.is_approved for one in held))
    return next(deciding, next((held for held in here if held), []))


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
        case _:
            return 3, 0.0
