"""What can be said of a title, field by field: how a field is named, and what differs between two states.

A value is what JSON can hold, and None where nothing is said. Pure, like the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class Family(StrEnum):
    """Fields that are read and written together."""

    FACT = "fact"
    COUNTRIES = "countries"
    GENRES = "genres"
    TERMS = "terms"
    WORDS = "words"
    RATING = "rating"
    CREDIT = "credit"
    COMPANY = "company"
    IDENTIFIER = "identifier"
    PICTURE = "picture"
    # After the pictures, which they are written on.
    CAPTION = "caption"


# What somebody did for a title is said or not; the place among the others moves with them.
_PLACED = frozenset({Family.CREDIT, Family.COMPANY})


class Field(NamedTuple):
    """``parts`` say which of a family: ("year",), ("fr", "tagline"), ("Georges Méliès", "director", "")."""

    family: Family
    parts: tuple[str, ...] = ()

    @property
    def which(self) -> str:
        """The first part: a column, a language, a country, a name."""
        return self.parts[0] if self.parts else ""


State = Mapping[Field, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """One field, with what it held and what it holds."""

    field: Field
    before: Any
    after: Any

    def reversed(self) -> Edit:
        return Edit(self.field, self.after, self.before)


def differences(before: State, after: State) -> tuple[Edit, ...]:
    """The fields of which another thing is said, in the order of the states."""
    return tuple(
        Edit(field, before.get(field), after.get(field))
        for field in dict.fromkeys((*before, *after))
        if not is_same(field, before.get(field), after.get(field))
    )


def is_same(field: Field, one: Any, other: Any) -> bool:
    if field.family in _PLACED:
        return (one is None) == (other is None)
    return bool(one == other)


def contested(edits: Iterable[Edit], now: State) -> tuple[Field, ...]:
    """The fields that are not as the edits left them any more.

    Words stand with their name: who takes that away takes all of the language, and touches what was added to it.
    """
    edits = tuple(edits)
    own = {edit.field for edit in edits}
    moved = [
        edit.field for edit in edits if not is_same(edit.field, edit.after, now.get(edit.field))
    ]
    added = [field for name in _names_gone(edits) for field in now if _hangs_on(field, name)]
    return tuple(dict.fromkeys((*moved, *(field for field in added if field not in own))))


def packed(edits: Iterable[Edit]) -> list[list[Any]]:
    """As a database keeps them."""
    return [[edit.field.family, list(edit.field.parts), edit.before, edit.after] for edit in edits]


def unpacked(kept: Iterable[list[Any]]) -> tuple[Edit, ...]:
    return tuple(
        Edit(Field(Family(family), tuple(parts)), before, after)
        for family, parts, before, after in kept
    )


def _names_gone(edits: Iterable[Edit]) -> Iterator[Field]:
    """Names of languages that taking the edits back takes away."""
    for edit in edits:
        if edit.field.family is Family.WORDS and edit.field.parts[1] == "name" and not edit.before:
            yield edit.field


def _hangs_on(field: Field, name: Field) -> bool:
    return field.family is Family.WORDS and field.which == name.which
