"""Outlets and agents, checked, found and moved."""

from __future__ import annotations

import secrets
import zoneinfo
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from lanterne.accreditation import rules
from lanterne.accreditation.models import Agent, Errand, Outlet
from lanterne.accreditation.rules import LONGEST_NAME, Draft, Kind, State
from lanterne.accreditation.services.refusals import NoSuchAgent, WrongAgent, WrongMove
from lanterne.catalogue.rules import fold
from lanterne.core import audit, posting
from lanterne.territories import queries as territories


def checked(draft: Draft) -> Draft:
    """Without what surrounds the words; refuses what nobody is called, and addresses that are none."""
    told = Draft(
        name=" ".join(draft.name.split()),
        email=_mailbox(draft.email),
        outlet=" ".join(draft.outlet.split()),
        country=draft.country,
        website=draft.website.strip(),
        language=draft.language,
        zone=draft.zone,
    )
    for name in (told.name, told.outlet):
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise WrongAgent(_("A person and an outlet have names of up to 120 characters."))
    _check_website(told.website)
    if not territories.exists(told.country):
        raise WrongAgent(_("This is not a country."))
    if told.language not in dict(settings.LANGUAGES):
        raise WrongAgent(_("We do not write in this language."))
    if told.zone not in zoneinfo.available_timezones():
        raise WrongAgent(_("This is not a time zone."))
    return told


def new_agent(draft: Draft, *, at: datetime) -> Agent:
    """One who asks, of an outlet that is made where nobody named it before."""
    outlet, _is_new = Outlet.objects.get_or_create(
        folded=fold(draft.outlet)[:160],
        country=draft.country,
        defaults={
            "name": draft.outlet,
            "language": draft.language,
            "website": draft.website,
        },
    )
    return Agent.objects.create(
        outlet=outlet,
        name=draft.name,
        email=draft.email,
        language=draft.language,
        zone=draft.zone,
        mark=rules.mark(secrets.choice),
        moved_at=at,
    )


def held(agent_id: int) -> Agent:
    row = Agent.objects.select_for_update().filter(pk=agent_id).first()
    if row is None:
        raise NoSuchAgent(_("There is no such agent."))
    return row


def move(row: Agent, then: State, *, at: datetime) -> None:
    if not rules.may_move(State(row.state), then):
        raise WrongMove(_("Somebody decided about this agent already."))
    row.state, row.moved_at = then, at
    row.save(update_fields=["state", "moved_at", "until", "reason"])


def mail(row: Agent, kind: Kind, *, at: datetime) -> None:
    Errand.objects.create(agent=row, kind=kind, queued_at=at)


def note(actor: str, action: str, row: Agent, **detail: object) -> None:
    audit.record(
        actor=actor,
        action=f"accreditation.{action}",
        subject=f"agent:{row.pk}",
        detail={"outlet": row.outlet.name, **detail},
    )


def _mailbox(email: str) -> str:
    told = posting.mailbox(email)
    if told is None:
        raise WrongAgent(_("This is not an e-mail address."))
    return told


def _check_website(address: str) -> None:
    """Staff will follow it: a page of the web, which names nobody's password."""
    if not address:
        return
    try:
        URLValidator(schemes=["http", "https"])(address)
        has_name = "@" in urlsplit(address).netloc
    except (ValidationError, ValueError) as error:
        raise WrongAgent(_("This is not the address of a website.")) from error
    if has_name or len(address) > 300:
        raise WrongAgent(_("This is not the address of a website."))
