"""A bundle made into items, one at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

from django.utils.translation import gettext as _

from lanterne.catalogue.records import (
    FACTS,
    LISTS,
    PersonRecord,
    RatingRecord,
    TermRecord,
    TitleRecord,
    WordsRecord,
)
from lanterne.catalogue.rules import (
    CompanyLine,
    CreditLine,
    IdentifierLine,
    Kind,
    Production,
)
from lanterne.catalogue.vocabulary import Vocabulary
from lanterne.core.errors import Refused
from lanterne.exchange import media
from lanterne.exchange.bundle import collections, deliveries, pictures, rights
from lanterne.exchange.bundle.stream import documents
from lanterne.exchange.fields import Broken, Fields, Unreadable, one_of, text
from lanterne.exchange.values import Item

TITLES, LICENCES, TERMS_FILE = "titles.yaml", "licences.yaml", "terms.yaml"
PEOPLE = "people.yaml"
COLLECTIONS = "collections.yaml"
POST_HOUSES, DELIVERIES = "post_houses.yaml", "deliveries.yaml"
SAID = ("genres", "moods", "keywords", "companies", "words", "ratings", "credits", "identifiers", "windows", "holdbacks", "pictures")  # fmt: skip
TITLE = frozenset(["slug", "kind", "parent", "number", "edition", *FACTS, *SAID])
SYNOPSES = ("synopsis_short", "synopsis_medium", "synopsis")
WORDS = frozenset(["name", "tagline", *SYNOPSES])
RATING = frozenset(["label", "minimum_age", "system"])
IDENTIFIER = frozenset(["scheme", "value"])
TERMS = {Vocabulary.MOOD: "moods", Vocabulary.KEYWORD: "keywords"}
TERM = frozenset(["vocabulary", "code", "names"])
PERSON = frozenset(["name", "biographies"])
COUNTRY = frozenset(["territory", "share", "is_lead"])
COMPANY = frozenset(["company", "role"])
CREDIT = frozenset(["person", "role", "character"])
SHARE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
NUMBERS = frozenset(["year", "runtime_seconds", "minimum_age"])


class NoBundle(Refused):
    pass


def read(folder: Path) -> Iterator[Item]:
    """Words and licences first, since titles and windows name them; last what names titles: collections, requests for deliveries."""
    if not (folder / TITLES).is_file() and not (folder / LICENCES).is_file():
        raise NoBundle(
            _("%(folder)s holds neither titles.yaml nor licences.yaml.") % {"folder": folder}
        )
    parts: tuple[tuple[str, Callable[[str, object], Item]], ...] = (
        (TERMS_FILE, term),
        (PEOPLE, person),
        (LICENCES, rights.licence),
        (TITLES, partial(title, folder)),
        (COLLECTIONS, collections.read),
        (POST_HOUSES, deliveries.house),
        (DELIVERIES, partial(deliveries.request, folder)),
    )
    for name, made in parts:
        if (folder / name).is_file():
            yield from _items(folder / name, made)


def _items(path: Path, made: Callable[[str, object], Item]) -> Iterator[Item]:
    with path.open("rb") as file:
        try:
            for line, told in documents(file):
                place = f"{path.name}:{line}"
                try:
                    yield made(place, told)
                except Refused as refusal:
                    yield Item(place, refusal=str(refusal))
        except Broken as broken:
            yield Item(f"{path.name}:{broken.line}", refusal=str(broken))


def term(place: str, told: object) -> Item:
    fields = Fields(told, TERM)
    names = {language: text("names", name) for language, name in fields.named("names").items()}
    kind = one_of(Vocabulary, fields.text("vocabulary"))
    return Item(place, term=TermRecord(kind, fields.text("code", most=50), names))


def person(place: str, told: object) -> Item:
    fields = Fields(told, PERSON)
    said = {tag: text("biographies", one) for tag, one in fields.named("biographies").items()}
    return Item(place, person=PersonRecord(fields.text("name"), said))


def title(folder: Path, place: str, told: object) -> Item:
    fields = Fields(told, TITLE)
    slug, kind = fields.slug("slug"), one_of(Kind, fields.text("kind"))
    if not slug:
        raise Unreadable(_("A title has a slug, by which it is known again."))
    stored, originals = pictures.read(fields.parts("pictures"))
    record = TitleRecord(
        slug=slug,
        kind=kind,
        parent=fields.slug("parent"),
        number=fields.number("number"),
        edition=fields.text("edition", most=12),
        facts={name: _fact(fields, name) for name in FACTS if name in fields},
        production=_production(fields),
        companies=tuple(map(_company, fields.parts("companies")))
        if "companies" in fields
        else None,
        terms={kind: fields.texts(name) for kind, name in TERMS.items() if name in fields},
        words={lang: _words(one) for lang, one in fields.named("words").items()},
        ratings={where: _rating(one) for where, one in fields.named("ratings").items()},
        genres=fields.texts("genres") if "genres" in fields else None,
        credits=tuple(map(_credit, fields.parts("credits"))) if "credits" in fields else None,
        identifiers=tuple(map(_identifier, fields.parts("identifiers"))),
        pictures=stored,
        originals=originals,
        captions=pictures.captions(fields.parts("pictures")),
    )
    windows = tuple(rights.window(TITLES, one) for one in fields.parts("windows"))
    holdbacks = tuple(rights.holdback(TITLES, one) for one in fields.parts("holdbacks"))
    return Item(
        place,
        record,
        windows,
        holdbacks,
        files=media.checked(stored, folder),
        originals=media.originals(originals, folder),
    )


def _fact(fields: Fields, name: str) -> object:
    if name == "countries":
        return [_country(one).territory for one in fields.parts(name)]
    if name in NUMBERS:
        return fields.number(name)
    return list(fields.texts(name)) if name in LISTS else fields.text(name, most=200)


def _production(fields: Fields) -> tuple[Production, ...] | None:
    """The countries with their shares and their lead, where one of them has any."""
    told = fields.parts("countries")
    is_plain = all(isinstance(one, str) for one in told)
    return None if is_plain else tuple(map(_country, told))


def _country(told: object) -> Production:
    if isinstance(told, str):
        return Production(text("countries", told))
    fields = Fields(told, COUNTRY)
    share = fields.text("share", most=6)
    if share and not SHARE.fullmatch(share):
        raise Unreadable(_("A share is a number of per cent such as 33.3."))
    return Production(
        fields.text("territory"), Decimal(share) if share else None, fields.truth("is_lead")
    )


def _company(told: object) -> CompanyLine:
    fields = Fields(told, COMPANY)
    return CompanyLine(fields.text("company"), fields.text("role", most=20))


def _words(told: object) -> WordsRecord:
    fields = Fields(told, WORDS)
    return WordsRecord(
        fields.text("name"),
        fields.text("tagline", most=200) if "tagline" in fields else None,
        *(fields.text(name) if name in fields else None for name in SYNOPSES),
    )


def _rating(told: object) -> RatingRecord:
    fields = Fields(told, RATING)
    age = fields.number("minimum_age")
    if age is None:
        raise Unreadable(_("A rating says from which age."))
    return RatingRecord(fields.text("label", most=40), age, fields.text("system", most=40))


def _identifier(told: object) -> IdentifierLine:
    fields = Fields(told, IDENTIFIER)
    return IdentifierLine(fields.text("scheme", most=10), fields.text("value", most=200))


def _credit(told: object) -> CreditLine:
    fields = Fields(told, CREDIT)
    person, role = fields.text("person"), fields.text("role", most=60)
    return CreditLine(person, role, fields.text("character", most=200))
