"""What may become of a draft, and which instant a local time means."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class State(StrEnum):
    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class NoSuchTime(ValueError):
    """The clocks of the place skip it, or show it twice."""


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks of a zone show this time, where there is exactly one."""
    told = local.replace(tzinfo=zone, fold=0)
    again = local.replace(tzinfo=zone, fold=1)
    if told.utcoffset() != again.utcoffset():
        raise NoSuchTime
    return told.astimezone(UTC)
