"""Renewals by the clock."""

from __future__ import annotations

import threading
from datetime import timedelta

import structlog

from lanterne.billing import services
from lanterne.core import clock

log = structlog.get_logger()


def renew_until(stopped: threading.Event, every: timedelta) -> None:
    """Renew what is due, now and then again, until told to stop."""
    while not stopped.is_set():
        paid = services.renew_due(at=clock.now())
        if paid:
            log.info("memberships renewed", payments=paid)
        stopped.wait(every.total_seconds())
