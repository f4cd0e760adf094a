"""The front page of a newsroom, its archive, its search, its contacts and the pages of those who write for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from lanterne.accounts.whereabouts import country
from lanterne.core import clock
from lanterne.newsroom import queries
from lanterne.newsroom.queries import HomeCard
from lanterne.newsroom.rules import place_of
from lanterne.press import keeping
from lanterne.press.guarding import personal, shown
from lanterne.press.places import Place, page_number, place

ON_FRONT = 13
ON_PAGE = 20
LONGEST_QUESTION = 120


@require_safe
@personal
def door(request: HttpRequest) -> HttpResponse:
    """To the newsroom of the reader's country in the reader's language, or to the nearest there is; each page of the service links here."""
    homes = queries.homes()
    spoken = translation.get_language()
    here = country(request) or ""
    ranked = sorted(
        homes, key=lambda one: (one.territory != here, one.territory != "", one.language != spoken)
    )
    best = next(iter(ranked), None)
    return (
        redirect("press:home", place_of(best.territory), best.language)
        if best
        else shown(request, "press/nothing_yet.html")
    )


@require_safe
@gzip_page
def home(request: HttpRequest, market: str, language: str) -> HttpResponse:
    return _kept(request, market, language, "home", _front)


@require_safe
@gzip_page
def contacts(request: HttpRequest, market: str, language: str) -> HttpResponse:
    return _kept(request, market, language, "contacts", lambda _place, _at: {})


@require_safe
@gzip_page
def archive(
    request: HttpRequest, market: str, language: str, year: int | None = None
) -> HttpResponse:
    page = page_number(request.GET.get("page", ""))

    def told(where: Place, at: datetime) -> dict[str, Any] | None:
        years = queries.archive_years(where.readers(at))
        if year is not None and year not in years:
            return None
        found = queries.entries(
            where.readers(at),
            year=year,
            skip=(page - 1) * ON_PAGE,
            most=ON_PAGE + 1,
        )
        if page > 1 and not found:
            return None
        return {
            "entries": found[:ON_PAGE],
            "years": years,
            "year": year,
            "page": page,
            "later": page - 1,
            "earlier": page + 1 if len(found) > ON_PAGE else 0,
        }

    return _kept(request, market, language, "archive", told, year, page)


@require_safe
@gzip_page
def author(request: HttpRequest, market: str, language: str, author: str) -> HttpResponse:
    def told(where: Place, at: datetime) -> dict[str, Any] | None:
        card = queries.author(slug=author, language=where.language, at=at)
        entries = queries.by_author(where.readers(at), slug=author)
        return {"author": card, "entries": entries} if card and entries else None

    return _kept(request, market, language, "author", told, author)


@require_safe
def search(request: HttpRequest, market: str, language: str) -> HttpResponse:
    """Asked anew each time: questions are too many to be kept."""
    where = place(market, language)
    with translation.override(language):
        card = _home(where)
        words = request.GET.get("q", "").replace("\x00", " ").strip()[:LONGEST_QUESTION]
        found = queries.search(where.readers(clock.now()), words=words) if words else ()
        context = {"home": card, "where": where, "words": words, "entries": found}
        response = render(request, "press/search.html", context)
    response.headers["Content-Language"] = language
    add_never_cache_headers(response)
    return response


def _kept(
    request: HttpRequest, market: str, language: str, name: str, told: Any, *key: object
) -> HttpResponse:
    where = place(market, language)

    def draw(at: datetime) -> keeping.Page | None:
        card = queries.home(territory=where.territory, language=where.language)
        held: dict[str, Any] | None = told(where, at) if card else None
        if held is None:
            return None
        context = {"home": card, "where": where, **held}
        return keeping.page(render_to_string(f"press/{name}.html", context))

    answer = keeping.kept(request, (name, market, *key), language, draw)
    if answer is None:
        raise Http404
    return answer


def _front(where: Place, at: datetime) -> dict[str, Any]:
    found = queries.entries(where.readers(at), most=ON_FRONT)
    return {"first": found[0] if found else None, "entries": found[1:]}


def _home(where: Place) -> HomeCard:
    card = queries.home(territory=where.territory, language=where.language)
    if card is None:
        raise Http404
    return card
