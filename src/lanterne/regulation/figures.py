"""Figures of rules as people read them: "20 %", "€1.2 M", "36 months"."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel.core import Locale, UnknownLocaleError
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lanterne.core import shares
from lanterne.regulation.rules import Amount, Rule

MILLION = 1_000_000
UNITS: dict[str, Callable[[int], str]] = {
    "months": lambda count: ngettext("month", "months", count),
    "days": lambda count: ngettext("day", "days", count),
    "years": lambda count: ngettext("year", "years", count),
    "steps": lambda count: ngettext("step", "steps", count),
    "clicks": lambda count: ngettext("click", "clicks", count),
    "pieces": lambda count: ngettext("proof", "proofs", count),
    "proofs": lambda count: ngettext("proof", "proofs", count),
    "people": lambda count: ngettext("person", "people", count),
    "works": lambda count: ngettext("work", "works", count),
    "users": lambda count: ngettext("user a month", "users a month", count),
    "subscribers": lambda count: ngettext("subscriber", "subscribers", count),
    "times": lambda count: ngettext("time the yearly revenue", "times the yearly revenue", count),
}


def value(rule: Rule, *, language: str) -> str:
    """The figure of a rule with its unit; nothing where it has none."""
    return "" if rule.value is None else amount_of(rule, rule.value, language=language)


def amount_of(rule: Rule, amount: Decimal, *, language: str) -> str:
    """An amount in the unit of a rule: a share in per cent, money, or a count of something."""
    locale = _locale(language)
    if rule.unit == "percent":
        return format_percent(amount / 100, locale=locale, decimal_quantization=False)
    if rule.unit.isupper():
        return money(Amount(amount, rule.unit), language=language)
    number = format_decimal(amount, locale=locale, decimal_quantization=False)
    word = UNITS.get(rule.unit)
    return f"{number} {word(int(amount))}" if word else number


def rate(rule: Rule, *, language: str) -> str:
    """ "20 %", or the lowest and the highest of its brackets."""
    if not rule.brackets:
        return value(rule, language=language)
    locale = _locale(language)
    shown = [
        format_percent(one.rate / 100, locale=locale, decimal_quantization=False)
        for one in (rule.brackets[0], rule.brackets[-1])
    ]
    return _("%(lowest)s to %(highest)s by brackets") % {"lowest": shown[0], "highest": shown[1]}


def money(held: Amount, *, language: str) -> str:
    """In millions by hundredths where it is that much, else without cents."""
    locale = _locale(language)
    if abs(held.amount) >= MILLION:
        shown = held.amount.quantize(Decimal(MILLION) / 100, ROUND_HALF_UP)
        return format_compact_currency(shown, held.currency, locale=locale, fraction_digits=2)
    whole = held.amount.quantize(Decimal(1), ROUND_HALF_UP)
    # Whole units: the pattern of the language without its cents.
    pattern = locale.currency_formats["standard"].pattern.replace("0.00", "0")
    return format_currency(whole, held.currency, pattern, locale=locale, currency_digits=False)


def percent(share: Fraction, *, language: str) -> str:
    """A share in per cent, by tenths or, where it is small, by less."""
    told = Decimal(share.numerator) / Decimal(share.denominator)
    return shares.written(told, locale=_locale(language))


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
