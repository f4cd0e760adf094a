"""Collections of films and series."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, changes, cursors, etags, repeats
from lanterne.api.partners.doors import Bearer, actor, check_filters
from lanterne.api.partners.forms import collections as forms
from lanterne.api.partners.forms.common import Language, RowId
from lanterne.api.partners.refusals import NothingThere
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import gathered
from lanterne.catalogue.services.collections import hold_collection

router = Router(tags=["catalogue"])
READ, WRITE = Bearer(Scope.TITLES_READ), Bearer(Scope.TITLES_WRITE)
CHANGED = answers.changes(forms.CollectionDocument)


@router.get(
    "/collections",
    auth=READ,
    response=answers.lists(forms.Collections),
    url_name="partner_collections",
)
def collections(request: HttpRequest, asked: Query[forms.CollectionsAsked]) -> HttpResponse:
    """Collections in the order in which they were made. Scope `titles:read`."""
    check_filters(request, forms.CollectionsAsked)
    shown, following = cursors.piece(asked, partial(gathered.piece, title_id=asked.title_id))
    items = [forms.CollectionDocument.model_validate(one) for one in shown]
    return etags.answer(request, forms.Collections(items=items, next=following))


@router.post(
    "/collections",
    auth=WRITE,
    response=answers.makes(forms.CollectionDocument),
    url_name="partner_collections",
)
def create(request: HttpRequest, body: forms.CollectionMade) -> HttpResponse:
    """Make an empty collection. Scope `titles:write`; `Idempotency-Key` makes it once."""
    act = partial(catalogue.create_collection, actor=actor(request), **body.model_dump())
    return repeats.once(request, partial(changes.made, request, act, document))


@router.get(
    "/collections/{collection_id}",
    auth=READ,
    response=answers.reads(forms.CollectionDocument),
    url_name="partner_collection",
)
def collection(request: HttpRequest, collection_id: RowId) -> HttpResponse:
    """A collection. Scope `titles:read`."""
    return etags.answer(request, document(collection_id))


@router.put(
    "/collections/{collection_id}/names/{language}",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_collection_name",
)
def name(
    request: HttpRequest, collection_id: RowId, language: Language, body: forms.CollectionName
) -> HttpResponse:
    """Say it in a language (BCP 47). Scope `titles:write`; `If-Match` names the version."""
    act = partial(
        catalogue.name_collection,
        collection_id=collection_id,
        language=language,
        actor=actor(request),
        **body.model_dump(),
    )
    return _changed(request, collection_id, act)


@router.put(
    "/collections/{collection_id}/titles",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_collection_titles",
)
def arrange(request: HttpRequest, collection_id: RowId, body: forms.Arranged) -> HttpResponse:
    """Say what is in it, in which order. Scope `titles:write`; `If-Match` names the version."""
    act = partial(
        catalogue.arrange,
        collection_id=collection_id,
        title_ids=body.title_ids,
        actor=actor(request),
    )
    return _changed(request, collection_id, act)


def document(collection_id: int) -> forms.CollectionDocument:
    """Refuses NothingThere."""
    found = gathered.one(collection_id=collection_id)
    if found is None:
        raise NothingThere(_("There is no such thing."))
    return forms.CollectionDocument.model_validate(found)


def _changed(request: HttpRequest, collection_id: int, act: Callable[[], object]) -> HttpResponse:
    return changes.changed(
        request,
        partial(document, collection_id),
        act,
        hold=partial(hold_collection, collection_id=collection_id),
    )
