"""The words that readers' pages put on articles and their figures."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lanterne.core import days
from lanterne.facts import sentences
from lanterne.facts.queries import Card
from lanterne.newsroom import words
from lanterne.newsroom.queries import ArticleCard, Entry, PictureCard
from lanterne.newsroom.rules import place_of
from lanterne.press.marking import absolute, address
from lanterne.press.places import Place

register = template.Library()


@register.filter
def path(entry: Entry) -> str:
    return address(entry)


@register.inclusion_tag("press/comments_below.html")
def comments_below(article: ArticleCard) -> dict[str, object]:
    """The place for what readers say; they themselves come later, so that the page can be kept."""
    return {"address": f"{address(article.entry)}comments/", "is_open": article.takes_comments}


@register.filter
def early_path(entry: Entry) -> str:
    """Where agents of the press read it before its hour."""
    place = place_of(entry.territory)
    return reverse("press:agents_read", args=[place, entry.language, entry.slug])


@register.filter
def whole(path: str) -> str:
    return absolute(path)


@register.filter
def figure(card: Card) -> str:
    return words.figure(card, language=_language())


@register.filter
def noted(card: Card) -> str:
    """The figure as a note begins with it: what is said in words brings a full stop of its own."""
    return figure(card).rstrip(".")


@register.filter
def as_of(card: Card) -> str:
    return words.as_of(card.claim.moment, language=_language())


@register.filter
def trusted(card: Card) -> str:
    return sentences.confidence(card.claim.confidence)


@register.simple_tag
def when(at: datetime, zone: str = "UTC") -> SafeString:
    """The day as the reader's language writes it, with the instant for machines."""
    local = at.astimezone(ZoneInfo(zone))
    shown = days.written(local.date(), language=_language())
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="seconds"), shown)


@register.simple_tag
def instant(at: datetime, zone: str) -> SafeString:
    """Day, time and the zone by whose clocks it is told."""
    local = at.astimezone(ZoneInfo(zone))
    shown = format_datetime(local, "d MMMM y, HH:mm", locale=_language())
    return format_html(
        '<time datetime="{}">{} <span class="quiet">({})</span></time>',
        at.isoformat(timespec="seconds"),
        shown,
        zone,
    )


@register.inclusion_tag("press/picture.html")
def shot(picture: PictureCard, sizes: str, loading: str = "lazy") -> dict[str, object]:
    return {"picture": picture, "sizes": sizes, "loading": loading}


@register.simple_tag
def room(where: Place, name: str) -> str:
    """The address of a page of this newsroom."""
    return reverse(f"press:{name}", args=[where.market, where.language])


def _language() -> str:
    return get_language() or "en"
