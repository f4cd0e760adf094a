"""Whether two titles may be one that is held twice. Pure, like the rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lanterne.catalogue.rules import Kind

# A film that runs at 25 frames a second instead of 24 is four per cent shorter.
NEAR_RUNTIME = 0.05
YEARS_APART = 1


class Ground(StrEnum):
    """Why two titles look like one, the strongest first."""

    IDENTIFIER = "identifier"
    NAME = "name"
    DIRECTOR = "director"
    RUNTIME = "runtime"


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared: names in every language and directors as they are folded, works as registries number them."""

    id: int
    kind: Kind
    names: frozenset[str]
    year: int | None
    runtime_seconds: int | None
    directors: frozenset[str] = frozenset()
    works: frozenset[str] = frozenset()


def grounds(one: Likeness, other: Likeness) -> tuple[Ground, ...]:
    """None for two that are not alike enough to ask somebody.

    A registry's number is enough. A name is not: it takes the year, give or take one, and a director or the running
    time as well; where a year is not known, the director.
    """
    if one.kind is not other.kind:
        return ()
    found = tuple(ground for ground, is_so in _shared(one, other).items() if is_so)
    if Ground.IDENTIFIER in found:
        return found
    years = (one.year, other.year)
    needed = {Ground.DIRECTOR} if None in years else {Ground.DIRECTOR, Ground.RUNTIME}
    is_near = None in years or abs((one.year or 0) - (other.year or 0)) <= YEARS_APART
    return found if Ground.NAME in found and is_near and needed & set(found) else ()


def _shared(one: Likeness, other: Likeness) -> dict[Ground, bool]:
    return {
        Ground.IDENTIFIER: bool(one.works & other.works),
        Ground.NAME: bool(one.names & other.names),
        Ground.DIRECTOR: bool(one.directors & other.directors),
        Ground.RUNTIME: _run_alike(one.runtime_seconds, other.runtime_seconds),
    }


def _run_alike(one: int | None, other: int | None) -> bool:
    if not one or not other:
        return False
    return abs(one - other) <= NEAR_RUNTIME * max(one, other)
