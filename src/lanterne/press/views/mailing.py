"""Asking for letters, confirming it, changing it, and leaving by one click."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.mailing import queries, services
from lanterne.press.guarding import is_too_often, personal, shown, slower
from lanterne.press.letter_forms import ChangeForm, JoinForm, wish_name

both = require_http_methods(["GET", "HEAD", "POST"])


@both
@personal
def join(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether the address is on the list or not."""
    initial = {"language": translation.get_language(), "market": request.GET.get("market", "")}
    form = JoinForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, "letters_asked"):
            return slower(request)
        try:
            services.ask(at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            return shown(request, "press/letters_asked.html", form.cleaned_data)
    return shown(request, "press/letters_join.html", {"form": form})


@both
@personal
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A link that is only opened confirms nothing: scanners of mail open links too."""
    wish = queries.asked(token=token)
    if wish is None:
        return _over(request)
    with translation.override(wish.language):
        if request.method == "POST":
            try:
                mine = services.confirm(token=token, at=clock.now())
            except Refused:
                return _over(request)
            return shown(request, "press/letters_confirmed.html", {"mine": mine})
        return shown(request, "press/letters_confirm.html", {"wish": wish_name(wish)})


@both
@personal
def mine(request: HttpRequest, token: str) -> HttpResponse:
    held = queries.mine(token=token)
    if held is None:
        return _over(request)
    form = ChangeForm(request.POST or None, wishes=held.wishes)
    if request.method == "POST" and form.is_valid():
        kept, added = form.cleaned_data["kept"], form.added()
        services.change(token=token, kept=kept, added=added, at=clock.now())
        return redirect("press:letters_mine", token)
    more = {"held": held, "form": form, "token": token}
    return _in_their_language(request, "press/letters_mine.html", held, more)


@csrf_exempt
@both
@personal
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program posts here for its reader (RFC 8058): without a session, and without our form."""
    held = queries.mine(token=token)
    if held is None:
        return _over(request)
    if request.method == "POST":
        services.leave(token=token, at=clock.now())
    name = "press/letters_left.html" if request.method == "POST" else "press/letters_leave.html"
    return _in_their_language(request, name, held, {"token": token})


def _in_their_language(
    request: HttpRequest, name: str, held: queries.Mine, more: dict[str, Any]
) -> HttpResponse:
    """In the one that they read us in, unless they asked for another."""
    first = next((one.language for one in held.wishes), translation.get_language())
    asked = translation.get_language() if "language" in request.GET else first
    with translation.override(asked):
        return shown(request, name, more)


def _over(request: HttpRequest) -> HttpResponse:
    return shown(request, "press/letters_over.html", status=404)
