"""When an address is asked whether its owner wants letters: at a growing distance, and never more than a few times."""

from __future__ import annotations

from datetime import datetime, timedelta

# How long after each letter the next one may go; after the last there is none.
WAITS = (timedelta(days=1), timedelta(days=30))
DAYS_GOOD = 7


def may_ask(*, times: int, last: datetime | None, at: datetime) -> bool:
    """Whether an address that was asked so many times, and last then, may be asked again."""
    if last is None:
        return True
    return times <= len(WAITS) and at >= last + WAITS[times - 1]


def is_good(*, asked_at: datetime, at: datetime) -> bool:
    """Whether the link of a letter still confirms."""
    return asked_at <= at < asked_at + timedelta(days=DAYS_GOOD)
