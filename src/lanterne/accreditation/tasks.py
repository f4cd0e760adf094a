"""Messages to agents, as they come due."""

from __future__ import annotations

import threading

import structlog
from django.db import DatabaseError, close_old_connections

from lanterne.accreditation import services

log = structlog.get_logger()
# Somebody waits for a way in.
BETWEEN = 1.0


def post_until(stopped: threading.Event) -> None:
    """Send what waits, until told to stop."""
    while not stopped.is_set():
        close_old_connections()
        try:
            if posted := services.post_errands():
                log.info("messages to agents sent", messages=posted)
        except DatabaseError as failure:
            log.warning("messages to agents not sent", failure=str(failure))
        stopped.wait(BETWEEN)
