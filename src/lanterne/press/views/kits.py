"""The press kits of a newsroom. Kept by nobody: a window of a title may end at any second, and its kit with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from lanterne.core import clock
from lanterne.newsroom import queries
from lanterne.newsroom.queries import HomeCard
from lanterne.press.kit_archives import members, zipped
from lanterne.press.kits import Kit, kit, kits
from lanterne.press.places import Place, page_number, place

ON_PAGE = 24


@require_safe
def index(request: HttpRequest, market: str, language: str) -> HttpResponseBase:
    page = page_number(request.GET.get("page", ""))

    def draw(home: HomeCard, where: Place, at: datetime) -> HttpResponse:
        cards = kits(where, at=at, skip=(page - 1) * ON_PAGE, most=ON_PAGE + 1)
        if page > 1 and not cards:
            raise Http404
        context = {
            "home": home,
            "where": where,
            "cards": cards[:ON_PAGE],
            "later": page - 1,
            "earlier": page + 1 if len(cards) > ON_PAGE else 0,
        }
        return render(request, "press/kits.html", context)

    return _answered(market, language, draw)


@require_safe
def press_kit(request: HttpRequest, market: str, language: str, title: str) -> HttpResponseBase:
    def draw(home: HomeCard, where: Place, at: datetime) -> HttpResponse:
        context = {"home": home, "where": where, "kit": _found(where, title, at)}
        return render(request, "press/kit.html", context)

    return _answered(market, language, draw)


@require_safe
def archive(request: HttpRequest, market: str, language: str, title: str) -> HttpResponseBase:
    """All of the kit in one file, with pictures in full size."""

    def send(_home: HomeCard, where: Place, at: datetime) -> HttpResponseBase:
        found = _found(where, title, at)
        name = f"{found.page.card.slug}-press-kit-{language}"
        headers = {
            "Content-Type": "application/zip",
            "Content-Disposition": f'attachment; filename="{name}.zip"',
        }
        if request.method == "HEAD":
            return HttpResponse(headers=headers)
        return StreamingHttpResponse(zipped(name, members(found, where), at=at), headers=headers)

    return _answered(market, language, send)


def _found(where: Place, title: str, at: datetime) -> Kit:
    found = kit(where, title, at=at)
    if found is None:
        raise Http404
    return found


def _answered(
    market: str, language: str, draw: Callable[[HomeCard, Place, datetime], HttpResponseBase]
) -> HttpResponseBase:
    where = place(market, language)
    home = queries.home(territory=where.territory, language=language)
    if home is None:
        raise Http404
    with translation.override(language):
        response = draw(home, where, clock.now())
    response.headers["Content-Language"] = language
    add_never_cache_headers(response)
    return response
