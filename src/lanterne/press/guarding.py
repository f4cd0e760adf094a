"""Pages of one person: in the language they were asked for, kept by nobody, and slow for who tries too often."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from lanterne.accounts.whereabouts import country
from lanterne.newsroom import queries
from lanterne.newsroom.rules import place_of
from lanterne.press.places import Place

View = Callable[..., HttpResponse]


def personal(view: View) -> View:
    """Its address may hold a key: it must not travel on to where the page leads, nor into an index."""

    @wraps(view)
    def kept(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("language", "")
        spoken = asked if asked in dict(settings.LANGUAGES) else translation.get_language()
        with translation.override(spoken):
            response = view(request, **kwargs)
        add_never_cache_headers(response)
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept


def is_too_often(request: HttpRequest, action: str) -> bool:
    """By the real peer, whoever they say they are."""
    return not ratelimit.consume(request, action=action)


def slower(request: HttpRequest) -> HttpResponse:
    return shown(request, "press/slower.html", status=429)


def shown(
    request: HttpRequest, name: str, more: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """In the frame of the nearest newsroom of the language; before any is open, in that of the house."""
    language = translation.get_language()
    here = country(request) or ""
    held = [one for one in queries.homes() if one.language == language]
    held.sort(key=lambda one: (one.territory != here, one.territory != ""))
    home = held[0] if held else None
    where = Place(place_of(home.territory), home.language) if home else None
    frame = {
        "home": home or {"name": settings.WAGTAIL_SITE_NAME},
        "where": where,
        "others": [code for code, _name in settings.LANGUAGES if code != language],
    }
    return render(request, name, {**frame, **(more or {})}, status=status)
