"""A title as files tell it: whole to be written down, in part to be taken in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lanterne.catalogue.rules import (
    MASTERS,
    ArtKind,
    CompanyLine,
    CreditLine,
    IdentifierLine,
    Kind,
    Production,
)
from lanterne.catalogue.vocabulary import Vocabulary

# What is said of a title itself, by the names of its columns.
FACTS = (
    "original_name", "original_language", "year", "runtime_seconds", "countries", "minimum_age",
    "spoken_languages", "copyright_line",
)  # fmt: skip
LISTS = frozenset(["countries", "spoken_languages"])
ORIGINAL = re.compile(re.escape(MASTERS) + r"([0-9a-f]{2})/\1[0-9a-f]{30}\.webp")


@dataclass(frozen=True, slots=True)
class WordsRecord:
    """None is not said, and leaves what is held."""

    name: str
    tagline: str | None = None
    synopsis_short: str | None = None
    synopsis_medium: str | None = None
    synopsis: str | None = None


@dataclass(frozen=True, slots=True)
class RatingRecord:
    label: str
    minimum_age: int
    system: str = ""


@dataclass(frozen=True, slots=True)
class PictureRecord:
    """A picture as it is stored, in several widths below one path."""

    kind: ArtKind
    language: str
    path: str
    widths: tuple[int, ...]
    width: int
    height: int
    colour: str
    source: str

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(f"{self.path}-{width}.webp" for width in self.widths)


@dataclass(frozen=True, slots=True)
class OriginalRecord:
    """A picture by the original that is kept of it, from which every cut is made around its focus.

    ``original`` is the name under which it is kept, made of the content that was sent. ``width`` and ``height`` are of
    what was sent, which may have been larger than what is kept.
    """

    kind: ArtKind
    language: str
    original: str
    focus: tuple[int, int]
    width: int
    height: int
    source: str

    @property
    def is_well_named(self) -> bool:
        """As the catalogue names what it keeps, and nothing that leads elsewhere."""
        return ORIGINAL.fullmatch(self.original) is not None


# What is seen on a picture, by language; pictures by their kind and their lettering.
Captions = Mapping[tuple[str, str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class TitleRecord:
    """The slug is the key: the same one twice is the same title. What is not said is left as it is.

    ``facts`` has some of FACTS. Words, ratings, identifiers, pictures and captions are added to those held or take their place;
    genres, credits, companies, and the terms of a vocabulary are whole lists, or not said. ``production`` is the countries
    with their shares, for a file that knows of them; then ``facts`` has the same ones.
    """

    slug: str
    kind: Kind
    parent: str = ""
    number: int | None = None
    edition: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, WordsRecord] = field(default_factory=dict)
    ratings: Mapping[str, RatingRecord] = field(default_factory=dict)
    genres: tuple[str, ...] | None = None
    credits: tuple[CreditLine, ...] | None = None
    companies: tuple[CompanyLine, ...] | None = None
    production: tuple[Production, ...] | None = None
    terms: Mapping[Vocabulary, tuple[str, ...]] = field(default_factory=dict)
    identifiers: tuple[IdentifierLine, ...] = ()
    pictures: tuple[PictureRecord, ...] = ()
    # Pictures of which an original is kept; these are among ``pictures`` too where the record is of a title held.
    originals: tuple[OriginalRecord, ...] = ()
    captions: Captions = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TermRecord:
    """A mood or a keyword by its code, with the words that staff have given it by language."""

    vocabulary: Vocabulary
    code: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Somebody by name, with biographies by language; those in languages that are not said stay."""

    name: str
    biographies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CollectionRecord:
    """The slug is the key. Names are added to those held or take their place; ``titles`` is the whole order by slug, or not said."""

    slug: str
    original_language: str = ""
    names: Mapping[str, CollectionWords] = field(default_factory=dict)
    titles: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class CollectionWords:
    """A synopsis of None is not said, and leaves what is held."""

    name: str
    synopsis: str | None = None


class Verdict(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of a record: ``differences`` names what would be written, ``title_id`` the title held, which ``was`` so."""

    record: TitleRecord
    verdict: Verdict
    title_id: int | None = None
    differences: tuple[str, ...] = ()
    sentence: str = ""
    was: TitleRecord | None = None


@dataclass(frozen=True, slots=True)
class JudgedCollection:
    """What becomes of a collection: ``differences`` names what would be written."""

    record: CollectionRecord
    verdict: Verdict
    differences: tuple[str, ...] = ()
    sentence: str = ""


@dataclass(slots=True)
class Seen:
    """What a file has brought so far, for records further down that hang on it."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    numbers: set[tuple[str, Kind, int]] = field(default_factory=set)
    identifiers: dict[IdentifierLine, str] = field(default_factory=dict)
    terms: set[tuple[Vocabulary, str]] = field(default_factory=set)
    collections: set[str] = field(default_factory=set)
