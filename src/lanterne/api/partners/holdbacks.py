"""Holdbacks: when a title stays closed, whatever its windows say."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, changes, cursors, etags, repeats
from lanterne.api.partners.doors import (
    Bearer,
    actor,
    check_acts,
    check_filters,
    holder,
    within,
)
from lanterne.api.partners.forms import rights as forms
from lanterne.api.partners.forms.common import EVERYWHERE, RowId
from lanterne.api.partners.refusals import NothingThere
from lanterne.catalogue import services as catalogue
from lanterne.rights import services as rights
from lanterne.rights.queries import pieces
from lanterne.rights.rules import Holdback, Offer, Period

router = Router(tags=["rights"])
READ, WRITE = Bearer(Scope.RIGHTS_READ), Bearer(Scope.RIGHTS_WRITE)


@router.get(
    "/holdbacks", auth=READ, response=answers.lists(forms.Holdbacks), url_name="partner_holdbacks"
)
def holdbacks(request: HttpRequest, asked: Query[forms.HoldbacksAsked]) -> HttpResponse:
    """Holdbacks that bind in the token's markets, in the order in which they were made. Scope `rights:read`."""
    check_filters(request, forms.HoldbacksAsked)
    fetch = partial(
        pieces.holdback_piece,
        title_id=asked.title_id,
        territories=within(request, asked.territory),
    )
    shown, following = cursors.piece(asked, fetch)
    return etags.answer(request, forms.Holdbacks(items=[*map(_told, shown)], next=following))


@router.post(
    "/holdbacks",
    auth=WRITE,
    response=answers.makes(forms.HoldbackDocument),
    url_name="partner_holdbacks",
)
def hold_back(request: HttpRequest, body: forms.HoldbackSaid) -> HttpResponse:
    """Keep a title closed for a time. Scope `rights:write`; `Idempotency-Key` makes it once."""
    check_acts(request, [body.territory or EVERYWHERE])
    held = Holdback(
        Period(body.begins_at, body.ends_at),
        body.territory or "",
        Offer(body.offer) if body.offer else None,
        body.language,
    )
    act = partial(
        rights.hold_back,
        title_id=body.title_id,
        holdback=held,
        reason=body.reason,
        actor=actor(request),
    )
    return repeats.once(request, partial(changes.made, request, act, partial(document, request)))


@router.get(
    "/holdbacks/{holdback_id}",
    auth=READ,
    response=answers.reads(forms.HoldbackDocument),
    url_name="partner_holdback",
)
def holdback(request: HttpRequest, holdback_id: RowId) -> HttpResponse:
    """A holdback. Scope `rights:read`."""
    return etags.answer(request, document(request, holdback_id))


@router.delete(
    "/holdbacks/{holdback_id}",
    auth=WRITE,
    response=answers.removes(),
    url_name="partner_holdback",
)
def lift(request: HttpRequest, holdback_id: RowId) -> HttpResponse:
    """Take a holdback away. Scope `rights:write`; `If-Match` names the version."""
    held = document(request, holdback_id)
    check_acts(request, [held.territory or EVERYWHERE])
    return changes.removed(
        request,
        partial(document, request, holdback_id),
        partial(rights.lift_holdback, holdback_id=holdback_id, actor=actor(request)),
        hold=partial(catalogue.hold_title, title_id=held.title_id),
    )


def document(request: HttpRequest, holdback_id: int) -> forms.HoldbackDocument:
    """Refuses NothingThere, also for one that is about another market alone."""
    found = pieces.holdback(holdback_id=holdback_id)
    bound = found.holdback.territory if found else ""
    if found is None or not holder(request).sees([bound] if bound else []):
        raise NothingThere(_("There is no such thing."))
    return _told(found)


def _told(held: pieces.TitleHoldback) -> forms.HoldbackDocument:
    said = held.holdback
    return forms.HoldbackDocument(
        id=held.id,
        title_id=held.title_id,
        territory=said.territory or None,
        offer=said.offer.value if said.offer else None,
        language=said.language,
        begins_at=said.period.opens_at,
        ends_at=said.period.closes_at,
        reason=held.reason,
    )
