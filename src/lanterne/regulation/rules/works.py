"""Which works count: European ones, those of a country, of a language, of the last years."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lanterne.territories.rules import EUROPEAN_UNION

# The Union, the rest of the EEA, and the parties to the Council of Europe's Convention on Transfrontier Television
# (directive 2010/13, article 1(3)); the list of the parties is from memory.
EUROPE = EUROPEAN_UNION | {
    "AL", "BA", "CH", "GB", "IS", "LI", "MC", "MD", "ME", "MK", "NO", "RS", "SM", "TR", "UA", "VA",
}  # fmt: skip
MAJORITY = Decimal(50)
RECENT_YEARS = 5


@dataclass(frozen=True, slots=True)
class Made:
    """A country of production, its share in per cent where it is known, and whether it leads."""

    territory: str
    share: Decimal | None = None
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """What a catalogue is counted in: a film, or a season."""

    id: int
    made: tuple[Made, ...]
    language: str
    year: int | None = None


def is_of(made: Iterable[Made], territories: frozenset[str]) -> bool | None:
    """Whether these countries made it: all of it, or more than half of it, or as its lead; None where nobody can tell."""
    held = tuple(made)
    inside = [one for one in held if one.territory in territories]
    if not held:
        return None
    if len(inside) in (0, len(held)):
        return bool(inside)
    if all(one.share is not None for one in inside):
        return sum((one.share or Decimal() for one in inside), Decimal()) > MAJORITY
    leads = [one.territory in territories for one in held if one.is_lead]
    return leads[0] if leads else None


def meets(unit: Unit, conditions: Iterable[str], *, on: date) -> bool | None:
    """Whether a title meets all conditions; no as soon as one is not met, None as long as one cannot be told."""
    found = [_meets(unit, one, on) for one in conditions]
    if False in found:
        return False
    return None if None in found else True


def counts(buckets: frozenset[str], conditions: Iterable[str]) -> bool:
    """Whether an expense, by the buckets that staff laid it in, meets all conditions."""
    return all(_is_in(buckets, one) for one in conditions)


def _meets(unit: Unit, condition: str, on: date) -> bool | None:
    word, _, rest = condition.partition(":")
    match word:
        case "european":
            return is_of(unit.made, EUROPE)
        case "country":
            return is_of(unit.made, frozenset(rest.split(",")))
        case "language":
            return unit.language.partition("-")[0] in rest.split(",")
        case "recent":
            return None if unit.year is None else unit.year > on.year - RECENT_YEARS
    return None


def _is_in(buckets: frozenset[str], condition: str) -> bool:
    word, _, rest = condition.partition(":")
    wanted = {f"{word}:{one}" for one in rest.split(",")} if rest else {word}
    return bool(wanted & buckets)
