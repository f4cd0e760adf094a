"""Messages to agents, as they wait for the worker."""

from __future__ import annotations

from collections.abc import Callable
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

import structlog
from django.core.mail import get_connection

from lanterne.accreditation import letters
from lanterne.accreditation.models import Agent, Errand
from lanterne.accreditation.rules import Kind
from lanterne.accreditation.services import entering
from lanterne.core import clock, posting

log = structlog.get_logger()
BATCH = 50
# What is said against this one message; the next may go all the same, and whoever waits for it can ask again.
NOT_TAKEN = (SMTPRecipientsRefused, SMTPDataError, ValueError)
DRAWN: dict[Kind, Callable[[Agent], posting.Message]] = {
    Kind.ACCREDITED: letters.accredited,
    Kind.DECLINED: letters.declined,
    Kind.ENDED: letters.ended,
}


def post_errands() -> int:
    """Send those that wait. Killed in the midst of it, one may come twice, which harms nobody."""
    waiting = list(Errand.objects.select_related("agent").order_by("pk")[:BATCH])
    if not waiting:
        return 0
    posted = 0
    try:
        with get_connection() as server:
            for errand in waiting:
                try:
                    posting.hand_over(_drawn(errand), by=server)
                except NOT_TAKEN:
                    log.info("a message to an agent was not taken")
                posted += errand.delete()[0]
    except (OSError, SMTPException) as failure:
        log.warning("messages to agents wait", failure=str(failure))
    return posted


def _drawn(errand: Errand) -> posting.Message:
    """A link is made as it leaves, so that its minutes count from then and it lies nowhere."""
    kind = Kind(errand.kind)
    if kind is Kind.SIGN_IN:
        token = entering.make_link(agent_id=errand.agent_id, at=clock.now())
        return letters.sign_in(errand.agent, token)
    return DRAWN[kind](errand.agent)
