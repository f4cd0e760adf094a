"""Audit lines in words: what was done, and of what it changed, what was there before and what is there now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_percent
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lanterne.assets.rules import Purpose
from lanterne.catalogue import genres
from lanterne.catalogue.rules import FRAME
from lanterne.deliveries.needs import Code
from lanterne.deliveries.words import NEEDS
from lanterne.rights.rules import Offer, Status
from lanterne.studio import choices, words
from lanterne.studio.deeds import DEEDS
from lanterne.studio.windows_page import clock_of
from lanterne.territories import queries as territories
from lanterne.ui.words import language_name

# In the order in which they are told; a database keeps its own order of what JSON holds.
FIELDS: dict[str, str | Promise] = {
    "kind": _("Kind"),
    "language": _("Language"),
    "territory": _("Country"),
    "person": _("Person"),
    "role": _("Role"),
    "character": _("Character"),
    "name": _("Name"),
    "label": _("Label"),
    "year": _("Year"),
    "runtime_seconds": _("Length"),
    "countries": _("Countries of production"),
    "minimum_age": _("Minimum age"),
    "copyright_line": _("Copyright line"),
    "genres": _("Genres"),
    "opens_at": _("Opens"),
    "closes_at": _("Closes"),
    "undone": _("Taken back"),
    "offer": _("Offer"),
    "begins_at": _("Begins"),
    "ends_at": _("Ends"),
    "lacking": _("What it lacked"),
    "reason": _("Reason"),
    "awaits": _("Waits for"),
    "status": _("Status"),
    "tongues": _("Languages"),
    "held_back": _("Languages held back"),
    "public_from": _("Announced from"),
    "is_premiere": _("Premiere"),
    "company": _("Company"),
    "scheme": _("Registry"),
    "value": _("Identifier"),
    "vocabulary": _("Vocabulary"),
    "codes": _("Words"),
    "file": _("File"),
    "policy": _("Treatment"),
    "purpose": _("Purpose"),
    "source": _("Source"),
    "revision": _("Revision"),
    "released_on": _("Released in cinemas on"),
    "licensor": _("Licensor"),
    "reference": _("Contract"),
    "offers": _("Offers"),
    "is_exclusive": _("Exclusive"),
    "fee": _("Fee"),
    "share_hundredths": _("Licensor’s share"),
    "window": _("Window"),
    "licence": _("Licence"),
    "request": _("Request"),
    "asset": _("What for"),
    "begins_on": _("Begins"),
    "ends_on": _("Ends"),
}
_PLACES = {name: place for place, name in enumerate(FIELDS)}
# Which of several things of one kind a line is about: what a language said before is that language's line before.
WHICH = ("language", "territory", "window", "person", "role")
# Granted, changed, withdrawn: one after the other they tell of the same window.
_OF_ONE = {
    "rights.grant_window": "window",
    "rights.change_window": "window",
    "rights.withdraw_window": "window",
    "rights.condition_met": "window",
    "rights.undo": "window",
    "rights.register_licence": "contract",
    "rights.change_licence": "contract",
    "rights.undo_licence": "contract",
}
# Numbers that only programs need.
UNTOLD = {"window", "licence", "holdback", "request", "job", "path", "replaced", "is_final"}


def deed(action: str) -> str:
    return str(DEEDS.get(action, action))


def thing(action: str, detail: Mapping[str, object]) -> tuple[object, ...]:
    """What a line is about: lines about the same thing tell what was before."""
    return (_OF_ONE.get(action, action), *(detail.get(name) for name in WHICH))


def in_order(detail: Mapping[str, object]) -> list[tuple[str, object]]:
    """What a line says, without what only programs need."""
    told = [one for one in detail.items() if one[0] not in UNTOLD]
    return sorted(told, key=lambda one: (_PLACES.get(one[0], len(_PLACES)), one[0]))


def field(name: str) -> str:
    return str(FIELDS.get(name, name.replace("_", " ")))


def value(name: str, said: Any, *, territory: str = "") -> str:
    """What a field holds, for a person."""
    if said is None or said in ("", []):
        return gettext("never") if name in {"closes_at", "ends_at"} else "–"
    if name in _MOMENTS:
        return _moment(said, territory)
    kind, told = _TOLD.get(name, (None, str))
    if kind is not None and isinstance(said, kind):
        return told(said)
    return ", ".join(map(str, said)) if isinstance(said, list) else str(said)


def source(said: str) -> str:
    """Where a picture came from: ours says so in a word, others by name."""
    return gettext("a frame of the film") if said == FRAME else said


def _genre(code: str) -> str:
    return genres.name(code) if code in genres.NAMES else code


def _country(code: str) -> str:
    return territories.name(code=code, language=choices.reader())


def _moment(said: str, territory: str) -> str:
    """By the clocks of the country, as its windows are read everywhere."""
    zone = clock_of(territory)
    local = datetime.fromisoformat(said).astimezone(zone)
    return format_datetime(local, "d MMM y HH:mm", tzinfo=zone, locale=choices.locale())


def _day(said: str) -> str:
    return format_date(date.fromisoformat(said), "d MMM y", locale=choices.locale())


def _percent(hundredths: int) -> str:
    return format_percent(hundredths / 10_000, format="#,##0.##%", locale=choices.locale())


def _yes_or_no(*, is_so: bool) -> str:
    return gettext("Yes") if is_so else gettext("No")


_MOMENTS = {"opens_at", "closes_at", "begins_at", "ends_at", "public_from"}
# How a field is told where it holds what it usually does.
_TOLD: dict[str, tuple[type, Callable[[Any], str]]] = {
    "genres": (list, lambda said: ", ".join(_genre(code) for code in said)),
    "countries": (list, lambda said: ", ".join(_country(code) for code in said)),
    "territory": (str, lambda said: _country(said)),
    "language": (str, lambda said: language_name(said, language=choices.reader())),
    "runtime_seconds": (int, lambda said: gettext("%(count)d s") % {"count": said}),
    "offer": (str, lambda said: str(words.OFFERS[Offer(said)])),
    "status": (str, lambda said: str(words.STATUSES[Status(said)])),
    "policy": (str, lambda said: str(words.POLICIES.get(said, said))),
    "purpose": (str, lambda said: str(words.PURPOSES.get(Purpose(said), said))),
    "source": (str, source),
    "offers": (str, lambda said: ", ".join(str(words.OFFERS[Offer(one)]) for one in said.split())),
    "is_exclusive": (bool, lambda said: _yes_or_no(is_so=said)),
    "share_hundredths": (int, lambda said: _percent(said)),
    "begins_on": (str, lambda said: _day(said)),
    "ends_on": (str, lambda said: _day(said)),
    "is_premiere": (bool, lambda said: _yes_or_no(is_so=said)),
    "lacking": (list, lambda said: ", ".join(str(NEEDS[Code(code)]) for code in said)),
}
