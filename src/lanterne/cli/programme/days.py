"""Days of the demo, counted from the one on which it is staged and told by the clocks of the place."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from lanterne.core import clock
from lanterne.territories import queries as territories


def day(number: int) -> date:
    return clock.now().date() + timedelta(days=number)


def midnight(number: int, territory: str) -> datetime:
    """The first moment of that day in the country; without one, in UTC."""
    zone = territories.clock(territory=territory) if territory else UTC
    return datetime.combine(day(number), time(), zone).astimezone(UTC)
