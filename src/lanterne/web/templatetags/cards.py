"""Cards, and pieces of pages: drawn once, and shown to everybody who would see the same."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from lanterne.catalogue.rules import TitleCard
from lanterne.discovery.rules import Entry

register = template.Library()
# About a kilobyte and a half each.
MOST_KEPT = 8192
# About ten kilobytes each.
MOST_PIECES = 1024


@dataclass(frozen=True, slots=True)
class Onlooker:
    """All that a piece may know of whoever looks."""

    is_child: bool


@register.simple_tag(takes_context=True)
def card(context: template.Context, shown: Entry | TitleCard, shape: str = "still") -> SafeString:
    """A title's card; ``context`` tells whether a child is looking."""
    entry = shown if isinstance(shown, Entry) else Entry(shown)
    today = datetime.now(UTC).date()
    is_child = context["profile"].is_child
    # One moment is two days in two countries, and counts as equal all the same.
    leaves = entry.closes_at.date() if entry.closes_at else None
    return _drawn(entry, shape, get_language(), (today, leaves), is_child=is_child)


@lru_cache(MOST_KEPT)
def _drawn(
    entry: Entry,
    shape: str,
    language: str | None,
    days: tuple[date, date | None],
    *,
    is_child: bool,
) -> SafeString:
    # A home page has a hundred cards, and drawing them was most of its cost. Language and days are those of whoever
    # draws; they are named so that another's card is another one.
    return render_to_string("web/card.html", {"entry": entry, "shape": shape, "is_child": is_child})


@register.simple_tag(takes_context=True)
def piece(context: template.Context, name: str, **shown: Hashable) -> SafeString:
    """The template of that name, which sees nothing but these values. Values that are equal must look equal: an instant,
    which is another day in another country, is handed over in words.
    """
    # Strangers have no profile, and see what an adult sees.
    profile = context.get("profile")
    onlooker = Onlooker(is_child=bool(profile and profile.is_child))
    today = datetime.now(UTC).date()
    return _drawn_piece(name, tuple(shown.items()), get_language(), today, onlooker)


@lru_cache(MOST_PIECES)
def _drawn_piece(
    name: str,
    shown: tuple[tuple[str, Hashable], ...],
    _language: str | None,
    _today: date,
    onlooker: Onlooker,
) -> SafeString:
    return render_to_string(f"web/{name}.html", {**dict(shown), "profile": onlooker})
