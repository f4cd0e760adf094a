"""A bundle made into items, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.utils.translation import gettext as _

from lanterne.catalogue.records import (
    FACTS,
    LISTS,
    PictureRecord,
    RatingRecord,
    TitleRecord,
    WordsRecord,
)
from lanterne.catalogue.rules import ArtKind, CreditLine, IdentifierLine, Kind
from lanterne.core.errors import Refused
from lanterne.exchange import media
from lanterne.exchange.bundle import rights
from lanterne.exchange.bundle.stream import Broken, documents
from lanterne.exchange.fields import Fields, Unreadable, one_of
from lanterne.exchange.values import Item

TITLES, LICENCES = "titles.yaml", "licences.yaml"
SAID = ("genres", "words", "ratings", "credits", "identifiers", "windows", "holdbacks", "pictures")
TITLE = frozenset(["slug", "kind", "parent", "number", "edition", *FACTS, *SAID])
SYNOPSES = ("synopsis_short", "synopsis_medium", "synopsis")
WORDS = frozenset(["name", "tagline", *SYNOPSES])
RATING = frozenset(["label", "minimum_age", "system"])
IDENTIFIER = frozenset(["scheme", "value"])
CREDIT = frozenset(["person", "role", "character"])
PICTURE = frozenset(
    ["kind", "language", "path", "widths", "width", "height", "colour", "source"]
)  # fmt: skip
NUMBERS = frozenset(["year", "runtime_seconds", "minimum_age"])


class NoBundle(Refused):
    pass


def read(folder: Path) -> Iterator[Item]:
    """The licences first, since windows name them, then the titles."""
    if not (folder / TITLES).is_file() and not (folder / LICENCES).is_file():
        raise NoBundle(
            _("%(folder)s holds neither titles.yaml nor licences.yaml.") % {"folder": folder}
        )
    for name, made in ((LICENCES, rights.licence), (TITLES, partial(title, folder))):
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


def title(folder: Path, place: str, told: object) -> Item:
    fields = Fields(told, TITLE)
    slug, kind = fields.slug("slug"), one_of(Kind, fields.text("kind"))
    if not slug:
        raise Unreadable(_("A title has a slug, by which it is known again."))
    record = TitleRecord(
        slug=slug,
        kind=kind,
        parent=fields.slug("parent"),
        number=fields.number("number"),
        edition=fields.text("edition", most=12),
        facts={name: _fact(fields, name) for name in FACTS if name in fields},
        words={lang: _words(one) for lang, one in fields.named("words").items()},
        ratings={where: _rating(one) for where, one in fields.named("ratings").items()},
        genres=fields.texts("genres") if "genres" in fields else None,
        credits=tuple(map(_credit, fields.parts("credits"))) if "credits" in fields else None,
        identifiers=tuple(map(_identifier, fields.parts("identifiers"))),
        pictures=tuple(map(_picture, fields.parts("pictures"))),
    )
    windows = tuple(map(rights.window, fields.parts("windows")))
    holdbacks = tuple(map(rights.holdback, fields.parts("holdbacks")))
    files = media.checked(record.pictures, folder)
    return Item(place, record, windows, holdbacks, files=files)


def _fact(fields: Fields, name: str) -> object:
    if name in NUMBERS:
        return fields.number(name)
    return list(fields.texts(name)) if name in LISTS else fields.text(name, most=200)


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


def _picture(told: object) -> PictureRecord:
    fields = Fields(told, PICTURE)
    widths = fields.texts("widths")
    return PictureRecord(
        one_of(ArtKind, fields.text("kind")),
        fields.text("language", most=35),
        fields.text("path", most=120),
        tuple(int(width) for width in widths if width.isdecimal()),
        fields.number("width") or 0,
        fields.number("height") or 0,
        fields.text("colour", most=7),
        fields.text("source", most=300),
    )
