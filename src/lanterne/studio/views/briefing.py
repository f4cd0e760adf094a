"""A country on a day, on one page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lanterne.growth.brief import brief
from lanterne.studio import choices
from lanterne.studio.markets_page import day
from lanterne.territories import queries as territories


def briefing(request: HttpRequest, territory: str) -> HttpResponse:
    if not territories.exists(territory):
        raise Http404
    shown = brief(territory=territory, on=day(request), language=choices.reader())
    return render(request, "studio/brief.html", {"brief": shown})
