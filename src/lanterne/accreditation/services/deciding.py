"""Asking for an accreditation, giving it, declining it, ending it."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from lanterne.accreditation import rules
from lanterne.accreditation.models import Agent
from lanterne.accreditation.rules import LONGEST_REASON, MOST_PENDING, Draft, Kind, State
from lanterne.accreditation.services import rows
from lanterne.accreditation.services.refusals import (
    AgentKnown,
    ReasonMissing,
    TooManyRequests,
    WrongEnd,
    WrongMove,
)
from lanterne.accreditation.services.rows import note
from lanterne.core import clock


@transaction.atomic
def ask(*, draft: Draft, at: datetime) -> None:
    """Note a request. Whoever is known already is left as they are, and nobody is told so."""
    told = rows.checked(draft)
    if Agent.objects.filter(state=State.ASKED).count() >= MOST_PENDING:
        raise TooManyRequests(_("Many ask for an accreditation just now: come back tomorrow."))
    known = Agent.objects.select_for_update().filter(email=told.email).first()
    if known is None:
        try:
            with transaction.atomic():
                rows.new_agent(told, at=at)
        except IntegrityError:
            # The same person, twice in the same moment.
            return
    elif known.state == State.ENDED:
        rows.move(known, State.ASKED, at=at)


@transaction.atomic
def add(*, draft: Draft, until: date, at: datetime, actor: str) -> int:
    """Accredit somebody who did not ask at the form."""
    told = rows.checked(draft)
    if Agent.objects.filter(email=told.email).exists():
        raise AgentKnown(_("There is an agent with this address already."))
    row = rows.new_agent(told, at=at)
    accredit(agent_id=row.pk, until=until, at=at, actor=actor)
    return row.pk


@transaction.atomic
def accredit(*, agent_id: int, until: date, at: datetime, actor: str) -> None:
    """Let somebody read before others, to the end of a day by their clocks."""
    row = rows.held(agent_id)
    if not clock.FIRST_DAY <= until < clock.LAST_DAY:
        raise WrongEnd(_("This is not a day on which an accreditation could end."))
    end = rules.end_of(until, ZoneInfo(row.zone))
    if end <= at:
        raise WrongEnd(_("An accreditation ends in the future."))
    row.until, row.reason = end, ""
    rows.move(row, State.ACCREDITED, at=at)
    rows.mail(row, Kind.ACCREDITED, at=at)
    note(actor, "accredit", row, until=until.isoformat())


@transaction.atomic
def decline(*, agent_id: int, reason: str, at: datetime, actor: str) -> None:
    """Say no to a request, and why: the reason is mailed."""
    row = rows.held(agent_id)
    told = " ".join(reason.split())
    if not told or len(told) > LONGEST_REASON:
        raise ReasonMissing(_("Say why, in up to 500 characters: they will read it."))
    if row.state != State.ASKED:
        # Ending is another act, with another message.
        raise WrongMove(_("Somebody decided about this agent already."))
    row.reason = told
    rows.move(row, State.ENDED, at=at)
    rows.mail(row, Kind.DECLINED, at=at)
    note(actor, "decline", row, reason=told)


@transaction.atomic
def end(*, agent_id: int, reason: str, at: datetime, actor: str) -> None:
    """End an accreditation at once, wherever the agent is signed in."""
    row = rows.held(agent_id)
    told = " ".join(reason.split())[:LONGEST_REASON]
    row.reason, row.until = told, at
    rows.move(row, State.ENDED, at=at)
    row.visits.all().delete()
    row.links.all().delete()
    rows.mail(row, Kind.ENDED, at=at)
    note(actor, "end", row, reason=told)


@transaction.atomic
def erase(*, agent_id: int, actor: str) -> None:
    """Keep nothing of a person: what they read goes with them, and their mark means nobody any more."""
    row = rows.held(agent_id)
    note(actor, "erase", row)
    row.delete()
