"""The words of MEC beside ours; docs/exchange.md has them as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from lanterne.catalogue.identifiers import Scheme
from lanterne.catalogue.rules import Kind

Meant = TypeVar("Meant")
Words = Mapping[Meant, tuple[str, ...]]

# The first of each is what is written; all are read, in any case.
KINDS: Words[Kind] = {
    Kind.FILM: ("Movie", "short", "feature", "film", "non-episodic show"),
    Kind.SERIES: ("Series", "miniseries"),
    Kind.SEASON: ("Season",),
    Kind.EPISODE: ("Episode",),
    Kind.TRAILER: ("Promotion",),
    Kind.EXTRA: ("Supplemental",),
}
# How a work hangs below another.
RELATIONS: Mapping[Kind, str] = {
    Kind.SEASON: "isseasonof",
    Kind.EPISODE: "isepisodeof",
    Kind.TRAILER: "ispromotionfor",
    Kind.EXTRA: "issupplementto",
}
SCHEMES: Words[str] = {
    Scheme.EIDR: ("EIDR", "eidr-s"),
    Scheme.ISAN: ("ISAN", "visan", "v-isan"),
    Scheme.IMDB: ("IMDB",),
    Scheme.TMDB: ("TMDB",),
    Scheme.WIKIDATA: ("Wikidata",),
}
# A role that has no word here is written as it is, and a function as it is told; so none of the
# house's own roles may be an alias of another.
JOBS: Words[str] = {
    "actor": ("Actor", "actress"),
    "cast": ("Cast",),
    "director": ("Director",),
    "writer": ("Writer",),
    "producer": ("Producer",),
    "composer": ("Composer",),
    "editor": ("Editor",),
    "cinematographer": ("Cinematographer", "director of photography"),
}


def meant(words: Words[Meant], told: str) -> Meant | None:
    """What of ours the word means, if anything."""
    wanted = told.strip().casefold()
    return next((one for one, known in words.items() if wanted in map(str.casefold, known)), None)


def job(told: str) -> str:
    return meant(JOBS, told) or told
