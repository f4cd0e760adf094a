"""Making one of two titles, as far as the catalogue knows them. Whoever calls moves what hangs on them elsewhere first."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lanterne.catalogue.fields import Family, Field, State
from lanterne.catalogue.models import CollectionTitle, FormerTitle, Title
from lanterne.catalogue.queries.fields import held
from lanterne.catalogue.rules import BESIDE, Edition, Kind
from lanterne.catalogue.services.changes import before, note
from lanterne.catalogue.services.putting import put
from lanterne.catalogue.services.refusals import NotAlike, NumberTaken, WrongFacts
from lanterne.catalogue.services.titles import hold_title

# Held once in all the catalogue: they leave the one title before the other can have them.
_ONCE = frozenset({Family.IDENTIFIER})


def check_alike(*, title_id: int, other_id: int) -> None:
    """Refuse two that cannot be one: of different kinds, or parts of something."""
    for one in sorted((title_id, other_id)):
        hold_title(title_id=one)
    rows = dict(Title.objects.filter(pk__in=(title_id, other_id)).values_list("pk", "kind"))
    if title_id == other_id or not set(rows.values()) <= {Kind.FILM, Kind.SERIES}:
        raise NotAlike(_("Two films or two series can be one, and nothing else."))
    if rows[title_id] != rows[other_id]:
        raise NotAlike(_("A film and a series are never one title."))


@transaction.atomic
def absorb(
    *, title_id: int, other_id: int, theirs: Collection[Field], actor: str
) -> dict[str, Any]:
    """Make the other title a part of this one, and its address and number lead here; gives all that was known of it.

    What only one of them says is kept; of what they say differently, ``theirs`` are the fields taken from the other.
    """
    check_alike(title_id=title_id, other_id=other_id)
    other = Title.objects.get(pk=other_id)
    own, said = held(title_id=title_id), held(title_id=other_id)
    record = {
        "id": other_id,
        "slug": other.slug,
        "created_at": other.created_at.isoformat(),
        "fields": [[field.family, list(field.parts), value] for field, value in said.items()],
        "children": _move_below(title_id, other_id),
        "collections": _move_in_collections(title_id, other_id),
    }
    was = before(title_id, *Family)
    put(other_id, {field: None for field in said if field.family in _ONCE})
    wanted = {field: value for field, value in said.items() if field not in own or field in theirs}
    put(title_id, _placed(title_id, _captioned(wanted, said)))
    FormerTitle.objects.filter(title_id=other_id).update(title_id=title_id)
    FormerTitle.objects.create(former_id=other_id, slug=other.slug, title_id=title_id)
    other.delete()
    note(was, actor, "absorb", other=other_id, slug=other.slug, name=other.original_name)
    return record


@transaction.atomic
def become_edition(*, title_id: int, of: int, edition: str, actor: str) -> None:
    """Hang a film below another as one of its editions; its streams, windows and address stay its own."""
    check_alike(title_id=title_id, other_id=of)
    title = Title.objects.get(pk=title_id)
    if title.kind != Kind.FILM or edition not in set(Edition):
        raise WrongFacts(_("“%(edition)s” is no edition of a film.") % {"edition": edition})
    _move_below(of, title_id)
    _move_in_collections(of, title_id)
    Title.objects.filter(pk=title_id).update(
        kind=Kind.EDITION,
        edition=edition,
        parent_id=of,
        series_id=of,
        number=_last(of, Kind.EDITION) + 1,
    )
    was = before(title_id, Family.FACT)
    note(was, actor, "become_edition", of=of, edition=edition)


def _placed(title_id: int, wanted: dict[Field, Any]) -> dict[Field, Any]:
    """People and companies that come from the other title are named after those that are there."""
    own = held(title_id=title_id, families=(Family.CREDIT, Family.COMPANY))
    last = max(own.values(), default=0)
    placed = (Family.CREDIT, Family.COMPANY)
    return {
        field: value + last if field.family in placed else value for field, value in wanted.items()
    }


def _captioned(wanted: State, said: State) -> dict[Field, Any]:
    """What is said of a picture comes with the picture, and never without."""
    hung = {field.parts for field in wanted if field.family is Family.PICTURE}
    others = {one: value for one, value in wanted.items() if one.family is not Family.CAPTION}
    return others | {
        one: text
        for one, text in said.items()
        if one.family is Family.CAPTION and one.parts[:2] in hung
    }


def _move_below(title_id: int, other_id: int) -> list[list[Any]]:
    """Seasons keep their numbers; trailers, extras and editions are numbered on. Ids and former numbers."""
    parts = list(Title.objects.filter(parent_id=other_id).order_by("kind", "number"))
    taken = set(
        Title.objects.filter(parent_id=title_id, kind=Kind.SEASON).values_list("number", flat=True)
    )
    for one in parts:
        if one.kind == Kind.SEASON and one.number in taken:
            raise NumberTaken(
                _("Both have a season %(number)d. Bring its episodes to one of them first.")
                % {"number": one.number}
            )
    for one in parts:
        is_beside = one.kind in BESIDE
        number = _last(title_id, Kind(one.kind)) + 1 if is_beside else one.number
        Title.objects.filter(pk=one.pk).update(parent_id=title_id, number=number)
    Title.objects.filter(series_id=other_id).update(series_id=title_id)
    return [[one.pk, one.number] for one in parts]


def _last(title_id: int, kind: Kind) -> int:
    rows = Title.objects.filter(parent_id=title_id, kind=kind)
    return rows.aggregate(last=Max("number"))["last"] or 0


def _move_in_collections(title_id: int, other_id: int) -> list[int]:
    """In a collection that holds both, the place of the one that stays counts."""
    own = CollectionTitle.objects.filter(title_id=title_id).values("collection_id")
    rows = CollectionTitle.objects.filter(title_id=other_id)
    gathered = list(rows.values_list("collection_id", flat=True))
    rows.filter(collection_id__in=list(own.values_list("collection_id", flat=True))).delete()
    rows.update(title_id=title_id)
    return gathered
