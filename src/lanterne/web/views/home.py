"""The front door: the landing for strangers, rows of films for members."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from lanterne.discovery import queries as discovery
from lanterne.territories import queries as territories
from lanterne.web import showcase
from lanterne.web.doors import Viewer, viewer_page
from lanterne.web.place import guessed_market


@require_safe
@gzip_page
def front(request: HttpRequest) -> HttpResponse:
    return home(request) if request.user.is_authenticated else welcome(request)


@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    """For strangers: the shop window knows no ceiling, so nobody looks into it out of a child's profile."""
    if request.user.is_authenticated:
        return redirect("web:home")
    window = showcase.shop_window(market=guessed_market(request), language=request.LANGUAGE_CODE)
    return render(request, "web/welcome.html", {"window": window})


@viewer_page
def home(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    shown = discovery.home(
        household_id=viewer.household.id,
        profile=viewer.profile,
        territory=viewer.territory,
        at=viewer.at,
    )
    context = {
        "home": shown,
        "profile": viewer.profile,
        # An instant at which a title leaves is another day in another country.
        "country": viewer.territory,
        "abroad": _abroad(viewer),
    }
    return render(request, "web/home.html", context)


def _abroad(viewer: Viewer) -> str:
    """The country whose catalogue is shown, where it is not that of home."""
    language = viewer.profile.language
    return territories.name(code=viewer.territory, language=language) if viewer.is_abroad else ""
