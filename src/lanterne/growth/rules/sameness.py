"""When two reports speak of one commission."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Reports of one order come in one season of news; the year may turn between them.
NEAR = 1


@dataclass(frozen=True, slots=True)
class Named:
    """What a commission is known by: its names as `plain` writes them, its identifiers, its season and its year."""

    id: int
    names: frozenset[str]
    identifiers: frozenset[tuple[str, str]]
    season: int | None
    year: int

    def is_same(self, other: Named) -> bool:
        """A shared identifier and season, or a shared name, season and year, give or take one."""
        if self.season != other.season:
            return False
        if self.identifiers & other.identifiers:
            return True
        return bool(self.names & other.names) and abs(self.year - other.year) <= NEAR


def plain(title: str) -> str:
    """Without case, accents, punctuation and an article before it: "L'Élite !" and "elite" are one name."""
    spread = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(mark for mark in spread if not unicodedata.combining(mark))
    words = re.sub(r"[^\w]+", " ", bare).split()
    articles = {"the", "a", "an", "le", "la", "les", "l", "el", "los", "las", "der", "die", "das"}
    return " ".join(words[1:] if len(words) > 1 and words[0] in articles else words)


def works(held: Sequence[Named]) -> dict[int, int]:
    """For each commission the number of the work that it is of: those that are the same share the smallest id."""
    found = {one.id: one.id for one in held}
    for group in _neighbours(held):
        for place, one in enumerate(group):
            for other in group[:place]:
                if one.is_same(other):
                    _join(found, one.id, other.id)
    return {one.id: _root(found, one.id) for one in held}


def _neighbours(held: Sequence[Named]) -> list[list[Named]]:
    """Those that share a name or an identifier: only they can be the same."""
    heaps: dict[object, list[Named]] = {}
    for one in held:
        for mark in (*one.names, *one.identifiers):
            heaps.setdefault(mark, []).append(one)
    return [heap for heap in heaps.values() if len(heap) > 1]


def _root(found: dict[int, int], place: int) -> int:
    while found[place] != place:
        place = found[place]
    return place


def _join(found: dict[int, int], one: int, other: int) -> None:
    first, second = sorted((_root(found, one), _root(found, other)))
    found[second] = first
