"""Contracts with licensors."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, changes, cursors, etags, repeats
from lanterne.api.partners.doors import Bearer, actor, check_acts, check_filters
from lanterne.api.partners.forms import rights as forms
from lanterne.api.partners.forms.common import RowId
from lanterne.api.partners.refusals import NothingThere
from lanterne.core.money import Money
from lanterne.rights import queries, services
from lanterne.rights.queries.licences import licence_piece
from lanterne.rights.rules import Offer
from lanterne.rights.services.licences import hold_licence

router = Router(tags=["rights"])
READ, WRITE = Bearer(Scope.RIGHTS_READ), Bearer(Scope.RIGHTS_WRITE)
_HUNDRED = Decimal(100)


@router.get(
    "/licences", auth=READ, response=answers.lists(forms.Licences), url_name="partner_licences"
)
def licences(request: HttpRequest, asked: Query[forms.LicencesAsked]) -> HttpResponse:
    """Contracts in the order in which they were put on record. Scope `rights:read`."""
    check_filters(request, forms.LicencesAsked)
    shown, following = cursors.piece(asked, partial(licence_piece, licensor=asked.licensor))
    return etags.answer(request, forms.Licences(items=[*map(_told, shown)], next=following))


@router.post(
    "/licences",
    auth=WRITE,
    response=answers.makes(forms.LicenceDocument),
    url_name="partner_licences",
)
def register(request: HttpRequest, body: forms.LicenceSaid) -> HttpResponse:
    """Put a contract on record. Scope `rights:write`; `Idempotency-Key` makes it once."""
    act = partial(services.register_licence, facts=_facts(body), actor=actor(request))
    return repeats.once(request, partial(changes.made, request, act, document))


@router.get(
    "/licences/{licence_id}",
    auth=READ,
    response=answers.reads(forms.LicenceDocument),
    url_name="partner_licence",
)
def licence(request: HttpRequest, licence_id: RowId) -> HttpResponse:
    """A contract. Scope `rights:read`."""
    return etags.answer(request, document(licence_id))


@router.put(
    "/licences/{licence_id}",
    auth=WRITE,
    response=answers.changes(forms.LicenceDocument),
    url_name="partner_licence",
)
def change(request: HttpRequest, licence_id: RowId, body: forms.LicenceSaid) -> HttpResponse:
    """Say the whole of a contract anew. Scope `rights:write`; `If-Match` names the version."""
    check_acts(request, queries.territories_of_licence(licence_id=licence_id))
    act = partial(
        services.change_licence, licence_id=licence_id, facts=_facts(body), actor=actor(request)
    )
    return changes.changed(
        request,
        partial(document, licence_id),
        act,
        hold=partial(hold_licence, licence_id=licence_id),
    )


@router.get(
    "/licensors", auth=READ, response=answers.reads(forms.Licensors), url_name="partner_licensors"
)
def licensors(request: HttpRequest) -> HttpResponse:
    """All who ever granted us rights. Scope `rights:read`."""
    return etags.answer(request, forms.Licensors(items=list(queries.licensors())))


def document(licence_id: int) -> forms.LicenceDocument:
    """Refuses NothingThere."""
    found = queries.licence(licence_id=licence_id)
    if found is None:
        raise NothingThere(_("There is no such thing."))
    return _told(found)


def _told(held: queries.HeldLicence) -> forms.LicenceDocument:
    fee = forms.Fee(minor=held.fee.minor, currency=held.fee.currency) if held.fee else None
    return forms.LicenceDocument(
        id=held.id,
        licensor=held.licensor,
        reference=held.reference,
        offers=[one.value for one in held.offers],
        is_exclusive=held.is_exclusive,
        fee=fee,
        revenue_share=held.share_hundredths / _HUNDRED,
        begins_on=held.begins_on,
        ends_on=held.ends_on,
        note=held.note,
        windows=held.windows,
    )


def _facts(body: forms.LicenceSaid) -> services.LicenceFacts:
    return services.LicenceFacts(
        licensor=body.licensor,
        reference=body.reference,
        offers=tuple(map(Offer, body.offers)),
        is_exclusive=body.is_exclusive,
        fee=Money(body.fee.minor, body.fee.currency) if body.fee else None,
        share_hundredths=int(body.revenue_share * _HUNDRED),
        begins_on=body.begins_on,
        ends_on=body.ends_on,
        note=body.note,
    )
