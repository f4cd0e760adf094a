"""The tags that pages are built with; they know pictures and words, never titles or rights."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any, Protocol

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from lanterne.ui import drawings, words

register = template.Library()


# How wide each shape is drawn, so that a browser fetches no more pixels than it shows.
SIZES = {
    "film": "100vw",
    "still": "(min-width: 64rem) 22vw, (min-width: 40rem) 33vw, 60vw",
    "poster": "(min-width: 64rem) 13vw, (min-width: 40rem) 20vw, 34vw",
}


class Picture(Protocol):
    """What a picture must tell to keep its place before it arrives."""

    url: str
    srcset: str
    width: int
    height: int
    colour: str
    avif: str
    tall: str
    tall_avif: str
    blur: str
    focus: tuple[int, int] | None


@register.simple_tag
def icon(name: str) -> SafeString:
    return mark_safe(drawings.icon(name))  # noqa: S308  # our own drawing


@register.simple_tag
def lantern() -> SafeString:
    return mark_safe(drawings.lantern())  # noqa: S308  # our own drawing


@register.simple_tag
def wordmark() -> SafeString:
    return mark_safe(drawings.wordmark())  # noqa: S308  # our own drawing


@register.inclusion_tag("ui/picture.html")
def picture(  # noqa: PLR0913 - what a picture is, and what stands for it where there is none
    shown: Picture | None,
    *,
    shape: str,
    name: str = "",
    loading: str = "lazy",
    seed: str = "",
    language: str = "",
) -> dict[str, Any]:
    """`shape` is still, poster or film; where there is no picture, `name` is set in type over a sheet.

    The sheet is drawn by `seed`, so that a title has the same one in each language; `language` is the name's.
    """
    return {
        "sizes": SIZES[shape],
        "shown": shown,
        "shape": shape,
        "name": name,
        "loading": loading,
        "focus": _focus(shown, shape),
        "language": language,
        **({} if shown else _lettered(name, seed or name)),
    }


def _lettered(name: str, seed: str) -> dict[str, str]:
    """Long names and long words are set smaller; the letters of Chinese, Japanese and Korean are twice as wide."""
    is_wide = [unicodedata.east_asian_width(letter) in "WF" for letter in name]
    room = len(name) + sum(is_wide)
    # A name in wide letters may be broken anywhere.
    word = 0 if any(is_wide) else max(map(len, name.split()), default=0)
    sizes = (("short", 12, 8), ("middling", 32, 12))
    fits = (size for size, most, longest in sizes if room <= most and word <= longest)
    length = next(fits, "long")
    return {"sheet": mark_safe(drawings.sheet(seed)), "length": length}  # noqa: S308  # our own drawing


def _focus(shown: Picture | None, shape: str) -> str:
    """The classes that keep a point in sight where a page cuts once more, as it does behind a title."""
    if shape != "film" or shown is None or shown.focus is None:
        return ""
    across, down = (round(one, -1) for one in shown.focus)
    return f"across-{across} down-{down}"


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """A label, its control, what helps and what is wrong, tied together for screen readers."""
    described = [f"{bound.id_for_label}-{part}" for part in _described(bound)]
    attributes: dict[str, str | bool] = (
        {"aria-describedby": " ".join(described)} if described else {}
    )
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return {
        "field": bound,
        "control": bound.as_widget(attrs=attributes),
        "is_check": isinstance(bound.field.widget, CheckboxInput),
    }


@register.filter
def runtime(seconds: float | None) -> str:
    return words.runtime(seconds, language=_language()) if seconds else ""


@register.filter
def day(when: date | datetime) -> str:
    return words.day(when, language=_language(), today=datetime.now(UTC).date())


@register.filter
def language_name(code: str) -> str:
    return words.language_name(code, language=_language())


@register.filter
def language_names(codes: Iterable[str]) -> str:
    return comma().join(map(language_name, codes))


@register.simple_tag
def comma() -> str:
    return words.comma(_language())


@register.filter
def own_name(code: str) -> str:
    return words.own_name(code)


@register.filter
def price(money: words.Price) -> str:
    return money.formatted(_language())


@register.filter
def percent(share: float) -> int:
    return round(share * 100)


def _described(bound: BoundField) -> list[str]:
    return ["help"] * bool(bound.help_text) + ["error"] * bool(bound.errors)


def _language() -> str:
    return get_language() or "en"
