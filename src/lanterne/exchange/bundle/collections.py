"""Collections of a bundle made into values, and written down."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lanterne.catalogue.queries.collections import collection_records
from lanterne.catalogue.records import CollectionRecord, CollectionWords
from lanterne.exchange.fields import Fields, Unreadable
from lanterne.exchange.values import Item

COLLECTION = frozenset(["slug", "original_language", "words", "titles"])
WORDS = frozenset(["name", "synopsis"])


def read(place: str, told: object) -> Item:
    fields = Fields(told, COLLECTION)
    slug = fields.slug("slug")
    if not slug:
        raise Unreadable(_("A collection has a slug, by which it is known again."))
    record = CollectionRecord(
        slug,
        fields.text("original_language", most=35),
        {language: _words(one) for language, one in fields.named("words").items()},
        fields.texts("titles") if "titles" in fields else None,
    )
    return Item(place, collection=record)


def _words(told: object) -> CollectionWords:
    fields = Fields(told, WORDS)
    synopsis = fields.text("synopsis") if "synopsis" in fields else None
    return CollectionWords(fields.text("name"), synopsis)


def written() -> Iterator[dict[str, object]]:
    for one in collection_records():
        yield {
            "slug": one.slug,
            "original_language": one.original_language,
            "words": {language: _said(words) for language, words in one.names.items()},
            "titles": list(one.titles or ()),
        }


def _said(words: CollectionWords) -> dict[str, object]:
    told: dict[str, object] = {"name": words.name}
    return told | {"synopsis": words.synopsis} if words.synopsis else told
