"""What post houses are asked for: making requests and changing them."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, changes, cursors, etags, repeats, request_desk
from lanterne.api.partners.doors import Bearer, actor, check_acts, check_filters, within
from lanterne.api.partners.forms import deliveries as forms
from lanterne.api.partners.forms.common import RowId
from lanterne.deliveries import services as deliveries
from lanterne.deliveries.queries.requests import RequestsWanted, request_piece
from lanterne.deliveries.rules import Asset, Role, Wanted

router = Router(tags=["deliveries"])
READ, WRITE = Bearer(Scope.DELIVERIES_READ), Bearer(Scope.DELIVERIES_WRITE)


@router.get(
    "/requests", auth=READ, response=answers.lists(forms.Requests), url_name="partner_requests"
)
def requests(request: HttpRequest, asked: Query[forms.RequestsAsked]) -> HttpResponse:
    """Requests in the order in which they were made. Scope `deliveries:read`."""
    check_filters(request, forms.RequestsAsked)
    wanted = RequestsWanted(
        title_id=asked.title_id,
        post_house_id=asked.post_house_id,
        asset=asked.asset or "",
        state=asked.state or "",
        due_before=asked.due_before,
        territories=within(request, None),
    )
    shown, following = cursors.piece(asked, partial(request_piece, wanted=wanted))
    items = [*map(request_desk.facts, shown)]
    return etags.answer(request, forms.Requests(items=items, next=following))


@router.post(
    "/requests",
    auth=WRITE,
    response=answers.makes(forms.RequestDocument),
    url_name="partner_requests",
)
def ask(request: HttpRequest, body: forms.RequestMade) -> HttpResponse:
    """Ask for one asset. Scope `deliveries:write`; `Idempotency-Key` asks once."""
    check_acts(request, [body.territory] if body.territory else [])
    act = partial(
        deliveries.ask,
        title_id=body.title_id,
        wanted=Wanted(Asset(body.asset), body.language, body.role, body.territory or ""),
        due_on=body.due_on,
        post_house_id=body.post_house_id,
        actor=actor(request),
    )
    read = partial(request_desk.document, request)
    return repeats.once(request, partial(changes.made, request, act, read))


@router.post(
    "/requests/everything",
    auth=WRITE,
    response=answers.makes(forms.AskedFor),
    url_name="partner_everything",
)
def ask_all(request: HttpRequest, body: forms.EverythingAsked) -> HttpResponse:
    """Ask for all that a title still lacks for markets; again asks for nothing twice. Scope `deliveries:write`."""
    check_acts(request, body.markets)

    def act() -> HttpResponse:
        said = body.model_dump(exclude={"way"})
        count = deliveries.ask_all(way=Role(body.way), actor=actor(request), **said)
        return etags.answer(request, forms.AskedFor(count=count), status=201)

    return repeats.once(request, act)


@router.get(
    "/requests/{request_id}",
    auth=READ,
    response=answers.reads(forms.RequestDocument),
    url_name="partner_request",
)
def request_of(request: HttpRequest, request_id: RowId) -> HttpResponse:
    """A request with all that became of it. Scope `deliveries:read`."""
    return etags.answer(request, request_desk.document(request, request_id))


@router.patch(
    "/requests/{request_id}",
    auth=WRITE,
    response=answers.changes(forms.RequestDocument),
    url_name="partner_request",
)
def change(request: HttpRequest, request_id: RowId, body: forms.RequestChange) -> HttpResponse:
    """Give it another day or post house. Scope `deliveries:write`; `If-Match` names the version."""
    act = partial(
        deliveries.change_request,
        request_id=request_id,
        actor=actor(request),
        **body.model_dump(),
    )
    return request_desk.changed(request, request_id, act)
