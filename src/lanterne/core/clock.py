"""The one place that reads the time of day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

# No film is older, and no contract runs on: beyond these a slip of the hand would only overflow what is reckoned with it.
FIRST_DAY, LAST_DAY = date(1880, 1, 1), date(2200, 1, 1)


class NoSuchTime(ValueError):
    """The clocks of the place skip it, or show it twice."""


def now() -> datetime:
    """Aware, in UTC; tests travel with time-machine."""
    return datetime.now(UTC)


def day(text: str) -> date | None:
    """The day that somebody named, if it is one that anything here is reckoned for."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_DAY <= found < LAST_DAY else None


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks of a zone show this time, where there is exactly one; in UTC."""
    told = local.replace(tzinfo=zone, fold=0)
    again = local.replace(tzinfo=zone, fold=1)
    if told.utcoffset() != again.utcoffset():
        raise NoSuchTime
    return told.astimezone(UTC)
