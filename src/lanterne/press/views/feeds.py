"""What is new, for readers of feeds: Atom, RSS and JSON Feed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import escape
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from lanterne.newsroom import queries
from lanterne.newsroom.queries import Entry, HomeCard
from lanterne.press import keeping
from lanterne.press.marking import absolute, address
from lanterne.press.places import Place, place

MOST = 1000
USUAL = 50
_KINDS: dict[str, tuple[type[SyndicationFeed], str]] = {
    "atom": (Atom1Feed, "application/atom+xml; charset=utf-8"),
    "rss": (Rss201rev2Feed, "application/rss+xml; charset=utf-8"),
}


@require_safe
@gzip_page
def atom(request: HttpRequest, market: str, language: str) -> HttpResponse:
    return _feed(request, market, language, "atom")


@require_safe
@gzip_page
def rss(request: HttpRequest, market: str, language: str) -> HttpResponse:
    return _feed(request, market, language, "rss")


@require_safe
@gzip_page
def json_feed(request: HttpRequest, market: str, language: str) -> HttpResponse:
    return _feed(request, market, language, "json")


def _feed(request: HttpRequest, market: str, language: str, kind: str) -> HttpResponse:
    where = place(market, language)
    most = MOST if request.GET.get("all") == "1" else USUAL

    def draw(at: datetime) -> keeping.Page | None:
        home = queries.home(territory=where.territory, language=where.language)
        if home is None:
            return None
        entries = queries.entries(where.readers(at), most=most)
        if kind == "json":
            return keeping.page(_json(home, where, entries), "application/feed+json")
        form, served_as = _KINDS[kind]
        return keeping.page(_xml(form, kind, home, where, entries), served_as)

    answer = keeping.kept(request, ("feed", market, kind, most), language, draw)
    if answer is None:
        raise Http404
    return answer


def _xml(
    form: type[SyndicationFeed],
    kind: str,
    home: HomeCard,
    where: Place,
    entries: tuple[Entry, ...],
) -> str:
    own = [where.market, where.language]
    feed = form(
        title=home.name,
        link=absolute(reverse("press:home", args=own)),
        description=home.intro or home.name,
        language=where.language,
        feed_url=absolute(reverse(f"press:{kind}", args=own)),
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=absolute(address(entry)),
            # Readers take a summary for HTML.
            description=escape(entry.lead),
            unique_id=absolute(address(entry)),
            author_name=entry.author.name if entry.author else None,
            pubdate=entry.public_at,
            updateddate=entry.changed_at or entry.public_at,
        )
    written: str = feed.writeString("utf-8")
    return written


def _json(home: HomeCard, where: Place, entries: tuple[Entry, ...]) -> str:
    own = [where.market, where.language]
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": home.name,
            "home_page_url": absolute(reverse("press:home", args=own)),
            "feed_url": absolute(reverse("press:json_feed", args=own)),
            "language": where.language,
            "items": [_item(entry) for entry in entries],
        },
        ensure_ascii=False,
    )


def _item(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": absolute(address(entry)),
        "url": absolute(address(entry)),
        "title": entry.title,
        "content_text": entry.lead,
        "date_published": entry.public_at.isoformat(timespec="seconds"),
        "date_modified": (entry.changed_at or entry.public_at).isoformat(timespec="seconds"),
    }
    if entry.author:
        told["authors"] = [{"name": entry.author.name}]
    if entry.picture:
        told["image"] = absolute(entry.picture.url)
    return told
