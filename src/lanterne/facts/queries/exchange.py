"""What one currency was worth in another on a day, as a claim has it: the subject is such as currency/EUR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from lanterne.core.errors import Refused
from lanterne.core.money import Money
from lanterne.facts.models import Claim as ClaimRow
from lanterne.facts.queries.cards import Card, cards
from lanterne.facts.rules import Quantity

MEASURE = "exchange_rate"


class RateUnknown(Refused):
    """Amounts in several currencies are never added up at a guessed rate."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One of ``base`` in ``quote``; ``claim`` is the key of the claim, where it is one."""

    base: str
    quote: str
    amount: Decimal
    on: date
    source: str
    claim: str = ""


def converted(amount: Money, *, into: str, on: date) -> tuple[Money, Rate | None]:
    """The amount in another currency, and the rate where one was needed. Refuses RateUnknown."""
    if amount.currency == into:
        return amount, None
    rate = exchange(base=amount.currency, quote=into, on=on)
    if rate is None:
        raise RateUnknown(
            _("No rate from %(base)s to %(quote)s is known by %(day)s.")
            % {"base": amount.currency, "quote": into, "day": on.isoformat()}
        )
    return amount.at(rate.amount, into), rate


def exchange(*, base: str, quote: str, on: date) -> Rate | None:
    """The last that was claimed by the day, or one over that of the pair turned round."""
    found = [
        rate
        for one, other in ((base, quote), (quote, base))
        if (rate := _claimed(one, other, on)) is not None
    ]
    last = max(found, key=lambda rate: rate.on, default=None)
    if last is None or last.base == base:
        return last
    return Rate(base, quote, 1 / last.amount, last.on, last.source, last.claim)


def _claimed(base: str, quote: str, on: date) -> Rate | None:
    rows = ClaimRow.objects.filter(
        subject__key=f"currency/{base}",
        measure=MEASURE,
        unit=quote,
        is_shown=True,
        as_of__lte=on,
        amount__gt=0,
    )
    return next(map(_rate, cards(rows.order_by("-as_of", "-pk")[:1])), None)


def _rate(card: Card) -> Rate:
    value, day = card.claim.value, card.claim.moment.as_of
    if not isinstance(value, Quantity) or day is None:
        raise TypeError(f"{card.key} is no rate of a day.")
    base = card.claim.subject.partition("/")[2]
    said = card.source.publisher or card.source.name
    return Rate(base, value.unit, value.amount, day, said, card.key)
