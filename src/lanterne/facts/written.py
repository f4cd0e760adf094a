"""Figures as people read them, in their language: "3.5 million households", "about 20 people", "May 2015"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
)
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lanterne.core import days, shares
from lanterne.facts.rules import Day, Qualifier, Quantity, Value

MILLION = 1_000_000
# What is counted in these words is said with them; a currency is part of its amount.
UNITS: dict[str, Callable[[int], str]] = {
    "households": lambda count: ngettext("household", "households", count),
    "people": lambda count: ngettext("person", "people", count),
    "titles": lambda count: ngettext("title", "titles", count),
    "stages": lambda count: ngettext("stage", "stages", count),
    "months": lambda count: ngettext("month", "months", count),
    "square_feet": lambda count: ngettext("square foot", "square feet", count),
}


def value(held: Value, *, language: str) -> str:
    """The figure with its unit and what bounds it; dates as precisely as they are known."""
    if isinstance(held, Quantity):
        return _qualified(held.qualifier) % {"figure": _quantity(held, _locale(language))}
    return _day(held.text, language) if isinstance(held, Day) else held.text


def rounded(held: Quantity, *, language: str) -> str:
    """A figure that was worked out, no more exactly than it is worth saying: millions by tenths, per cent by tenths or less."""
    amount = held.amount
    if held.unit == "percent":
        return shares.written(amount, locale=_locale(language))
    amount = round(amount, 1) if abs(amount) < MILLION else round(amount / MILLION, 1) * MILLION
    return _quantity(Quantity(amount, held.unit), _locale(language))


def _quantity(held: Quantity, locale: Locale) -> str:
    if held.unit == "percent":
        return format_percent(held.amount / 100, locale=locale, decimal_quantization=False)
    if held.unit == "rank":
        return _("number %(rank)s") % {"rank": format_decimal(held.amount, locale=locale)}
    if held.unit not in UNITS and held.unit.isupper():
        return format_currency(held.amount, held.unit, locale=locale)
    word = UNITS.get(held.unit)
    unit = held.unit.replace("_", " ") if word is None else word(_whole(held.amount))
    if abs(held.amount) >= MILLION and held.amount % (MILLION // 10) == 0:
        return _millions(held.amount, locale) % {"unit": unit}
    number = format_decimal(held.amount, locale=locale, decimal_quantization=False)
    return _("%(number)s %(unit)s") % {"number": number, "unit": unit}


def _millions(amount: Decimal, locale: Locale) -> str:
    """In words where that says the same as every digit; in French and its like they want a word before the unit."""
    millions = format_compact_decimal(amount, format_type="long", locale=locale, fraction_digits=1)
    return pgettext("millions of something", "%(number)s %(unit)s") % {
        "number": millions,
        "unit": "%(unit)s",
    }


def _whole(amount: Decimal) -> int:
    """Of a fraction languages speak as of several; French begins them at two."""
    return int(amount) if amount == int(amount) else max(2, int(amount))


def _qualified(qualifier: Qualifier) -> str:
    return {
        Qualifier.EXACTLY: "%(figure)s",
        Qualifier.ABOUT: _("about %(figure)s"),
        Qualifier.MORE_THAN: _("more than %(figure)s"),
        Qualifier.AT_LEAST: _("at least %(figure)s"),
        Qualifier.AT_MOST: _("at most %(figure)s"),
        Qualifier.LESS_THAN: _("less than %(figure)s"),
    }[qualifier]


def _day(text: str, language: str) -> str:
    match len(text):
        case 4:
            return text
        case 7:
            first = date.fromisoformat(f"{text}-01")
            return format_skeleton("yMMMM", first, locale=_locale(language))
    return days.written(date.fromisoformat(text), language=language)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
