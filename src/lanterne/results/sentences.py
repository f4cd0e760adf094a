"""Results in the reader's words, the same in the console, on the command line and on paper."""

from __future__ import annotations

from decimal import Decimal
from math import isinf

from babel.numbers import format_decimal
from babel.units import format_unit
from django.utils.translation import get_language, gettext, to_locale

from lanterne.core import shares
from lanterne.core.money import Money
from lanterne.results.rules.estimates import Estimate


def count(value: float) -> str:
    """Households or hours: whole, and with a digit where there are few."""
    few = abs(value) < 10 and value != round(value)
    told = format_decimal(round(value, 1) if few else round(value), format="#,##0.#", locale=_locale())  # fmt: skip
    return told.replace("-", "\N{MINUS SIGN}")


def share(value: float) -> str:
    return shares.written(Decimal(value) * 100, locale=_locale())


def times(value: float) -> str:
    """By how much, to two digits that count."""
    told = format_decimal(value, format="@#" if abs(value) < 10 else "#,##0", locale=_locale())
    return told.replace("-", "\N{MINUS SIGN}")


def months(value: float) -> str:
    return format_unit(round(value, 1), "duration-month", locale=_locale())


def estimate(one: Estimate) -> str:
    """With its interval of 95 %."""
    return between(count(one.value), count(one.low), count(one.high))


def between(value: str, low: str, high: str) -> str:
    return gettext("%(value)s, from %(low)s to %(high)s") % {"value": value, "low": low, "high": high}  # fmt: skip


def money_for_each(one: Estimate, currency: str) -> str:
    """An amount for each household, in whole units; without an upper end where there may be none."""
    language = get_language() or "en"
    value, low = (Money(round(end), currency).formatted(language) for end in (one.value, one.low))
    if isinf(one.high):
        return gettext("%(value)s, at least %(low)s") % {"value": value, "low": low}
    return between(value, low, Money(round(one.high), currency).formatted(language))


def _locale() -> str:
    return to_locale(get_language() or "en")
