"""The one place that reads the time of day."""

from __future__ import annotations

from datetime import UTC, date, datetime

# No film is older, and no contract runs on: beyond these a slip of the hand would only overflow what is reckoned with it.
FIRST_DAY, LAST_DAY = date(1880, 1, 1), date(2200, 1, 1)


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
