"""Work that is done again and again beside everything else, until a process ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import structlog
from django.db import DatabaseError, close_old_connections

from lanterne.core import clock

log = structlog.get_logger()


def take_turns(
    stopped: threading.Event, *, every: timedelta, turn: Callable[..., int], what: str
) -> None:
    """Take a turn now and then again, until told to stop; a turn is told the time as ``at``, and says how much it did."""
    while not stopped.is_set():
        close_old_connections()
        try:
            done = turn(at=clock.now())
        except DatabaseError as failure:
            # A database that was busy or away for a while: the next turn does what this one could not.
            log.warning("turn failed", what=what, failure=str(failure))
        else:
            log.info("turn taken", what=what, done=done)
        stopped.wait(every.total_seconds())
