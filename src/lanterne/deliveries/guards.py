"""Who stands at a post house's door: holders of a link that is good now. Everybody else is told the same no."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from lanterne.core import clock
from lanterne.deliveries import queries, services
from lanterne.deliveries.queries import Guest

View = Callable[..., HttpResponse]


def with_link(view: View) -> View:
    """Let in whoever the token names, in the language of their house; nothing of it is kept or passed on."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        found = queries.guest(token=token, at=clock.now())
        with translation.override(found.house.language if found else _spoken(request)):
            response = _answer(view, request, found, token=token, **kwargs)
        add_never_cache_headers(response)
        # The address is the key: it must not travel on to where a page leads, nor into an index.
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return guarded


def may_say(request: HttpRequest, guest: Guest) -> bool:
    """So many messages in a few minutes, however many hold the link."""
    key = f"posthouse:{guest.house.id}"
    return bool(ratelimit.consume(request, action="delivery_message", key=key))


def _answer(view: View, request: HttpRequest, found: Guest | None, **kwargs: Any) -> HttpResponse:
    if found is None:
        return _turned_away(request)
    services.note_visit(link_id=found.link_id)
    return view(request, found, **kwargs)


def _turned_away(request: HttpRequest) -> HttpResponse:
    """The same for a link that is guessed, expired or revoked; whoever goes on trying is slowed down."""
    # allauth counts no GET, but here a GET is a guess.
    knock = copy(request)
    knock.method = "POST"
    if not ratelimit.consume(knock, action="wrong_delivery_link"):
        return render(request, "deliveries/slower.html", status=429)
    return render(request, "deliveries/no_door.html", status=404)


def _spoken(request: HttpRequest) -> str:
    """These pages are written in the languages of staff."""
    spoken = translation.get_language_from_request(request)
    return spoken if spoken in dict(settings.STAFF_LANGUAGES) else settings.LANGUAGE_CODE
