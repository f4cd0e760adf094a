"""A work of an NFO file made into a title; what is not known here is left out and noted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from django.conf import settings
from django.utils.translation import gettext as _

from lanterne.catalogue import identifiers
from lanterne.catalogue.identifiers import Scheme
from lanterne.catalogue.languages import base
from lanterne.catalogue.records import RatingRecord, TitleRecord, WordsRecord
from lanterne.catalogue.rules import CreditLine, IdentifierLine, Kind
from lanterne.exchange import genres
from lanterne.exchange.fields import Unreadable, number
from lanterne.exchange.nfo import vocabulary
from lanterne.exchange.nfo.parsing import Told, part, words

OURS = "lanterne"
YEAR = re.compile(r"\d{4}")
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# An outline longer than the short synopsis is the one of middle length.
SHORT, MEDIUM = 300, 1000
# What has two letters, by how the streams of a file name it in three.
THREE = {"eng": "en", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "spa": "es", "ita": "it",
         "jpn": "ja", "ara": "ar", "por": "pt", "dut": "nl", "nld": "nl", "rus": "ru", "chi": "zh",
         "zho": "zh", "kor": "ko", "swe": "sv", "dan": "da", "nor": "no", "pol": "pl"}  # fmt: skip


@dataclass(slots=True)
class Notes:
    """Sentences about what is left out, each with its line."""

    said: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: int, name: str, told: str) -> None:
        sentence = _("“%(told)s” (%(name)s) is not known here and is left out.")
        self.said.append((line, sentence % {"told": told[:80], "name": name}))


def title(told: Told, kind: Kind, *, slug: str, notes: Notes) -> TitleRecord:
    """All that the file says of a title that is not there yet."""
    language = _language(told, notes)
    return TitleRecord(
        slug=slug,
        kind=kind,
        facts=_facts(told, kind, language, notes),
        words=_words(told, language),
        ratings=_ratings(told, notes),
        genres=tuple(_genres(told, notes)) or None,
        credits=tuple(dict.fromkeys(_credits(told, notes))) or None,
        identifiers=tuple(dict.fromkeys(identified(told, kind, notes))),
    )


def name(told: Told) -> str:
    return " ".join(told.text("originaltitle", "title", "name", "localtitle").split())


def year(told: Told) -> int | None:
    said = told.text("year") or told.text("premiered", "releasedate", "aired")[:4]
    return int(said) if YEAR.fullmatch(said) else None


def own_slug(told: Told) -> str:
    """The address that an export of ours wrote down."""
    ours = (words(one) for one in told.all("uniqueid") if one.get("type") == OURS)
    return next(ours, "")


def identified(told: Told, kind: Kind, notes: Notes) -> Iterator[IdentifierLine]:
    for one in told.all("uniqueid", "imdbid", "tmdbid"):
        scheme = one.get("type", "").lower() or one.tag.lower().removesuffix("id")
        value = words(one)
        if not value or scheme not in set(Scheme):
            continue
        found = identifiers.read(Scheme(scheme), value, kind)
        if isinstance(found, str):
            yield IdentifierLine(scheme, found)
        else:
            notes.add(told.line_of(one), scheme, value)


def _language(told: Told, notes: Notes) -> str:
    """That of the words: nothing where the file does not say."""
    for one in told.all("language"):
        said = words(one)
        if TAG.fullmatch(said):
            return THREE.get(said, said)
        if said:
            notes.add(told.line_of(one), "language", said)
    return ""


def _facts(told: Told, kind: Kind, language: str, notes: Notes) -> dict[str, object]:
    original = name(told)
    if not original:
        raise Unreadable(_("A work needs a title."))
    spoken = list(dict.fromkeys(_spoken(told)))
    facts: dict[str, object] = {
        "original_name": original,
        "original_language": _tag(told.text("originallanguage"))
        or (spoken[0] if spoken else language or settings.LANGUAGE_CODE),
    }
    if (made := year(told)) is not None:
        facts["year"] = made
    minutes = re.sub(r"\s*min\.?$", "", told.text("runtime"))
    if (long := number("runtime", minutes)) and kind in {Kind.FILM, Kind.EPISODE}:
        facts["runtime_seconds"] = 60 * long
    if spoken:
        facts["spoken_languages"] = spoken
    if made_in := list(dict.fromkeys(_countries(told, notes))):
        facts["countries"] = made_in
    return facts


def _spoken(told: Told) -> Iterator[str]:
    """As the file lists them, else the languages of its sound."""
    listed = told.text("languages")
    said = re.split(r"[,;/|]", listed) if listed else [
        words(one)
        for info in told.all("fileinfo")
        for audio in info.iter("audio")
        for one in audio.iter("language")
    ]  # fmt: skip
    yield from filter(None, (_tag(one.strip()) for one in said))


def _tag(said: str) -> str:
    known = THREE.get(said.lower(), said)
    return known if TAG.fullmatch(known) and len(base(known)) == 2 else ""


def _words(told: Told, language: str) -> dict[str, WordsRecord]:
    plot = told.text("plot", "review", "biography")
    outline, tagline = told.text("outline"), told.text("tagline")
    shown = " ".join(told.text("title", "name", "localtitle").split()) or name(told)
    if not language and not (plot or outline or tagline) and shown == name(told):
        return {}
    return {
        language or settings.LANGUAGE_CODE: WordsRecord(
            shown,
            tagline or None,
            outline if outline and len(outline) <= SHORT else None,
            outline if SHORT < len(outline) <= MEDIUM else None,
            plot or None,
        )
    }


def _ratings(told: Told, notes: Notes) -> dict[str, RatingRecord]:
    found: dict[str, RatingRecord] = {}
    for one in told.all("mpaa", "certification"):
        for territory, label in vocabulary.ratings(words(one)):
            known = vocabulary.rating(territory, label)
            if known is None:
                notes.add(told.line_of(one), _name(one), f"{territory}: {label}")
            else:
                found.setdefault(territory, known)
    return found


def _genres(told: Told, notes: Notes) -> Iterator[str]:
    for one in told.all("genre"):
        for said in filter(None, map(str.strip, words(one).split("/"))):
            if code := genres.code(said):
                yield code
            else:
                notes.add(told.line_of(one), "genre", said)


def _countries(told: Told, notes: Notes) -> Iterator[str]:
    for one in told.all("country"):
        for said in filter(None, map(str.strip, words(one).split("/"))):
            if code := vocabulary.country(said):
                yield code
            else:
                notes.add(told.line_of(one), "country", said)


def _credits(told: Told, notes: Notes) -> Iterator[CreditLine]:
    """In the order of the file, and who acts in the order that it says."""
    acting = iter(sorted(told.all("actor"), key=_order))
    for one in told.all("director", "credits", "writer", "actor"):
        if _name(one) == "actor":
            yield from _person(told, next(acting), notes)
        elif person := words(one):
            yield CreditLine(person, "director" if _name(one) == "director" else "writer", "")


def _person(told: Told, one: Element, notes: Notes) -> Iterator[CreditLine]:
    person, kind = part(one, "name"), part(one, "type").lower()
    if not person:
        return
    if kind in {"", "actor", "gueststar"}:
        yield CreditLine(person, "cast", part(one, "role"))
    elif kind in {"director", "writer"} or kind in vocabulary.PEOPLE:
        yield CreditLine(person, vocabulary.PEOPLE.get(kind, kind), "")
    else:
        notes.add(told.line_of(one), "type", kind)


def _order(one: Element) -> int:
    said = part(one, "order") or part(one, "sortorder")
    return int(said) if said.isdecimal() and len(said) < 9 else 10**9


def _name(element: Element) -> str:
    return element.tag.lower()
