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
from lanterne.deliveries.needs import Code
from lanterne.deliveries.words import NEEDS
from lanterne.rights.rules import Offer, Status
from lanterne.studio import choices, words
from lanterne.studio.windows_page import clock_of
from lanterne.territories import queries as territories
from lanterne.ui.words import language_name

# An action that is not named here is told by its own name: the rooms of the house grow faster than this list.
DEEDS: dict[str, str | Promise] = {
    "catalogue.create_title": _("made the title"),
    "catalogue.rename": _("changed the original name or language"),
    "catalogue.set_facts": _("changed the facts"),
    "catalogue.set_genres": _("changed the genres"),
    "catalogue.localise": _("wrote the words"),
    "catalogue.remove_words": _("removed the words"),
    "catalogue.rate": _("gave an age rating"),
    "catalogue.remove_rating": _("removed an age rating"),
    "catalogue.credit": _("credited somebody"),
    "catalogue.remove_credit": _("removed a credit"),
    "catalogue.add_artwork": _("added a picture"),
    "catalogue.remove_artwork": _("removed a picture"),
    "catalogue.set_focus": _("cut a picture anew"),
    "catalogue.credit_company": _("credited a company"),
    "catalogue.remove_company_credit": _("removed a company’s credit"),
    "catalogue.set_production": _("changed the countries of production"),
    "catalogue.file_under": _("changed the moods or keywords"),
    "catalogue.identify": _("named an identifier"),
    "catalogue.remove_identifier": _("removed an identifier"),
    "catalogue.undo": _("took a change back"),
    "catalogue.take_in": _("took in an import"),
    "rights.take_in": _("took in rights with an import"),
    "catalogue.absorb": _("took in what another title said"),
    "catalogue.become_edition": _("made it an edition of another film"),
    "catalogue.restate": _("put fields as they were prepared"),
    "editorial.save_draft": _("wrote into the draft"),
    "editorial.publish_draft": _("published the draft"),
    "editorial.schedule_draft": _("scheduled the draft"),
    "editorial.unschedule_draft": _("took the draft off the clock"),
    "editorial.keep_draft": _("let the draft count"),
    "editorial.hold_draft": _("could not publish the draft"),
    "editorial.discard_draft": _("gave the draft up"),
    "editorial.merge": _("made one of two titles"),
    "results.close": _("counted what a release brought"),
    "editorial.make_edition": _("took a film in as an edition"),
    "editorial.tell_apart": _("said that another title is not the same"),
    "regulation.state_release": _("stated a release in cinemas"),
    "regulation.withdraw_release": _("took back a release in cinemas"),
    "rights.grant_window": _("granted a window"),
    "rights.change_window": _("changed a window"),
    "rights.withdraw_window": _("withdrew a window"),
    "assets.begin_upload": _("began an upload"),
    "assets.abandon_upload": _("gave an upload up"),
    "assets.queue_job": _("queued a job"),
    "assets.publish_streams": _("put streams before people"),
    "assets.judge_renewal": _("judged a new encode"),
    "assets.bring_back": _("brought the revision before back"),
    "assets.clear_streams": _("cleared old streams away"),
    "assets.clear_upload": _("cleared a stopped upload away"),
    "assets.add_subtitles": _("added subtitles"),
    "assets.replace_subtitles": _("replaced subtitles"),
    "assets.remove_subtitles": _("removed subtitles"),
    "rights.undo": _("took a change of a window back"),
    "rights.register_licence": _("put the contract on record"),
    "rights.change_licence": _("changed the contract"),
    "rights.undo_licence": _("took a change of the contract back"),
    "statements.agree": _("said the fee and the price of a play"),
    "rights.condition_met": _("said that a window’s condition is met"),
    "rights.hold_back": _("held the title back"),
    "rights.lift_holdback": _("lifted a holdback"),
    "deliveries.request_requested": _("asked for something"),
    "deliveries.request_delivered": _("delivered something"),
    "deliveries.request_processed": _("let a delivery through"),
    "deliveries.request_accepted": _("accepted a delivery"),
    "deliveries.request_redelivery": _("sent a delivery back"),
    "deliveries.request_cancelled": _("cancelled a request"),
    "deliveries.take_in_request": _("took in a request for a delivery with an import"),
    "deliveries.change_request": _("changed a request’s day or post house"),
    "deliveries.say": _("wrote about a request"),
    "deliveries.override_opening": _("opened it before it was ready"),
}
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
    return gettext("a frame of the film") if said == "frame" else said


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
