"""The one place that reads the time of day."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Aware, in UTC; tests travel with time-machine."""
    return datetime.now(UTC)
