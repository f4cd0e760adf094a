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
from lanterne.facts import queries as facts
from lanterne.facts.queries import Rate


class RateMissing(Refused):
    """No rate of that pair is known by that day, and a guessed one would be a wrong budget."""


def rate(*, base: str, quote: str, on: date) -> Decimal:
    """The same as a number. Refuses RateMissing."""
    return Decimal(1) if base == quote else quoted(base=base, quote=quote, on=on).amount


def quoted(*, base: str, quote: str, on: date) -> Rate:
    """The last rate by that day, or one over that of the pair turned round; a claim where staff set none.

    Refuses RateMissing.
    """
    for one, other, is_turned in ((base, quote, False), (quote, base, True)):
        rows = ExchangeRate.objects.filter(base=one, quote=other, on__lte=on).order_by("-on")
        held = rows.first()
        if held is not None:
            return Rate(
                base, quote, 1 / held.rate if is_turned else held.rate, held.on, held.source
            )
    claimed = facts.exchange(base=base, quote=quote, on=on)
    if claimed is not None:
        return claimed
    raise RateMissing(
        _("No rate from %(base)s to %(quote)s is known by %(day)s. Add one under Rates.")
        % {"base": base, "quote": quote, "day": on.isoformat()}
    )


class Conversion:
    """Amounts told in one currency, each at the rate of its day; ``rates`` are those that were needed."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self._quoted: dict[tuple[str, date], Rate] = {}

    def minor(self, amount: Money, on: date) -> int:
        """In minor units. Refuses RateMissing."""
        if amount.currency == self.currency:
            return amount.minor
        used = self._quoted.get((amount.currency, on)) or quoted(
            base=amount.currency, quote=self.currency, on=on
        )
        self._quoted[amount.currency, on] = used
        return converted(amount.minor, used.amount, digits=_digits(amount.currency, self.currency))

    @property
    def rates(self) -> tuple[Rate, ...]:
        return tuple(
            sorted(set(self._quoted.values()), key=lambda one: (one.base, one.on, one.source))
        )


def in_currency(amount: Money, currency: str, on: date) -> int:
    """The amount in minor units of another currency, at the rate of the day."""
    return Conversion(currency).minor(amount, on)


def _digits(base: str, quote: str) -> int:
    """How many more digits follow the point in one than in the other."""
    return get_currency_precision(quote) - get_currency_precision(base)
