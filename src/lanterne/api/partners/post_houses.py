"""Who delivers. Links that let them in are made in the studio: their secret is for people's eyes."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, changes, etags, repeats
from lanterne.api.partners.doors import Bearer, actor
from lanterne.api.partners.forms import deliveries as forms
from lanterne.api.partners.forms.common import RowId
from lanterne.api.partners.refusals import NothingThere
from lanterne.deliveries import queries
from lanterne.deliveries import services as deliveries
from lanterne.deliveries.services.links import held as hold

router = Router(tags=["deliveries"])
READ, WRITE = Bearer(Scope.DELIVERIES_READ), Bearer(Scope.DELIVERIES_WRITE)


@router.get(
    "/post-houses",
    auth=READ,
    response=answers.reads(forms.PostHouses),
    url_name="partner_post_houses",
)
def post_houses(request: HttpRequest) -> HttpResponse:
    """All of them, by name. Scope `deliveries:read`."""
    items = [forms.PostHouse.model_validate(one) for one in queries.post_houses()]
    return etags.answer(request, forms.PostHouses(items=items))


@router.post(
    "/post-houses",
    auth=WRITE,
    response=answers.makes(forms.PostHouse),
    url_name="partner_post_houses",
)
def add(request: HttpRequest, body: forms.PostHouseSaid) -> HttpResponse:
    """Add a post house. Scope `deliveries:write`; `Idempotency-Key` makes it once."""
    act = partial(deliveries.add_post_house, actor=actor(request), **body.model_dump())
    return repeats.once(request, partial(changes.made, request, act, document))


@router.get(
    "/post-houses/{post_house_id}",
    auth=READ,
    response=answers.reads(forms.PostHouse),
    url_name="partner_post_house",
)
def post_house(request: HttpRequest, post_house_id: RowId) -> HttpResponse:
    """A post house. Scope `deliveries:read`."""
    return etags.answer(request, document(post_house_id))


@router.put(
    "/post-houses/{post_house_id}",
    auth=WRITE,
    response=answers.changes(forms.PostHouse),
    url_name="partner_post_house",
)
def change(request: HttpRequest, post_house_id: RowId, body: forms.PostHouseSaid) -> HttpResponse:
    """Say anew who they are. Scope `deliveries:write`; `If-Match` names the version."""
    act = partial(
        deliveries.change_post_house,
        post_house_id=post_house_id,
        actor=actor(request),
        **body.model_dump(),
    )
    return changes.changed(
        request, partial(document, post_house_id), act, hold=partial(hold, post_house_id)
    )


def document(post_house_id: int) -> forms.PostHouse:
    """Refuses NothingThere."""
    found = queries.post_house(post_house_id=post_house_id)
    if found is None:
        raise NothingThere(_("There is no such thing."))
    return forms.PostHouse.model_validate(found)
