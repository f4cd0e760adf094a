"""What every change asks of what it is given."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from lanterne.core import clock
from lanterne.core.texts import intruder, one_line
from lanterne.facts import queries as facts
from lanterne.facts.rules import PARTIAL_DATE
from lanterne.growth.models import Office, Service
from lanterne.growth.rules.presence import begins
from lanterne.growth.services.refusals import (
    NoSuchOffice,
    NoSuchService,
    WrongFacts,
)
from lanterne.territories import queries as territories

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PATH = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)+")


def held_service(key: str) -> Service:
    """The service, kept from others until the transaction ends."""
    row = Service.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchService(_("There is no service “%(key)s”.") % {"key": key[:80]})
    return row


def held_office(key: str) -> Office:
    row = Office.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchOffice(_("There is no office “%(key)s”.") % {"key": key[:80]})
    return row


def key(said: str, pattern: re.Pattern[str] = KEY) -> str:
    if not pattern.fullmatch(said) or len(said) > 80:
        example = "netflix/paris" if pattern is PATH else "netflix"
        raise WrongFacts(
            _("“%(key)s” is no key such as “%(example)s”.") % {"key": said[:80], "example": example}
        )
    return said


def line(text: str, *, most: int = 200) -> str:
    """In one line, which may be empty."""
    said = one_line(text)
    if len(said) > most or intruder(said):
        raise WrongFacts(
            _("“%(text)s…” is longer than %(most)d characters, or has one that a page cannot bear.")
            % {"text": said[:20], "most": most}
        )
    return said


def name(text: str, *, most: int = 200) -> str:
    said = line(text, most=most)
    if not said:
        raise WrongFacts(_("A name is missing."))
    return said


def territory(code: str) -> str:
    if not territories.exists(code):
        raise WrongFacts(_("There is no country “%(code)s”.") % {"code": code[:8]})
    return code


def day(on: date) -> date:
    if not clock.FIRST_DAY <= on < clock.LAST_DAY:
        raise WrongFacts(_("%(day)s is no day of a market.") % {"day": on.isoformat()})
    return on


def partial_day(text: str) -> str:
    """A day as precisely as it is known, or nothing."""
    try:
        if text and PARTIAL_DATE.fullmatch(text) and begins(text):
            return text
    except ValueError:
        pass
    if text:
        raise WrongFacts(
            _("“%(text)s” is not a date such as 2015, 2015-09 or 2015-09-28.") % {"text": text[:40]}
        )
    return ""


def word(said: str, words: type[StrEnum]) -> str:
    if said not in set(words):
        raise WrongFacts(
            _("“%(word)s” is not one of: %(words)s.")
            % {"word": said[:40], "words": ", ".join(words)}
        )
    return said


def claim(said: str) -> str | None:
    """The key of a claim that is there, or nothing."""
    if said and facts.claim(said) is None:
        raise WrongFacts(_("There is no claim “%(key)s”.") % {"key": said[:80]})
    return said or None
