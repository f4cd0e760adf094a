"""Services, where they are and where they are announced, and what they order."""

from __future__ import annotations

from datetime import date
from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, cursors, etags
from lanterne.api.partners.doors import Bearer, check_filters, within
from lanterne.api.partners.forms import growth as forms
from lanterne.api.partners.markets import day
from lanterne.growth import queries
from lanterne.growth.queries import pieces
from lanterne.growth.rules.commissions import Filter
from lanterne.growth.rules.presence import Standing

router = Router(tags=["growth"])
READ = Bearer(Scope.GROWTH_READ)


@router.get(
    "/services", auth=READ, response=answers.lists(forms.Services), url_name="partner_services"
)
def services(request: HttpRequest, asked: Query[forms.ServicesAsked]) -> HttpResponse:
    """Our service and the others. Scope `growth:read`."""
    check_filters(request, forms.ServicesAsked)
    found, following = cursors.piece(asked, pieces.service_piece)
    return etags.answer(request, forms.Services(items=[*map(_service, found)], next=following))


@router.get(
    "/presences", auth=READ, response=answers.lists(forms.Presences), url_name="partner_presences"
)
def presences(request: HttpRequest, asked: Query[forms.PresencesAsked]) -> HttpResponse:
    """Which service is in which country, was announced there, or has left. Scope `growth:read`."""
    check_filters(request, forms.PresencesAsked)
    wanted = pieces.Present(
        within(request, asked.territory),
        asked.service,
        Standing(asked.standing) if asked.standing else None,
    )
    fetch = partial(pieces.presence_piece, on=day(asked.on), asked=wanted)
    found, following = cursors.piece(asked, fetch)
    return etags.answer(request, forms.Presences(items=[*map(_presence, found)], next=following))


@router.get(
    "/commissions",
    auth=READ,
    response=answers.lists(forms.Commissions),
    url_name="partner_commissions",
)
def commissions(request: HttpRequest, asked: Query[forms.CommissionsAsked]) -> HttpResponse:
    """What services ordered, wherever it is made: it is of no one market. Scope `growth:read`."""
    check_filters(request, forms.CommissionsAsked)
    on = day(asked.on)
    fetch = partial(pieces.commission_piece, on=on, service=asked.service, narrow=narrow(asked))
    found, following = cursors.piece(asked, fetch)
    items = [_commission(one, on) for one in found]
    return etags.answer(request, forms.Commissions(items=items, next=following))


def narrow(asked: forms.Narrowed) -> Filter:
    return Filter(asked.country or "", asked.genre, asked.status or "")


def _service(one: queries.ServiceCard) -> forms.Service:
    return forms.Service(
        id=one.id, key=one.key, name=one.name, owner=one.owner, is_ours=one.is_ours
    )


def _presence(one: queries.PresenceCard) -> forms.Presence:
    return forms.Presence(
        id=one.id,
        service=one.service.key,
        name=one.service.name,
        territory=one.territory,
        standing=one.standing,
        announced_on=one.announced_on,
        entered_on=one.entered_on,
        left_on=one.left_on,
        claim=one.claim or None,
        is_ours=one.service.is_ours,
    )


def _commission(one: queries.CommissionCard, on: date) -> forms.Commission:
    event = one.event
    return forms.Commission(
        id=one.id,
        service=event.service,
        title=one.title,
        titles=list(one.titles),
        season=event.season,
        order=event.order,
        origin=one.origin,
        is_scripted=one.is_scripted,
        language=one.language,
        countries=list(event.countries),
        genres=list(event.genres),
        status=event.status(on),
        steps={step.value: when for step, when in event.steps.items()},
        identifiers=dict(one.identifiers),
        source=one.source,
        address=one.address,
    )
