"""The pools of revenue, and each licence's part of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lanterne.billing import queries as billing
from lanterne.core.money import minor_units
from lanterne.statements.queries import watched
from lanterne.statements.queries.watched import Key
from lanterne.statements.rules import Agreed, Pool, Span, Sum, Tally, apportioned, rounded, slice_of
from lanterne.territories import queries as territories

Rates = Mapping[tuple[str, str], tuple[Decimal, str]]
"""(from, into) to the rate and who says so."""

Purse = tuple[int, str]
"""A licence and a currency."""


@dataclass(frozen=True, slots=True)
class Slice:
    """A licence's part of one pool, and of which month of which territory; ``rate`` is None where nobody gave it."""

    agreed: Agreed
    territory: str
    month: Span
    takings: Sum
    milliseconds: int
    all_milliseconds: int
    rate: Decimal | None
    source: str

    @property
    def purse(self) -> Purse:
        return self.agreed.licence_id, self.agreed.currency or self.takings.currency

    @property
    def exact(self) -> Fraction:
        _, into = self.purse
        # Rates are told for whole units: one yen has no minor ones, one euro a hundred.
        units = Fraction(minor_units(into), minor_units(self.takings.currency))
        return slice_of(
            self.takings.minor,
            part=self.milliseconds,
            of=self.all_milliseconds,
            share=self.agreed.share,
            rate=units * Fraction(self.rate or 0),
        )


def slices(
    contracts: Mapping[int, Agreed], ours: Mapping[Key, Tally], span: Span, rates: Rates
) -> Iterator[Slice]:
    """Every pool of which a licence with a share has a part, by licence, territory and month."""
    hours: dict[tuple[int, str, Span], int] = defaultdict(int)
    for key, tally in ours.items():
        for month in span.months:
            if month.begins_on in tally.by_month:
                place = (key.window.licence_id or 0, key.territory, month)
                hours[place] += tally.by_month[month.begins_on]
    for licence_id, territory, month in sorted(hours, key=_by_month):
        terms = contracts[licence_id]
        if not terms.share:
            continue
        whole = watched.all_milliseconds(territory=territory, month=month)
        for takings in _takings(territory, month):
            rate, source = _rate(rates, takings.currency, terms.currency or takings.currency)
            own = hours[licence_id, territory, month]
            yield Slice(terms, territory, month, takings, own, whole, rate, source)


def shares(found: Sequence[Slice]) -> dict[Purse, int]:
    """The exact parts of all pools added up, and then rounded once."""
    exact: dict[Purse, Fraction] = defaultdict(Fraction)
    for one in found:
        exact[one.purse] += one.exact
    return {purse: rounded(one) for purse, one in exact.items()}


def pools(found: Sequence[Slice], totals: Mapping[Purse, int]) -> Iterator[Pool]:
    """Each pool with its part of the licence's rounded share."""
    for purse, total in totals.items():
        own = [one for one in found if one.purse == purse]
        for one, part in zip(own, apportioned(total, [each.exact for each in own]), strict=True):
            yield Pool(
                reference=one.agreed.reference,
                territory=one.territory,
                month=one.month.begins_on,
                takings=one.takings,
                milliseconds=one.milliseconds,
                all_milliseconds=one.all_milliseconds,
                share=one.agreed.share,
                rate=None if one.rate is None else f"{one.rate.normalize():f}",
                source=one.source,
                amount=None if one.rate is None else Sum(part, purse[1]),
            )


def parts(
    found: Sequence[Slice], totals: Mapping[Purse, int], ours: Mapping[Key, Tally]
) -> dict[Key, list[Sum]]:
    """The same shares, apportioned to titles and windows by the time each was watched in each pool."""
    told: dict[Key, list[Sum]] = defaultdict(list)
    for purse, total in totals.items():
        own = [one for one in found if one.purse == purse]
        keys = [key for key in ours if key.window.licence_id == purse[0]]
        weights = [sum((_weight(one, key, ours[key]) for one in own), Fraction(0)) for key in keys]
        for key, part, weight in zip(keys, apportioned(total, weights), weights, strict=True):
            if weight:
                told[key].append(Sum(part, purse[1]))
    return told


def _weight(one: Slice, key: Key, tally: Tally) -> Fraction:
    if key.territory != one.territory or not one.milliseconds:
        return Fraction(0)
    return one.exact * tally.by_month.get(one.month.begins_on, 0) / one.milliseconds


def _by_month(place: tuple[int, str, Span]) -> tuple[object, ...]:
    licence_id, territory, month = place
    return licence_id, territory, month.begins_on


def _takings(territory: str, month: Span) -> list[Sum]:
    """The revenue of a month, by currency; nothing, in the market's own, where nobody paid."""
    since, until = month.instants(territories.clock(territory=territory))
    found = billing.takings(territory=territory, since=since, until=until)
    market = territories.market(territory=territory)
    if not found and market:
        found = {market.currency: 0}
    return [Sum(minor, currency) for currency, minor in sorted(found.items())]


def _rate(rates: Rates, currency: str, into: str) -> tuple[Decimal | None, str]:
    return (Decimal(1), "") if currency == into else rates.get((currency, into), (None, ""))
