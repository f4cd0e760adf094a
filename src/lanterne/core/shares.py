"""Shares as people write them: "12.1%", and of a small one as many digits as tell it from nothing: "0.02%"."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from babel.core import Locale
from babel.numbers import format_percent
from django.utils.translation import gettext as _

TENTH, LEAST = Decimal("0.1"), Decimal("0.01")


def written(amount: Decimal, *, locale: Locale | str) -> str:
    """An amount of per cent, in tenths, below one in hundredths; less than that is said to be."""
    if 0 < amount < LEAST:
        return _("under %(least)s") % {"least": _told(LEAST, locale)}
    return _told(amount.quantize(LEAST if abs(amount) < 1 else TENTH, ROUND_HALF_UP), locale)


def _told(amount: Decimal, locale: Locale | str) -> str:
    return format_percent(amount.normalize() / 100, locale=locale, decimal_quantization=False)
