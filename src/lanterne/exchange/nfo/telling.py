"""One title as an NFO file."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from lanterne.catalogue.languages import choose
from lanterne.catalogue.records import TitleRecord, WordsRecord
from lanterne.catalogue.rules import CreditLine, Kind
from lanterne.exchange import genres
from lanterne.exchange.nfo import vocabulary
from lanterne.exchange.nfo.beside import minutes
from lanterne.exchange.nfo.meaning import OURS
from lanterne.territories import queries as territories

ROOTS = {
    Kind.FILM: "movie",
    Kind.SERIES: "tvshow",
    Kind.SEASON: "season",
    Kind.EPISODE: "episodedetails",
}
Lines = Iterator[tuple[str, str]]


def document(record: TitleRecord, season: int | None) -> bytes:
    """``season`` is the number of the season, for it and for its episodes."""
    root = Element(ROOTS[record.kind])
    for name, told in (*_names(record), *_numbers(record, season), *_facts(record)):
        if told:
            SubElement(root, name).text = told
    _identifiers(root, record)
    for order, line in enumerate(record.credits or ()):
        _credit(root, line, order)
    indent(root)
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return head + tostring(root, encoding="unicode").encode() + b"\n"


def _names(record: TitleRecord) -> Lines:
    """In one language, for there is room for one: the title's own, else the nearest to it."""
    original = str(record.facts["original_language"])
    language = choose(list(record.words), wanted=original, original=original) or ""
    words = record.words.get(language, WordsRecord(str(record.facts["original_name"])))
    yield "title", words.name
    yield "originaltitle", str(record.facts["original_name"])
    # Where it is not said, the words are only the title's original name.
    yield "language", language
    yield "originallanguage", original
    yield "plot", words.synopsis or words.synopsis_medium or words.synopsis_short or ""
    yield "outline", words.synopsis_short or words.synopsis_medium or ""
    yield "tagline", words.tagline or ""


def _numbers(record: TitleRecord, season: int | None) -> Lines:
    if record.kind is Kind.SEASON:
        yield "seasonnumber", str(season)
    if record.kind is Kind.EPISODE:
        yield "season", str(season)
        yield "episode", str(record.number)


def _facts(record: TitleRecord) -> Lines:
    facts = record.facts
    yield "year", str(facts["year"] or "")
    long = facts["runtime_seconds"]
    yield "runtime", str(minutes(long)) if isinstance(long, int) else ""
    yield "languages", ", ".join(_listed(facts["spoken_languages"]))
    for code in _listed(facts["countries"]):
        yield "country", territories.name(code=code, language="en")
    for code in record.genres or ():
        yield "genre", genres.written(code)
    rated = [
        (where, one.label)
        for where, one in record.ratings.items()
        # Those that are read again as what they are.
        if (known := vocabulary.rating(where, one.label)) and known.minimum_age == one.minimum_age
    ]
    yield "mpaa", "-".join(rated[0]) if rated else ""
    yield "certification", " / ".join(":".join(one) for one in rated)


def _listed(told: object) -> list[str]:
    return told if isinstance(told, list) else []


def _identifiers(root: Element, record: TitleRecord) -> None:
    is_default = True
    for one in record.identifiers:
        shelf, _slash, number = one.value.partition("/")
        value = number if one.scheme == "tmdb" and shelf in {"movie", "tv"} else one.value
        if "/season/" in one.value:
            # There it is a path, where others expect a number of its own.
            continue
        element = SubElement(root, "uniqueid", {"type": one.scheme})
        element.text = value
        if is_default:
            element.set("default", "true")
        is_default = False
    SubElement(root, "uniqueid", {"type": OURS}).text = record.slug


def _credit(root: Element, line: CreditLine, order: int) -> None:
    if line.role == "director":
        SubElement(root, "director").text = line.person
    elif line.role == "writer":
        SubElement(root, "credits").text = line.person
    elif line.role in vocabulary.ACTORS or line.role in vocabulary.PEOPLE:
        is_acting = line.role in vocabulary.ACTORS
        told = {
            "name": line.person,
            "role": line.character if is_acting else "",
            "type": "Actor" if is_acting else line.role.title(),
            "order": str(order),
        }
        actor = SubElement(root, "actor")
        for name, said in told.items():
            if said:
                SubElement(actor, name).text = said
