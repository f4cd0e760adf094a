"""Titles as MEC v2.12, the same bytes for the same catalogue, in the order that its schema wants."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape, quoteattr

from lanterne.catalogue.queries.records import records
from lanterne.catalogue.records import TitleRecord, WordsRecord
from lanterne.catalogue.rules import CreditLine
from lanterne.exchange import genres
from lanterne.exchange.mec import vocabulary
from lanterne.exchange.mec.gathering import OURS

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<mdmec:CoreMetadataList xmlns:mdmec="http://www.movielabs.com/schema/mdmec/v2.12"
                        xmlns:md="http://www.movielabs.com/schema/md/v2.12/md">
"""
SHORT_TITLES = (19, 60)


def write(path: Path) -> int:
    """Write every work that has a year, or whose whole has one, and give their number."""
    counted, years = 0, dict[str, str]()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(HEAD)
        for _id, record in records():
            year = str(record.facts["year"] or years.get(record.parent, ""))
            # MEC has no words for an edition, and none for a work without a year.
            if record.kind in vocabulary.KINDS and year:
                years[record.slug] = year
                counted += 1
                file.writelines(_core(record, year))
        file.write("</mdmec:CoreMetadataList>\n")
    return counted


def _core(record: TitleRecord, year: str) -> Iterator[str]:
    facts = record.facts
    yield f"<mdmec:CoreMetadata>\n<mdmec:Basic ContentID={quoteattr(OURS + record.slug)}>\n"
    yield from _localized(record)
    if facts["runtime_seconds"]:
        yield _tag("RunLength", f"PT{facts['runtime_seconds']}S")
    yield _tag("ReleaseYear", year)
    yield _tag("WorkType", vocabulary.KINDS[record.kind][0])
    for one in record.identifiers:
        space = vocabulary.SCHEMES[one.scheme][0]
        yield _group("AltIdentifier", _tag("Namespace", space) + _tag("Identifier", one.value))
    yield _ratings(record)
    for place, line in enumerate(record.credits or (), 1):
        yield _people(line, place)
    for place, code in enumerate(cast("list[str]", facts["countries"]), 1):
        yield _group("CountryOfOrigin", _tag("country", code), f' listingOrder="{place}"')
    for place, tag in enumerate(cast("list[str]", facts["spoken_languages"]), 1):
        yield _tag("PrimarySpokenLanguage", tag, f' listingOrder="{place}"')
    yield _tag("OriginalLanguage", str(facts["original_language"]))
    yield _place(record)
    yield "</mdmec:Basic>\n</mdmec:CoreMetadata>\n"


def _localized(record: TitleRecord) -> Iterator[str]:
    """Where nobody has written words, the original name alone."""
    original = str(record.facts["original_language"])
    if not record.words:
        yield _info(record, original, WordsRecord(str(record.facts["original_name"])), original)
    for language, words in record.words.items():
        yield _info(record, language, words, original)


def _info(record: TitleRecord, language: str, words: WordsRecord, original: str) -> str:
    """A text that is longer than its element may be is left out rather than cut."""
    titles = (_fitting("TitleDisplay", words.name, most) for most in SHORT_TITLES)
    summaries = (
        _fitting("Summary", words.synopsis_short or "", 190),
        _fitting("Summary", words.synopsis_medium or "", 400),
        _fitting("Summary", words.synopsis or "", 4000),
    )
    named = (_tag("Genre", genres.written(code)) for code in record.genres or ())
    inside = "".join(
        (
            *titles,
            _tag("TitleDisplayUnlimited", words.name),
            *summaries,
            *named,
            _tag("OriginalTitle", str(record.facts["original_name"])),
            _tag("CopyrightLine", str(record.facts["copyright_line"] or "")),
        )
    )
    default = ' default="true"' if language == original else ""
    return _group("LocalizedInfo", inside, f" language={quoteattr(language)}{default}")


def _fitting(name: str, told: str, most: int) -> str:
    return _tag(f"{name}{most}", told) if len(told) <= most else ""


def _ratings(record: TitleRecord) -> str:
    """A label of the house's own belongs to no system that another house could know."""
    rated = "".join(
        _group(
            "Rating",
            _group("Region", _tag("country", where))
            + _tag("System", one.system)
            + _tag("Value", one.label),
        )
        for where, one in record.ratings.items()
        if one.system
    )
    return _group("RatingSet", rated) if rated else ""


def _people(line: CreditLine, place: int) -> str:
    known = vocabulary.JOBS.get(line.role)
    job = (
        _tag("JobFunction", known[0] if known else line.role)
        + _tag("BillingBlockOrder", str(place))
        + _tag("Character", line.character)
    )
    name = _group("Name", _tag("DisplayName", line.person))
    return _group("People", _group("Job", job) + name)


def _place(record: TitleRecord) -> str:
    if not record.parent:
        return ""
    sequence = _group("SequenceInfo", _tag("Number", str(record.number)))
    relation = vocabulary.RELATIONS[record.kind]
    above = _tag("ParentContentID", OURS + record.parent)
    return sequence + _group("Parent", above, f' relationshipType="{relation}"')


def _tag(name: str, told: str, attributes: str = "") -> str:
    return f"<md:{name}{attributes}>{escape(told)}</md:{name}>\n" if told else ""


def _group(name: str, inside: str, attributes: str = "") -> str:
    return f"<md:{name}{attributes}>\n{inside}</md:{name}>\n"
