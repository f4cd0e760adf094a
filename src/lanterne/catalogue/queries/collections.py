"""Collections of titles, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from lanterne.catalogue.languages import choose
from lanterne.catalogue.models import Collection, CollectionName, CollectionTitle
from lanterne.catalogue.records import CollectionRecord, CollectionWords


@dataclass(frozen=True, slots=True)
class CollectionCard:
    """A collection as a reader of one language sees it; ``language_shown`` is the one that its words are in."""

    id: int
    slug: str
    name: str
    synopsis: str
    language_shown: str
    title_ids: tuple[int, ...]


def collection(*, slug: str, language: str) -> CollectionCard | None:
    return next(iter(_cards(Collection.objects.filter(slug=slug), language)), None)


def collection_by_id(*, collection_id: int, language: str) -> CollectionCard | None:
    return next(iter(_cards(Collection.objects.filter(pk=collection_id), language)), None)


def collections(*, language: str) -> tuple[CollectionCard, ...]:
    """All of them, the newest first."""
    return _cards(Collection.objects.order_by("-id"), language)


def collection_names(*, collection_id: int) -> dict[str, tuple[str, str]]:
    """Name and synopsis by language, for the editor's form."""
    rows = CollectionName.objects.filter(collection=collection_id).order_by("language")
    return {row.language: (row.name, row.synopsis) for row in rows}


def collection_records() -> tuple[CollectionRecord, ...]:
    """All of them as files tell them, the oldest first, so that who takes them in has the same newest one."""
    return _records(Collection.objects.order_by("id"))


def held_collection(*, slug: str) -> CollectionRecord | None:
    return next(iter(_records(Collection.objects.filter(slug=slug))), None)


def _records(found: QuerySet[Collection]) -> tuple[CollectionRecord, ...]:
    rows = list(found)
    names: dict[int, dict[str, CollectionWords]] = {}
    for name in CollectionName.objects.filter(collection__in=rows).order_by("language"):
        said = CollectionWords(name.name, name.synopsis)
        names.setdefault(name.collection_id, {})[name.language] = said
    held: dict[int, list[str]] = {}
    places = CollectionTitle.objects.filter(collection__in=rows).order_by("number")
    for collection_id, slug in places.values_list("collection_id", "title__slug"):
        held.setdefault(collection_id, []).append(slug)
    return tuple(
        CollectionRecord(
            row.slug, row.original_language, names.get(row.pk, {}), tuple(held.get(row.pk, ()))
        )
        for row in rows
    )


def _cards(found: QuerySet[Collection], language: str) -> tuple[CollectionCard, ...]:
    rows = list(found)
    names: dict[int, dict[str, CollectionName]] = {}
    for name in CollectionName.objects.filter(collection__in=rows):
        names.setdefault(name.collection_id, {})[name.language] = name
    held: dict[int, list[int]] = {}
    places = CollectionTitle.objects.filter(collection__in=rows).order_by("number")
    for collection_id, title_id in places.values_list("collection_id", "title_id"):
        held.setdefault(collection_id, []).append(title_id)
    return tuple(_card(row, names[row.pk], held.get(row.pk, []), language) for row in rows)


def _card(
    row: Collection, names: dict[str, CollectionName], title_ids: list[int], language: str
) -> CollectionCard:
    # Its first name came with it and stays, so there is always one to choose.
    shown = choose(names, wanted=language, original=row.original_language) or row.original_language
    said = names[shown]
    return CollectionCard(row.pk, row.slug, said.name, said.synopsis, shown, tuple(title_ids))
