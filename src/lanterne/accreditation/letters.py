"""Messages to agents, in their language."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lanterne.accreditation.models import Agent
from lanterne.accreditation.rules import LINK_GOOD_FOR
from lanterne.core import days, posting


def sign_in(agent: Agent, token: str) -> posting.Message:
    with translation.override(agent.language):
        minutes = {"minutes": LINK_GOOD_FOR.seconds // 60}
        return _message(
            agent,
            _("Your way into the press room"),
            _("This link lets you in, once, within %(minutes)d minutes:") % minutes,
            _address(reverse("press:agents_enter", args=[token])),
            _("If you did not ask for it, do nothing: without this message nobody comes in."),
        )


def accredited(agent: Agent) -> posting.Message:
    with translation.override(agent.language):
        return _message(
            agent,
            _("You are accredited"),
            _("You are accredited with us until %(day)s.") % {"day": _last_day(agent)},
            _("Ask for a link to sign in here, without a password:"),
            _address(reverse("press:agents")),
            _(
                "What you read before others carries a mark that stands for you. Keep it to yourself until the moment"
                " that stands above it."
            ),
        )


def declined(agent: Agent) -> posting.Message:
    with translation.override(agent.language):
        return _message(
            agent,
            _("Your request for an accreditation"),
            _("We do not accredit you at present."),
            _("The reason: %(reason)s") % {"reason": agent.reason},
        )


def ended(agent: Agent) -> posting.Message:
    with translation.override(agent.language):
        return _message(
            agent,
            _("Your accreditation has ended"),
            _("You are accredited with us no longer, and signed out everywhere."),
            _("The reason: %(reason)s") % {"reason": agent.reason} if agent.reason else "",
        )


def _message(agent: Agent, subject: str, *lines: str) -> posting.Message:
    hello = _("Hello %(name)s,") % {"name": posting.one_line(agent.name)}
    return posting.Message(agent.email, subject, "\n\n".join([hello, *filter(None, lines)]) + "\n")


def _last_day(agent: Agent) -> str:
    """The day whose end is the end: an instant at midnight is of the day before."""
    until: datetime = agent.until or agent.moved_at
    last = until.astimezone(ZoneInfo(agent.zone)) - timedelta(microseconds=1)
    return days.written(last.date(), language=agent.language)


def _address(place: str) -> str:
    return urljoin(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + "/", place)
