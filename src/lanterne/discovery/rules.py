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
    """A card in a row. ``progress`` is between 0 and 1 once begun; ``closes_at`` is set on titles that leave soon;
    ``reason`` says why this one is here, where the row does not.
    """

    card: TitleCard
    progress: float | None = None
    closes_at: datetime | None = None
    reason: str = ""

    def __hash__(self) -> int:
        return hash(self.card)


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


# What makes two titles alike, the weightiest first.
LIKENESS_ROLES = ("director", "writer", "actor", "cast", "voice")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a title shares with another: somebody in the same role, or genres."""

    role: str = ""
    person: str = ""
    genres: tuple[str, ...] = ()


def alike(
    people: Mapping[int, tuple[str, str]], by_genre: Mapping[str, Sequence[int]], *, own: int
) -> dict[int, Likeness]:
    """The titles most alike first: by role, then by the number of genres they share, then the newest."""
    shared: dict[int, list[str]] = {}
    for code, ids in by_genre.items():
        for title_id in ids:
            shared.setdefault(title_id, []).append(code)

    def order(title_id: int) -> tuple[int, int, int]:
        role = people[title_id][0] if title_id in people else ""
        weight = LIKENESS_ROLES.index(role) if role else len(LIKENESS_ROLES)
        return weight, -len(shared.get(title_id, ())), -title_id

    every = sorted({*people, *shared} - {own}, key=order)
    return {
        one: Likeness(*people.get(one, ("", "")), genres=tuple(shared.get(one, ())))
        for one in every
    }


def closest(word: str, suggestions: Iterable[str]) -> tuple[str, ...]:
    """The few suggestions most like the word, the word itself first if it is among them."""

    def distance(suggestion: str) -> float:
        return -SequenceMatcher(None, word, suggestion).ratio()

    return tuple(sorted(suggestions, key=distance)[:CLOSEST])
