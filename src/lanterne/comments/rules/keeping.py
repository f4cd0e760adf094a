"""How long what tells who somebody is stays on record."""

from __future__ import annotations

from datetime import datetime, timedelta

# What a host in France must be able to tell of who said something: a year (decree 2021-1362, article 5 on identification data).
NETWORK_DAYS = 365
SPAM_DAYS = 90
# For so long a vote can be taken back, by the browser that it came from; then only the count is left.
VOTE_DAYS = 30


def purge_at(said_at: datetime, days: int = NETWORK_DAYS) -> datetime:
    return said_at + timedelta(days=days)


def anonymous_before(at: datetime) -> datetime:
    """Spam that was said earlier has no author any more."""
    return at - timedelta(days=SPAM_DAYS)
