"""Titles that may be held twice, and two of them side by side."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from lanterne.assets import queries as assets
from lanterne.catalogue.fields import Family, Field, is_same
from lanterne.catalogue.likeness import Ground
from lanterne.catalogue.queries.fields import held
from lanterne.catalogue.rules import TitleCard
from lanterne.editorial import queries as editorial
from lanterne.editorial.queries import Merged
from lanterne.rights import queries as rights
from lanterne.studio import edits, who
from lanterne.studio.title_page import Head, cards, head


@dataclass(frozen=True, slots=True)
class Alike:
    one: TitleCard
    other: TitleCard
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class MergedLine:
    merged: Merged
    card: TitleCard | None
    former: str
    who: str


@dataclass(frozen=True, slots=True)
class DuplicatesPage:
    pairs: tuple[Alike, ...]
    merges: tuple[MergedLine, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """One field of two titles; ``key`` chooses the other's where both say something."""

    label: str
    own: str
    theirs: str
    is_same: bool
    is_asked: bool
    key: str


@dataclass(frozen=True, slots=True)
class PairPage:
    """The title that stays, and the other one."""

    head: Head
    other: Head
    fields: tuple[Beside, ...]
    windows: tuple[tuple[str, int, int], ...]
    clashing: tuple[str, ...]
    are_published: bool


def duplicates_page() -> DuplicatesPage:
    found, done = editorial.candidates(), editorial.merges()
    wanted = {one for pair in found for one in pair.ids} | {one.title_id for one in done}
    named = {card.id: card for card in cards(tuple(wanted))}
    actors = who.names(one.actor for one in done)
    return DuplicatesPage(
        tuple(Alike(named[pair.ids[0]], named[pair.ids[1]], pair.grounds) for pair in found),
        tuple(
            MergedLine(one, named.get(one.title_id), _former_name(one), actors[one.actor])
            for one in done
        ),
    )


def pair_page(*, title_id: int, other_id: int) -> PairPage:
    """Raises the console's "not found" for one title beside itself, and for one that is gone."""
    if title_id == other_id:
        raise Http404
    above, other = head(title_id), head(other_id)
    return PairPage(
        above,
        other,
        tuple(_fields(title_id, other_id)),
        tuple(_windows(title_id, other_id)),
        rights.clashing(title_id=title_id, other_id=other_id),
        len(assets.publications(title_ids={title_id, other_id})) > 1,
    )


def territories_of_pair(*, other_id: int) -> tuple[str, ...]:
    """The markets that merging is bound to: where the title that goes has a window, a holdback or a rating."""
    found = {one.window.territory for one in rights.windows(title_id=other_id)}
    found |= {one.holdback.territory for one in rights.holdbacks(title_id=other_id)}
    found |= set(edits.territories_of(held(title_id=other_id, families=[Family.RATING])))
    return tuple(sorted(found))


def chosen_fields(keys: Iterable[str]) -> list[Field]:
    """The fields that a form names; what it makes up names none."""
    return [field for key in keys if (field := _field(key)) is not None]


def _fields(title_id: int, other_id: int) -> Iterable[Beside]:
    own, theirs = held(title_id=title_id), held(title_id=other_id)
    for field in sorted({*own, *theirs}, key=lambda one: (list(Family).index(one.family), one)):
        one, other = own.get(field), theirs.get(field)
        same = is_same(field, one, other)
        yield Beside(
            label=edits.label(field),
            own=edits.value(field, one),
            theirs=edits.value(field, other),
            is_same=same,
            is_asked=not same and one is not None and other is not None,
            key=json.dumps([field.family, *field.parts]),
        )


def _field(key: str) -> Field | None:
    try:
        family, *parts = json.loads(key)
        return Field(Family(family), tuple(map(str, parts)))
    except (ValueError, TypeError):
        return None


def _windows(title_id: int, other_id: int) -> Iterable[tuple[str, int, int]]:
    own, theirs = (
        [one.window.territory for one in rights.windows(title_id=one_id)]
        for one_id in (title_id, other_id)
    )
    for territory in sorted({*own, *theirs}):
        yield territory, own.count(territory), theirs.count(territory)


def _former_name(merged: Merged) -> str:
    said = {(family, *parts): value for family, parts, value in merged.record["title"]["fields"]}
    return str(said[Family.FACT, "original_name"])
