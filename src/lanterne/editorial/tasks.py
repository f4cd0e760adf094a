"""Drafts that take their place by the clock."""

from __future__ import annotations

import threading

import structlog
from django.db import DatabaseError, close_old_connections

from lanterne.core import clock
from lanterne.editorial import services

log = structlog.get_logger()
# Somebody may schedule one for the next second while we wait.
LONGEST_WAIT = 1.0


def publish_until(stopped: threading.Event) -> None:
    """Publish drafts at their instants, until told to stop: those that came due while nobody was there first."""
    while not stopped.is_set():
        close_old_connections()
        wait = LONGEST_WAIT
        try:
            if published := services.publish_due(at=clock.now()):
                log.info("drafts published", drafts=published)
            if due := services.next_due():
                wait = min(wait, max((due - clock.now()).total_seconds(), 0.0))
        except DatabaseError as failure:
            # The next turn publishes what this one could not.
            log.warning("drafts not published", failure=str(failure))
        stopped.wait(wait)
