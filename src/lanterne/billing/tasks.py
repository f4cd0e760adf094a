"""Renewals by the clock."""

from __future__ import annotations

import threading
from datetime import timedelta

import structlog
from django.db import DatabaseError, close_old_connections

from lanterne.billing import services
from lanterne.core import clock

log = structlog.get_logger()


def renew_until(stopped: threading.Event, every: timedelta) -> None:
    """Renew what is due, now and then again, until told to stop."""
    while not stopped.is_set():
        close_old_connections()
        try:
            paid = services.renew_due(at=clock.now())
        except DatabaseError as failure:
            # The next turn renews what this one could not; a thread that ends would renew nothing ever again.
            log.warning("renewals failed", failure=str(failure))
        else:
            log.info("memberships renewed", payments=paid)
        stopped.wait(every.total_seconds())
