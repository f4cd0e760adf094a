"""Letters that leave by the clock."""

from __future__ import annotations

import threading

import structlog
from django.db import DatabaseError, close_old_connections

from lanterne.core import clock
from lanterne.mailing import services

log = structlog.get_logger()
# Somebody may announce a letter for the next second while we wait.
LONGEST_WAIT = 1.0


def post_until(stopped: threading.Event) -> None:
    """Send letters at their instants, until told to stop: those that came due while nobody was there first."""
    while not stopped.is_set():
        close_old_connections()
        wait = LONGEST_WAIT
        try:
            now = clock.now()
            if sent := services.send_due(at=now) + services.post_notes():
                log.info("letters sent", letters=sent)
                wait = 0.0
            elif due := services.next_due(at=now):
                wait = min(wait, max((due - clock.now()).total_seconds(), 0.0))
        except DatabaseError as failure:
            # What is claimed and not marked is told apart later; everything else goes with the next turn.
            log.warning("letters not sent", failure=str(failure))
        stopped.wait(wait)
