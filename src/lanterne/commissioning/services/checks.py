"""What every change asks of what it is given."""

from __future__ import annotations

import re
from datetime import date
from zlib import crc32

from babel.core import Locale
from django.utils.text import slugify
from django.utils.translation import gettext as _

from lanterne.commissioning.charts import accounts
from lanterne.commissioning.models import Project, SourceWork
from lanterne.commissioning.services.refusals import (
    AccountUnknown,
    CurrencyUnknown,
    NoSuchProject,
    NoSuchWork,
    Overtaken,
    WrongFacts,
    WrongKey,
)
from lanterne.core import clock
from lanterne.core.texts import intruder, one_line
from lanterne.territories import queries as territories
from lanterne.territories.rules import is_language_tag

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CURRENCIES = frozenset(Locale("en").currencies)
LONGEST = 200
LARGEST = 10**15


def held(project_id: int, turn: int | None = None) -> Project:
    """The project, kept from others until the transaction ends; refused when it moved since ``turn`` was seen."""
    row = Project.objects.select_for_update().filter(pk=project_id).first()
    if row is None:
        raise NoSuchProject(_("There is no such project."))
    if turn is not None and row.turn != turn:
        raise Overtaken(_("Somebody has moved this project since. Look again."))
    return row


def project_of(key: str) -> Project:
    row = Project.objects.filter(key=key).first()
    if row is None:
        raise NoSuchProject(_("There is no project “%(key)s”.") % {"key": key[:80]})
    return row


def work_of(key: str) -> SourceWork:
    row = SourceWork.objects.filter(key=key).first()
    if row is None:
        raise NoSuchWork(_("There is no source work “%(key)s”.") % {"key": key[:80]})
    return row


def line(text: str, *, most: int = LONGEST) -> str:
    """In one line, which may be empty."""
    said = one_line(text)
    if len(said) > most or intruder(said):
        raise WrongFacts(
            _("“%(text)s…” is longer than %(most)d characters, or has one that a page cannot bear.")
            % {"text": said[:20], "most": most}
        )
    return said


def name(text: str) -> str:
    said = line(text)
    if not said:
        raise WrongFacts(_("A name is missing."))
    return said


def key(said: str, named: str) -> str:
    """The key that is given, or one made of the name: of its Latin letters, or where it has none, of its sum."""
    made = said or slugify(named).replace("_", "-")[:80].strip("-")
    if named and not made:
        made = f"n-{crc32(named.encode()):08x}"
    if not KEY.fullmatch(made) or len(made) > 80:
        raise WrongKey(
            _("A key has small letters, digits and hyphens, such as “le-voyage”, not “%(key)s”.")
            % {"key": made[:80]}
        )
    return made


def language(tag: str) -> None:
    if not is_language_tag(tag):
        raise WrongFacts(_("“%(tag)s” is no language tag such as fr or pt-BR.") % {"tag": tag[:35]})


def territory(code: str) -> None:
    if not territories.exists(code):
        raise WrongFacts(_("There is no country “%(code)s”.") % {"code": code[:8]})


def currency(code: str) -> None:
    if code not in CURRENCIES:
        raise CurrencyUnknown(_("There is no currency “%(code)s”.") % {"code": code[:8]})


def amount(minor: int, code: str) -> None:
    currency(code)
    if abs(minor) > LARGEST:
        raise WrongFacts(_("This amount is too large to be true."))


def account(code: str) -> None:
    if code not in accounts():
        raise AccountUnknown(
            _("There is no account “%(code)s” in the house’s chart.") % {"code": code[:20]}
        )


def day(on: date) -> None:
    if not clock.FIRST_DAY <= on < clock.LAST_DAY:
        raise WrongFacts(_("%(day)s is no day of a project.") % {"day": on.isoformat()})
