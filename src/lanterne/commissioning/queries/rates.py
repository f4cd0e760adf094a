"""What one currency was worth in another, on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from babel.numbers import get_currency_precision
from django.utils.translation import gettext as _

from lanterne.commissioning.models import ExchangeRate
from lanterne.commissioning.rules.money import converted
from lanterne.core.errors import Refused
from lanterne.core.money import Money


class RateMissing(Refused):
    """No rate of that pair is known by that day, and a guessed one would be a wrong budget."""


def rate(*, base: str, quote: str, on: date) -> Decimal:
    """The last rate by that day, or one over that of the pair turned round. Refuses RateMissing."""
    if base == quote:
        return Decimal(1)
    for one, other, is_turned in ((base, quote, False), (quote, base, True)):
        found = ExchangeRate.objects.filter(base=one, quote=other, on__lte=on).order_by("-on")
        held = found.values_list("rate", flat=True).first()
        if held is not None:
            return 1 / held if is_turned else held
    raise RateMissing(
        _("No rate from %(base)s to %(quote)s is known by %(day)s. Add one under Rates.")
        % {"base": base, "quote": quote, "day": on.isoformat()}
    )


def in_currency(amount: Money, currency: str, on: date) -> int:
    """The amount in minor units of another currency, at the rate of the day."""
    digits = get_currency_precision(currency) - get_currency_precision(amount.currency)
    return converted(amount.minor, rate(base=amount.currency, quote=currency, on=on), digits=digits)
