"""The press kit of a title."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from lanterne.core import clock
from lanterne.newsroom import queries
from lanterne.press.kits import kit
from lanterne.press.places import place


@require_safe
def press_kit(request: HttpRequest, market: str, language: str, title: str) -> HttpResponse:
    """Kept by nobody: a window of the title may end at any second, and the kit with it."""
    where = place(market, language)
    home = queries.home(territory=where.territory, language=language)
    with translation.override(language):
        found = home and kit(where, title, at=clock.now())
        if not found:
            raise Http404
        response = render(request, "press/kit.html", {"home": home, "where": where, "kit": found})
    response.headers["Content-Language"] = language
    add_never_cache_headers(response)
    return response
