"""What is decided and said about a request."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, repeats, request_desk
from lanterne.api.partners.doors import Bearer, actor
from lanterne.api.partners.forms import deliveries as forms
from lanterne.api.partners.forms.common import RowId
from lanterne.deliveries import services as deliveries

router = Router(tags=["deliveries"])
WRITE = Bearer(Scope.DELIVERIES_WRITE)
CHANGED = answers.changes(forms.RequestDocument)


@router.post(
    "/requests/{request_id}/accept", auth=WRITE, response=CHANGED, url_name="partner_accept"
)
def accept(request: HttpRequest, request_id: RowId) -> HttpResponse:
    """Take what was delivered. Scope `deliveries:write`; `If-Match` names the version."""
    return request_desk.decided(request, request_id, deliveries.accept)


@router.post(
    "/requests/{request_id}/send-back",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_send_back",
)
def send_back(request: HttpRequest, request_id: RowId, body: forms.SentBack) -> HttpResponse:
    """Want it delivered again, with a reason of the list. Scope `deliveries:write`; `If-Match` names the version."""
    return request_desk.decided(
        request, request_id, partial(deliveries.ask_again, **body.model_dump())
    )


@router.post(
    "/requests/{request_id}/cancel", auth=WRITE, response=CHANGED, url_name="partner_cancel"
)
def cancel(request: HttpRequest, request_id: RowId) -> HttpResponse:
    """It is no longer wanted. Scope `deliveries:write`; `If-Match` names the version."""
    return request_desk.decided(request, request_id, deliveries.cancel)


@router.post("/requests/{request_id}/look", auth=WRITE, response=CHANGED, url_name="partner_look")
def look(request: HttpRequest, request_id: RowId) -> HttpResponse:
    """It came another way: refused unless it is here. Scope `deliveries:write`; `If-Match` names the version."""
    return request_desk.decided(request, request_id, deliveries.note_delivery)


@router.post(
    "/requests/{request_id}/messages",
    auth=WRITE,
    response=answers.makes(forms.RequestDocument),
    url_name="partner_messages",
)
def say(request: HttpRequest, request_id: RowId, body: forms.Said) -> HttpResponse:
    """Add to the conversation. Scope `deliveries:write`; `Idempotency-Key` says it once."""
    act = partial(deliveries.say, request_id=request_id, text=body.text, actor=actor(request))
    return repeats.once(request, partial(request_desk.said, request, request_id, act))
