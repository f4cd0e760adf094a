"""Lengths, days, languages and prices, as people write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date

TIGHT = "\N{NO-BREAK SPACE}"
MINUTE = 60


class Price(Protocol):
    """Anything that knows how to write itself in a language."""

    def formatted(self, language: str) -> str: ...


def runtime(seconds: float) -> str:
    """Minutes are rounded; what is shorter than one is told in seconds."""
    if (whole := max(1, round(seconds))) < MINUTE:
        return f"{whole}{TIGHT}s"
    hours, minutes = divmod(round(seconds / MINUTE), 60)
    parts = [f"{hours}{TIGHT}h"] if hours else []
    if minutes or not hours:
        parts.append(f"{minutes}{TIGHT}min")
    return TIGHT.join(parts)


def day(when: date | datetime, *, language: str, today: date) -> str:
    """The year is written only when it is not this one."""
    on = when.date() if isinstance(when, datetime) else when
    months = "d MMMM" if on.year == today.year else "d MMMM y"
    written = format_date(on, months, locale=_locale(language))
    return written.replace(" ", TIGHT)


def language_name(code: str, *, language: str) -> str:
    """With a capital, as it stands alone in a list; the code where nobody named the language."""
    try:
        name = Locale.parse(code, sep="-").get_display_name(_locale(language))
    except (UnknownLocaleError, ValueError):
        name = None
    name = name or code
    return name[:1].upper() + name[1:]


def own_name(code: str) -> str:
    """What speakers of a language call it themselves."""
    return language_name(code, language=code)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
