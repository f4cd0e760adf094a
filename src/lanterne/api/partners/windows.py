"""Licence windows: where and when titles may be shown, on which terms."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from lanterne.accounts.scopes import Scope
from lanterne.api.partners import answers, changes, cursors, etags, repeats, window_desk
from lanterne.api.partners.doors import (
    Bearer,
    actor,
    check_acts,
    check_filters,
    within,
)
from lanterne.api.partners.forms import rights as forms
from lanterne.api.partners.forms.common import RowId
from lanterne.catalogue import services as catalogue
from lanterne.deliveries import services as deliveries
from lanterne.rights import services as rights
from lanterne.rights.queries import HeldWindow
from lanterne.rights.queries.pieces import window_piece

router = Router(tags=["rights"])
READ, WRITE = Bearer(Scope.RIGHTS_READ), Bearer(Scope.RIGHTS_WRITE)
CHANGED = answers.changes(forms.WindowDocument)


@router.get(
    "/windows", auth=READ, response=answers.lists(forms.Windows), url_name="partner_windows"
)
def windows(request: HttpRequest, asked: Query[forms.WindowsAsked]) -> HttpResponse:
    """Windows of the token's markets in the order in which they were granted. Scope `rights:read`."""
    check_filters(request, forms.WindowsAsked)
    wanted = window_desk.wanted(asked, within(request, asked.territory))
    shown, following = cursors.piece(asked, partial(window_piece, wanted=wanted))
    items = [*map(window_desk.told, shown)]
    return etags.answer(request, forms.Windows(items=items, next=following))


@router.post(
    "/windows",
    auth=WRITE,
    response=answers.makes(forms.WindowDocument),
    url_name="partner_windows",
)
def grant(request: HttpRequest, body: forms.WindowGranted) -> HttpResponse:
    """Open a title to a market. Scope `rights:write`; `Idempotency-Key` grants it once.

    One that opens within the days of notice is refused while the title is not ready, unless `override` says why.
    """
    check_acts(request, [body.territory])
    act = partial(
        deliveries.open_in_market,
        title_id=body.title_id,
        window=window_desk.agreed(body),
        licence_id=body.licence_id,
        override=body.override,
        actor=actor(request),
    )
    read = partial(window_desk.document, request)
    return repeats.once(request, partial(changes.made, request, act, read))


@router.get(
    "/windows/{window_id}",
    auth=READ,
    response=answers.reads(forms.WindowDocument),
    url_name="partner_window",
)
def window(request: HttpRequest, window_id: RowId) -> HttpResponse:
    """A window. Scope `rights:read`."""
    return etags.answer(request, window_desk.document(request, window_id))


@router.put("/windows/{window_id}", auth=WRITE, response=CHANGED, url_name="partner_window")
def change(request: HttpRequest, window_id: RowId, body: forms.WindowChange) -> HttpResponse:
    """Say the whole of a window anew. Scope `rights:write`; `If-Match` names the version."""
    held = window_desk.mine(request, window_id)
    check_acts(request, [body.territory])
    act = partial(
        deliveries.move_window,
        title_id=held.title_id,
        wanted=HeldWindow(window_id, window_desk.agreed(body), body.licence_id),
        override=body.override,
        actor=actor(request),
    )
    return _changed(request, window_id, held.title_id, act)


@router.delete(
    "/windows/{window_id}", auth=WRITE, response=answers.removes(), url_name="partner_window"
)
def withdraw(request: HttpRequest, window_id: RowId) -> HttpResponse:
    """Take a window away, as if it had never been granted. Scope `rights:write`; `If-Match` names the version."""
    held = window_desk.mine(request, window_id)
    return changes.removed(
        request,
        partial(window_desk.document, request, window_id),
        partial(rights.withdraw_window, window_id=window_id, actor=actor(request)),
        hold=partial(_hold, request, window_id, held.title_id),
    )


@router.post(
    "/windows/{window_id}/condition-met",
    auth=WRITE,
    response=CHANGED,
    url_name="partner_condition_met",
)
def condition_met(request: HttpRequest, window_id: RowId) -> HttpResponse:
    """Say that what a window waits for has happened. Scope `rights:write`; `If-Match` names the version."""
    held = window_desk.mine(request, window_id)
    act = partial(
        deliveries.condition_met,
        title_id=held.title_id,
        window_id=window_id,
        actor=actor(request),
    )
    return _changed(request, window_id, held.title_id, act)


def _changed(
    request: HttpRequest, window_id: int, title_id: int, act: Callable[[], object]
) -> HttpResponse:
    return changes.changed(
        request,
        partial(window_desk.document, request, window_id),
        act,
        hold=partial(_hold, request, window_id, title_id),
    )


def _hold(request: HttpRequest, window_id: int, title_id: int) -> None:
    """Hold the title, and ask again: while it was waited for, the window may have gone to another market."""
    catalogue.hold_title(title_id=title_id)
    window_desk.mine(request, window_id)
