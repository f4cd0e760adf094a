"""Gathering films and series in collections, in an order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from itertools import count as count_from

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from lanterne.catalogue.models import Collection, CollectionName, CollectionTitle, Title
from lanterne.catalogue.rules import Kind, fold
from lanterne.catalogue.services.checks import check_language, checked_name, checked_text
from lanterne.catalogue.services.refusals import NoSuchCollection, NoSuchTitle
from lanterne.catalogue.services.words import MOST
from lanterne.core import audit

KINDS = (Kind.FILM, Kind.SERIES)


@transaction.atomic
def create_collection(*, name: str, language: str, actor: str) -> int:
    """Make an empty collection, with a name in its own language."""
    check_language(language)
    name = checked_name(name)
    return create_collection_at(slug=_slug(name), name=name, language=language, actor=actor)


@transaction.atomic
def create_collection_at(*, slug: str, name: str, language: str, actor: str) -> int:
    """Make a collection at an address of its own; the name is one that was checked."""
    made = Collection.objects.create(slug=slug, original_language=language)
    CollectionName.objects.create(collection=made, language=language, name=name)
    _note(actor, "create_collection", made.pk, name=name)
    return made.pk


@transaction.atomic
def name_collection(
    *, collection_id: int, language: str, name: str, actor: str, synopsis: str = ""
) -> None:
    """Say a collection in a language, for the first time or again."""
    hold_collection(collection_id=collection_id)
    check_language(language)
    said = {"name": checked_name(name), "synopsis": checked_text(synopsis, most=MOST["synopsis"])}
    CollectionName.objects.update_or_create(
        collection_id=collection_id, language=language, defaults=said
    )
    _note(actor, "name_collection", collection_id, language=language, name=said["name"])


@transaction.atomic
def arrange(*, collection_id: int, title_ids: Sequence[int], actor: str) -> None:
    """Say which films and series are in a collection, in which order; each is in it once."""
    hold_collection(collection_id=collection_id)
    wanted = list(dict.fromkeys(title_ids))
    known = Title.objects.filter(pk__in=wanted, kind__in=KINDS).count()
    if known < len(wanted):
        raise NoSuchTitle(_("A collection holds films and series that there are."))
    _write(collection_id, wanted)
    _note(actor, "arrange", collection_id, titles=wanted)


@transaction.atomic
def put_in(*, collection_id: int, title_id: int, actor: str) -> None:
    """Put a title behind those that are in the collection."""
    hold_collection(collection_id=collection_id)
    arrange(collection_id=collection_id, title_ids=[*_held(collection_id), title_id], actor=actor)


@transaction.atomic
def take_out(*, collection_id: int, title_id: int, actor: str) -> None:
    hold_collection(collection_id=collection_id)
    rest = [one for one in _held(collection_id) if one != title_id]
    arrange(collection_id=collection_id, title_ids=rest, actor=actor)


@transaction.atomic
def move_up(*, collection_id: int, title_id: int, actor: str) -> None:
    """Change places with the title before; the first stays where it is."""
    hold_collection(collection_id=collection_id)
    order = _held(collection_id)
    at = order.index(title_id) if title_id in order else 0
    if at:
        order[at - 1 : at + 1] = [order[at], order[at - 1]]
    arrange(collection_id=collection_id, title_ids=order, actor=actor)


def hold_collection(*, collection_id: int) -> None:
    """Keep other editors from this collection until the transaction ends."""
    held = Collection.objects.select_for_update().filter(pk=collection_id)
    if held.values_list("id", flat=True).first() is None:
        raise NoSuchCollection(_("There is no such collection."))


def _held(collection_id: int) -> list[int]:
    places = CollectionTitle.objects.filter(collection_id=collection_id).order_by("number")
    return list(places.values_list("title_id", flat=True))


def _write(collection_id: int, title_ids: Sequence[int]) -> None:
    CollectionTitle.objects.filter(collection_id=collection_id).delete()
    CollectionTitle.objects.bulk_create(
        CollectionTitle(collection_id=collection_id, title_id=title_id, number=number)
        for number, title_id in enumerate(title_ids, start=1)
    )


def _slug(name: str) -> str:
    wanted = slugify(fold(name))[:80] or "collection"
    taken = set(Collection.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    candidates = chain([wanted], (f"{wanted}-{count}" for count in count_from(2)))
    return next(slug for slug in candidates if slug not in taken)


def _note(actor: str, action: str, collection_id: int, **detail: object) -> None:
    subject = f"collection:{collection_id}"
    audit.record(actor=actor, action=f"catalogue.{action}", subject=subject, detail=detail)
