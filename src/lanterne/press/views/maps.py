"""Maps of the newsroom for search engines: all of it, and what is new of the last two days."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from lanterne.core import clock
from lanterne.newsroom import queries
from lanterne.newsroom.addresses import path
from lanterne.press import keeping
from lanterne.press.marking import absolute

# What search engines call news.
NEWS = timedelta(days=2)
XML = "application/xml; charset=utf-8"


@require_safe
@gzip_page
def everything(request: HttpRequest) -> HttpResponse:
    def draw(at: datetime) -> keeping.Page:
        rows = [_row(one) for one in queries.every_public(at=at)]
        return keeping.page(render_to_string("press/sitemap.xml", {"rows": rows}), XML)

    return keeping.kept(request, "sitemap", "en", draw) or HttpResponse(status=404)


@require_safe
@gzip_page
def news(request: HttpRequest) -> HttpResponse:
    """Not kept: it changes with the hour, though nothing happens."""
    at = clock.now()
    names = {(one.territory, one.language): one.name for one in queries.homes()}
    rows = [
        {**_row(one), "name": names.get((one.territory, one.language), "")}
        for one in queries.every_public(at=at, since=at - NEWS)
    ]
    body = render_to_string("press/news_sitemap.xml", {"rows": rows})
    left = keeping.seconds_left(queries.next_instant(at=at), at=at)
    response = HttpResponse(body, content_type=XML)
    response.headers["Cache-Control"] = f"public, max-age={left}"
    return response


def _row(one: queries.Listed) -> dict[str, object]:
    return {"address": absolute(path(one)), "row": one}
