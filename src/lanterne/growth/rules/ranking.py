"""Which office is how large among others, under a rule that is said beside the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lanterne.facts.rules import Quantity

UNKNOWN = (Decimal(0), Decimal("Infinity"))


class OfficeKind(StrEnum):
    SEAT = "seat"
    OFFICE = "office"
    HUB = "hub"
    PRODUCTION = "production"


class Heads(StrEnum):
    """Who is counted: those who work there, or, where a source names them, those who are to."""

    PRESENT = "present"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class Rule:
    """Which offices are ranked: of these kinds, in these countries (none named is the world), by these heads."""

    kinds: frozenset[OfficeKind]
    territories: frozenset[str] = frozenset()
    heads: Heads = Heads.PRESENT

    def covers(self, kind: OfficeKind, territory: str) -> bool:
        return kind in self.kinds and (not self.territories or territory in self.territories)


@dataclass(frozen=True, slots=True)
class Staffed:
    """An office and how many are counted there; None where nobody has said it."""

    key: str
    heads: Quantity | None

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        return self.heads.bounds() if self.heads else UNKNOWN


@dataclass(frozen=True, slots=True)
class Rank:
    """From ``best`` to ``worst``: the same, unless figures are missing or too vague. Equals share the better rank."""

    best: int
    worst: int
    of: int
    ahead: tuple[str, ...]
    unsure: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        return self.best == self.worst


def rank(key: str, offices: Sequence[Staffed]) -> Rank | None:
    """None for an office that is not among those or of which no heads are known."""
    asked = next((one for one in offices if one.key == key), None)
    if asked is None or asked.heads is None:
        return None
    others = [one for one in offices if one.key != key]
    ahead = tuple(one.key for one in others if one.bounds[0] > asked.bounds[1])
    unsure = tuple(one.key for one in others if one.key not in ahead and _may_be_larger(one, asked))
    best = len(ahead) + 1
    return Rank(best, best + len(unsure), len(offices), ahead, unsure)


def _may_be_larger(one: Staffed, other: Staffed) -> bool:
    """Whether the figures leave it open; two that are stated to be equal are equal."""
    return one.heads != other.heads and one.bounds[1] > other.bounds[0]
