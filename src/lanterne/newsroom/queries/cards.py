"""What pages are told of newsrooms and articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lanterne.facts.queries import Card
from lanterne.newsroom.rules import Standing


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom a list of articles is for: a market, or the whole world where it is empty; a language; and when they ask."""

    territory: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PictureCard:
    """``srcset`` are the sizes in which it is kept; ``alt`` is what it shows, for who cannot see it."""

    id: int
    url: str
    srcset: str
    width: int
    height: int
    alt: str
    credit: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class AuthorCard:
    slug: str
    name: str
    role: str = ""
    biography: str = ""
    picture: PictureCard | None = None


@dataclass(frozen=True, slots=True)
class ContactCard:
    name: str
    role: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class HomeCard:
    """``languages`` are the others in which this market's newsroom is open."""

    id: int
    name: str
    intro: str
    territory: str
    language: str
    languages: tuple[str, ...]
    contacts: tuple[ContactCard, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a list. ``changed_at`` is None where it is as it went out."""

    id: int
    kind: str
    title: str
    lead: str
    territory: str
    language: str
    slug: str
    public_at: datetime
    changed_at: datetime | None
    author: AuthorCard | None
    picture: PictureCard | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A public article as a map of the site tells it; ``changed_at`` is when it last became what it is."""

    title: str
    territory: str
    language: str
    slug: str
    public_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionCard:
    """``was`` is the figure that stood there, ``now`` the one that stands there today."""

    was: Card
    now: Card
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """``blocks`` are told one by one as pages draw them; ``sources`` are the figures, in the order of their numbers.

    ``translations`` are (language, address) of what the public may read of it in other languages.
    """

    entry: Entry
    standing: Standing
    blocks: tuple[Any, ...]
    sources: tuple[Card, ...]
    corrections: tuple[CorrectionCard, ...]
    translations: tuple[tuple[str, str], ...]
    takes_comments: bool
    embargo_zone: str
    credits: tuple[str, ...] = ()
