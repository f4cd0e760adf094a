"""Messages that ask to confirm, as they wait for the worker."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

import structlog
from django.core.mail import get_connection

from lanterne.core import posting
from lanterne.mailing import letters, tokens
from lanterne.mailing.models import Note

log = structlog.get_logger()
BATCH = 50
# What is said against this one message; the next may go all the same, and whoever waits for it can ask again.
NOT_TAKEN = (SMTPRecipientsRefused, SMTPDataError, ValueError)


def post_notes() -> int:
    """Send those that wait. Killed in the midst of it, one may come twice, which harms nobody."""
    waiting = list(Note.objects.select_related("address").order_by("pk")[:BATCH])
    if not waiting:
        return 0
    posted = 0
    try:
        with get_connection() as server:
            for note in waiting:
                try:
                    posting.hand_over(letters.note(_to(note)), by=server)
                except NOT_TAKEN:
                    log.info("a note was not taken")
                posted += note.delete()[0]
    except (OSError, SMTPException) as failure:
        log.warning("notes wait", failure=str(failure))
    return posted


def _to(note: Note) -> letters.To:
    holder = tokens.Holder(note.address_id, note.address.secret)
    return letters.To(note.address.email, holder, note.language, note.market)
