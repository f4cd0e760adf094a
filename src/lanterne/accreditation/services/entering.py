"""Signing in without a password: a link to the mailbox, once; and what agents then open."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from lanterne.accreditation import rules
from lanterne.accreditation.models import Agent, Reading, SignInLink, Visit
from lanterne.accreditation.rules import LONGEST_KEY, Kind, State
from lanterne.accreditation.services import rows
from lanterne.accreditation.services.refusals import LinkOver
from lanterne.accreditation.services.rows import note
from lanterne.core import posting, tokens


@transaction.atomic
def ask_link(*, email: str, at: datetime) -> None:
    """Mail a way in, if there is such an agent; the one who asks cannot tell, not even by the clock."""
    told = posting.mailbox(email) or ""
    row = Agent.objects.select_for_update().filter(email=told).first()
    if row is None or not rules.is_accredited(State(row.state), row.until, at):
        return
    if row.linked_at and row.linked_at + rules.wait_before_linking(row.links_unused) > at:
        return
    row.linked_at, row.links_unused = at, row.links_unused + 1
    row.save(update_fields=["linked_at", "links_unused"])
    rows.mail(row, Kind.SIGN_IN, at=at)


def make_link(*, agent_id: int, at: datetime) -> str:
    """The token of a new link, which is told this once."""
    token, digest = tokens.fresh(rules.LINK)
    SignInLink.objects.create(agent_id=agent_id, digest=digest, expires_at=at + rules.LINK_GOOD_FOR)
    return token


@transaction.atomic
def enter(*, token: str, at: datetime) -> str:
    """Spend a link; answers the token of the visit, which the session keeps."""
    held = SignInLink.objects.select_for_update(of=("self",)).select_related("agent")
    link = held.filter(
        digest=tokens.digest(token, rules.LINK) or "", used_at=None, expires_at__gt=at
    ).first()
    if link is None or not rules.is_accredited(State(link.agent.state), link.agent.until, at):
        raise LinkOver(_("This link is not good any more. Ask for another one."))
    link.used_at = at
    link.save(update_fields=["used_at"])
    Agent.objects.filter(pk=link.agent_id).update(linked_at=None, links_unused=0)
    visit, digest = tokens.fresh(rules.VISIT)
    Visit.objects.create(agent=link.agent, digest=digest, began_at=at)
    note(f"agent:{link.agent_id}", "sign_in", link.agent)
    return visit


def leave(*, visit: object) -> None:
    """Sign out here; elsewhere the agent stays signed in."""
    Visit.objects.filter(digest=tokens.digest(visit, rules.VISIT) or "").delete()


@transaction.atomic
def note_reading(*, agent_id: int, key: str, at: datetime) -> None:
    """Remember that an agent opened something before others could."""
    row, is_new = Reading.objects.get_or_create(
        agent_id=agent_id, key=key[:LONGEST_KEY], defaults={"first_at": at, "last_at": at}
    )
    if not is_new:
        Reading.objects.filter(pk=row.pk).update(times=F("times") + 1, last_at=at)


@transaction.atomic
def clear(*, at: datetime) -> int:
    """Delete what is past: links, visits of those whose time is over, and readings after their days."""
    SignInLink.objects.filter(Q(expires_at__lte=at) | Q(used_at__isnull=False)).delete()
    Visit.objects.filter(agent__until__lte=at).delete()
    days = timedelta(days=settings.READINGS_DAYS)
    return Reading.objects.filter(last_at__lt=at - days).delete()[0]
