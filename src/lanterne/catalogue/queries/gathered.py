"""Collections as they were entered, in pieces, for those who read all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from lanterne.catalogue.models import Collection, CollectionName, CollectionTitle


class Said(NamedTuple):
    name: str
    synopsis: str


@dataclass(frozen=True, slots=True)
class HeldCollection:
    """A collection with its words in every language, and its titles in their order."""

    id: int
    slug: str
    original_language: str
    names: dict[str, Said]
    title_ids: tuple[int, ...]


def one(*, collection_id: int) -> HeldCollection | None:
    return next(iter(_held(Collection.objects.filter(pk=collection_id))), None)


def piece(after: int, limit: int, *, title_id: int | None = None) -> tuple[HeldCollection, ...]:
    """Up to ``limit`` whose ids come after one; those that hold a title, if asked."""
    rows = Collection.objects.filter(pk__gt=after)
    if title_id is not None:
        holding = CollectionTitle.objects.filter(title_id=title_id)
        rows = rows.filter(pk__in=holding.values("collection_id"))
    return _held(rows.order_by("pk")[:limit])


def _held(found: Iterable[Collection]) -> tuple[HeldCollection, ...]:
    rows = list(found)
    names: dict[int, dict[str, Said]] = {}
    for row in CollectionName.objects.filter(collection__in=rows).order_by("language"):
        names.setdefault(row.collection_id, {})[row.language] = Said(row.name, row.synopsis)
    titles: dict[int, tuple[int, ...]] = {}
    places = CollectionTitle.objects.filter(collection__in=rows).order_by("number")
    for collection_id, title_id in places.values_list("collection_id", "title_id"):
        titles[collection_id] = (*titles.get(collection_id, ()), title_id)
    return tuple(
        HeldCollection(
            row.pk,
            row.slug,
            row.original_language,
            names.get(row.pk, {}),
            titles.get(row.pk, ()),
        )
        for row in rows
    )
