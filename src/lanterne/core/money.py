"""Amounts of money as whole minor units, so that no cent is ever lost to a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.core import Locale, UnknownLocaleError
from babel.numbers import format_currency, get_currency_precision


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` counts the currency's smallest unit: cents for EUR, whole yen for JPY."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if len(self.currency) != 3 or not self.currency.isalpha() or not self.currency.isupper():
            raise ValueError(f"{self.currency!r} is not an ISO 4217 code.")

    @property
    def amount(self) -> Decimal:
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def at(self, rate: Decimal, currency: str) -> Money:
        """What it is in another currency at a rate, halves rounded up."""
        exact = (self.amount * rate).scaleb(get_currency_precision(currency))
        return Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)), currency)

    def formatted(self, language: str) -> str:
        """As people of that language write it; English where the language is unknown."""
        return format_currency(self.amount, self.currency, locale=_locale(language))


def minor_units(currency: str) -> int:
    """How many of its smallest unit make one: 100 for EUR, 1 for JPY, 1000 for TND."""
    return int(10 ** get_currency_precision(currency))


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
