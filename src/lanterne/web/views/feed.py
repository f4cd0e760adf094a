"""What shows in one country, for readers of feeds: what the shop window shows, and to whom it does."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from lanterne.core import clock
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market
from lanterne.territories import queries as territories
from lanterne.web import showcase

# Readers ask every few minutes, whatever happens here.
MINUTES = 10


@require_safe
@gzip_page
def showing(request: HttpRequest, territory: str, language: str) -> HttpResponse:
    """The titles of the shop window as Atom, the newest opening first; no such place or language is a 404.

    It knows no ceiling, so that whoever is signed in is led home, as from the shop window.
    """
    if request.user.is_authenticated:
        return redirect("web:home")
    markets = {market.territory: market for market in territories.markets()}
    if territory not in markets or language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        at = clock.now()
        window = showcase.shop_window(market=markets[territory], language=language)
        market = Market(territory)
        since = rights.opened(title_ids=[one.id for one in window.titles], market=market, at=at)
        feed = Atom1Feed(
            title=_("Lanterne: showing now (%(country)s)") % {"country": window.prices.country},
            link=request.build_absolute_uri(reverse("web:home")),
            description=None,
            language=language,
            feed_url=request.build_absolute_uri(request.path),
        )
        for card in sorted(window.titles, key=lambda one: since.get(one.id, at), reverse=True):
            feed.add_item(
                title=card.name,
                link=request.build_absolute_uri(reverse("web:title", args=[card.slug])),
                # Readers take a summary for HTML.
                description=escape(card.tagline or card.synopsis),
                pubdate=since.get(card.id),
                updateddate=since.get(card.id, at),
            )
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")
    response.headers["Cache-Control"] = f"public, max-age={MINUTES * 60}"
    return response
