"""One article: for everybody, or, before its hour, for accredited press."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from lanterne.newsroom import queries
from lanterne.press import keeping, marking
from lanterne.press.places import Place, place


@require_safe
@gzip_page
def article(request: HttpRequest, market: str, language: str, slug: str) -> HttpResponse:
    where = place(market, language)
    key = ("article", market, slug)
    answer = keeping.kept(request, key, language, lambda at: _drawn(where, slug, at))
    if answer is None:
        raise Http404
    return answer


def _drawn(where: Place, slug: str, at: datetime) -> keeping.Page | None:
    card = queries.article(territory=where.territory, language=where.language, slug=slug, at=at)
    if card is None:
        return None
    home = keeping.piece(
        ("home", where),
        at,
        lambda: queries.home(territory=where.territory, language=where.language),
    )
    if home is None:
        return None
    also = keeping.piece(
        ("also", card.entry.id), at, lambda: queries.read_also(article_id=card.entry.id, at=at)
    )
    context = {
        "article": card,
        "home": home,
        "where": where,
        "also": also,
        "ld": marking.news_article(card, home),
    }
    entry = card.entry
    return keeping.page(
        render_to_string("press/article.html", context),
        changed_at=entry.changed_at or entry.public_at,
    )
