"""What machines read of an article: schema.org's NewsArticle, and absolute addresses."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from lanterne.newsroom.addresses import path
from lanterne.newsroom.queries import ArticleCard, Entry, HomeCard

# What would end the script that the data stand in.
_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def address(entry: Entry) -> str:
    return path(entry)


def absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


def news_article(card: ArticleCard, home: HomeCard) -> SafeString:
    entry = card.entry
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": entry.title[:110],
        "description": entry.lead,
        "inLanguage": entry.language,
        "datePublished": entry.public_at.isoformat(timespec="seconds"),
        "dateModified": _changed(card).isoformat(timespec="seconds"),
        "mainEntityOfPage": absolute(address(entry)),
        "publisher": {"@type": "Organization", "name": home.name},
    }
    if entry.author:
        told["author"] = {"@type": "Person", "name": entry.author.name}
    if entry.picture:
        told["image"] = [absolute(entry.picture.url)]
    if card.corrections:
        told["correction"] = [_correction(one) for one in card.corrections]
    written = json.dumps(told, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(written)  # noqa: S308 - JSON for a script, in which entities would stand as they are; nothing in it ends one


def _changed(card: ArticleCard) -> Any:
    entry = card.entry
    return max([entry.changed_at or entry.public_at, *(one.at for one in card.corrections)])


def _correction(one: Any) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": one.note or one.now.reason,
        "datePublished": one.at.isoformat(timespec="seconds"),
    }
