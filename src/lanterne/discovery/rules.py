"""What a home page is made of, and which search result comes first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from lanterne.catalogue.rules import TitleCard

CLOSEST = 5
# Fewer of a kind than this make no row of their own.
FEWEST_OF_A_KIND = 4
_OF_A_KIND = ("genre-", "films", "series")


@dataclass(frozen=True, slots=True)
class Entry:
    """A card in a row. ``progress`` is between 0 and 1 once begun; ``closes_at`` is set on titles that leave soon."""

    card: TitleCard
    progress: float | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row that says why it is there; never empty."""

    key: str
    heading: str
    why: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Home:
    hero: TitleCard | None
    rows: tuple[Row, ...]


def worth_a_row(rows: Mapping[str, Sequence[int]]) -> dict[str, Sequence[int]]:
    """The rows that add something, from top to bottom: none only repeats titles of one row above it."""
    kept: dict[str, Sequence[int]] = {}
    for key, ids in rows.items():
        is_enough = not key.startswith(_OF_A_KIND) or len(ids) >= FEWEST_OF_A_KIND
        is_repeated = any(set(ids) <= set(above) for above in kept.values())
        if ids and is_enough and not is_repeated:
            kept[key] = ids
    return kept


def rank(name: str, wanted: str) -> int:
    """How well a folded name answers what was typed; lower is better."""
    if name.startswith(wanted):
        return 0
    if f" {wanted}" in name:
        return 1
    return 2 if wanted in name else 3


BY_PERSON_OR_GENRE = 4


def ranked(
    names: Iterable[tuple[int, str]], *, others: Iterable[int], wanted: str
) -> dict[int, tuple[int, str]]:
    """Each title's best rank, with the name that earned it to settle ties alphabetically."""
    best = dict.fromkeys(others, (BY_PERSON_OR_GENRE, ""))
    for title_id, name in names:
        found = rank(name, wanted), name
        best[title_id] = min(best.get(title_id, found), found)
    return best


def closest(word: str, suggestions: Iterable[str]) -> tuple[str, ...]:
    """The few suggestions most like the word, the word itself first if it is among them."""

    def distance(suggestion: str) -> float:
        return -SequenceMatcher(None, word, suggestion).ratio()

    return tuple(sorted(suggestions, key=distance)[:CLOSEST])
