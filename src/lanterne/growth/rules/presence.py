"""Whether a service is in a market on a day, and dates as precisely as they are known."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    ABSENT = "absent"
    ENTERING = "entering"  # announced, not there yet
    PRESENT = "present"
    GONE = "gone"


def begins(text: str) -> date | None:
    """The first day of "2015", "2015-09" or "2015-09-28"; None of nothing."""
    return (
        date.fromisoformat(text + "-01-01"[len(text) - 10 :] if len(text) < 10 else text)
        if text
        else None
    )


def standing(*, announced: str, entered: str, left: str, on: date) -> Standing:
    """Of a year or a month its first day counts."""
    if _has_come(left, on):
        return Standing.GONE
    if _has_come(entered, on):
        return Standing.PRESENT
    return Standing.ENTERING if _has_come(announced, on) else Standing.ABSENT


def _has_come(text: str, on: date) -> bool:
    day = begins(text)
    return day is not None and day <= on
