"""The deliveries desk: the list, one request, and what is decided about it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lanterne.core import clock
from lanterne.deliveries import queries
from lanterne.deliveries import services as deliveries
from lanterne.studio.answers import answered
from lanterne.studio.deliveries_page import desk as desk_page
from lanterne.studio.delivery_forms import AgainForm, FromWhom, TurnForm
from lanterne.studio.doors import actor
from lanterne.studio.forms import carried_out
from lanterne.studio.request_page import card, request_page

# The kinds that are taken in, by how their files begin.
SIGNATURES = ((b"\xff\xd8", "image/jpeg"), (b"\x89PNG", "image/png"), (b"RIFF", "image/webp"))


def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "studio/deliveries.html", {"desk": desk_page(request, at=clock.now())})


def delivery(request: HttpRequest, request_id: int) -> HttpResponse:
    return _shown(request, request_id, None, None)


@require_POST
def accept(request: HttpRequest, request_id: int) -> HttpResponse:
    return _decided(request, request_id, deliveries.accept, _("It is accepted."))


@require_POST
def cancel(request: HttpRequest, request_id: int) -> HttpResponse:
    return _decided(request, request_id, deliveries.cancel, _("The request is cancelled."))


@require_POST
def look(request: HttpRequest, request_id: int) -> HttpResponse:
    return _decided(request, request_id, deliveries.note_delivery, _("It is here."))


@require_POST
def ask_again(request: HttpRequest, request_id: int) -> HttpResponse:
    """Send it back with a reason; a form without one is shown again."""
    form = AgainForm(request.POST, asset=card(request_id).wanted.asset)

    def back() -> None:
        deliveries.ask_again(request_id=request_id, actor=actor(request), **form.cleaned_data)

    if carried_out(request, form, back):
        return redirect("studio:delivery", request_id)
    return _shown(request, request_id, form, None)


@require_POST
def change(request: HttpRequest, request_id: int) -> HttpResponse:
    form = FromWhom(request.POST)

    def move() -> None:
        deliveries.change_request(request_id=request_id, actor=actor(request), **form.terms)

    card(request_id)
    if carried_out(request, form, move):
        return redirect("studio:delivery", request_id)
    return _shown(request, request_id, None, form)


@require_POST
def say(request: HttpRequest, request_id: int) -> HttpResponse:
    def tell() -> None:
        text = request.POST.get("text", "")
        deliveries.say(request_id=request_id, text=text, actor=actor(request))

    card(request_id)
    return answered(request, tell, _("It is said."), "studio:delivery", request_id)


def picture(request: HttpRequest, request_id: int) -> HttpResponse:
    """The picture that a post house delivered and nobody has accepted yet."""
    path = queries.held_picture(request_id=request_id)
    if path is None:
        raise Http404
    content = path.read_bytes()
    kind = next(kind for start, kind in SIGNATURES if content.startswith(start))
    # Shut in, since it is as it came.
    alone = {"Content-Security-Policy": "default-src 'none'; sandbox"}
    return HttpResponse(content, content_type=kind, headers=alone)


def _decided(
    request: HttpRequest, request_id: int, change: Callable[..., object], done: str
) -> HttpResponse:
    """Carry out what was pressed, about the standing that the page showed."""
    form = TurnForm(request.POST)
    card(request_id)
    if not form.is_valid():
        raise Http404

    def decide() -> None:
        change(request_id=request_id, turn=form.cleaned_data["turn"], actor=actor(request))

    return answered(request, decide, done, "studio:delivery", request_id)


def _shown(
    request: HttpRequest, request_id: int, again: AgainForm | None, change: FromWhom | None
) -> HttpResponse:
    page = request_page(request_id=request_id, at=clock.now())
    asked = page.request
    first = {"due_on": asked.due_on, "post_house": asked.post_house_id}
    shown = {
        "page": page,
        "head": page.head,
        "again": again or AgainForm(asset=asked.wanted.asset, initial={"turn": asked.turn}),
        "change": change or FromWhom(initial=first),
    }
    return render(request, "studio/delivery.html", shown)
