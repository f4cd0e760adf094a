"""Lengths, days, languages and prices, as people write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from babel.core import Locale, UnknownLocaleError

from lanterne.core import days

TIGHT = "\N{NO-BREAK SPACE}"
MINUTE = 60
# Hour, minute and second as people shorten them; English and French write the same.
UNITS = ("h", "min", "s")
UNITS_OF = {"ar": ("س", "د", "ث")}


class Price(Protocol):
    """Anything that knows how to write itself in a language."""

    def formatted(self, language: str) -> str: ...


def runtime(seconds: float, *, language: str) -> str:
    """Minutes are rounded; what is shorter than one is told in seconds."""
    hour, minute, second = UNITS_OF.get(_spoken(language), UNITS)
    if (whole := max(1, round(seconds))) < MINUTE:
        return f"{whole}{TIGHT}{second}"
    hours, minutes = divmod(round(seconds / MINUTE), 60)
    parts = [f"{hours}{TIGHT}{hour}"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes}{TIGHT}{minute}")
    return TIGHT.join(parts)


def comma(language: str) -> str:
    """What stands between the things of a list, with its space."""
    return "، " if _spoken(language) == "ar" else ", "


def day(when: date | datetime, *, language: str, today: date) -> str:
    """The year is written only when it is not this one."""
    on = when.date() if isinstance(when, datetime) else when
    written = days.written(on, language=language, has_year=on.year != today.year)
    return written.replace(" ", TIGHT)


def language_name(code: str, *, language: str) -> str:
    """With a capital, as it stands alone in a list; the code where nobody named the language."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(_locale(language))
    except (UnknownLocaleError, ValueError):
        name = None
    # "zxx", no language at all, has a name but no habits of its own.
    name = name or _locale(language).languages.get(code) or code
    return name[:1].upper() + name[1:]


def own_name(code: str) -> str:
    """What speakers of a language call it themselves."""
    return language_name(code, language=code)


def _spoken(language: str) -> str:
    return language.partition("-")[0]


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
