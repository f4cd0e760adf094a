"""Where one shoots: kinds of room, and who stands in which seat of a day."""

from __future__ import annotations

from datetime import date, timedelta
from enum import IntEnum, StrEnum


class RoomKind(StrEnum):
    STAGE = "stage"
    BACKLOT = "backlot"
    VOLUME = "volume"
    TANK = "tank"
    MILL = "mill"
    OFFICE = "office"


class BookingState(StrEnum):
    HOLD = "hold"
    CONFIRMED = "confirmed"
    RELEASED = "released"


class Seat(IntEnum):
    """Of each day of a room there are two: who books it or holds it first, and who waits behind them."""

    FIRST = 1
    SECOND = 2


LONGEST = timedelta(days=731)


def days(begins_on: date, ends_on: date) -> tuple[date, ...]:
    """Half-open: the last day is not in it."""
    return tuple(begins_on + timedelta(days=n) for n in range((ends_on - begins_on).days))
