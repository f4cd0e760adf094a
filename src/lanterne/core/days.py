"""Days, as people write them."""

from __future__ import annotations

from datetime import date

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date


def written(on: date, *, language: str, has_year: bool = True) -> str:
    """Such as "3 March 2027", in that order in every language; the first of a month is "1er" in French alone."""
    is_premier = on.day == 1 and language.partition("-")[0] == "fr"
    pattern = ("d'er' MMMM" if is_premier else "d MMMM") + (" y" if has_year else "")
    return format_date(on, pattern, locale=_locale(language))


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
