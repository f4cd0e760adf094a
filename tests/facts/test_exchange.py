"""Amounts in several currencies are told in one at a rate that somebody claimed, or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from lanterne.core.money import Money
from lanterne.facts import queries, sentences, services
from tests.facts import figures
from tests.facts.figures import THE_DAY

pytestmark = pytest.mark.django_db
ACTOR = "user:1"


@pytest.fixture(autouse=True)
def _claimed(db):
    for draft in (
        figures.dollar(),
        figures.dollar("0.95", date(2018, 10, 1), "usd-eur-later"),
    ):
        services.state_claim(draft=draft, actor=ACTOR)


def test_the_last_rate_by_the_day_counts_and_says_who_said_so():
    amount, rate = queries.converted(Money(10_000, "USD"), into="EUR", on=THE_DAY)
    assert (amount, rate.claim, rate.on) == (Money(9_200, "EUR"), "usd-eur", THE_DAY)
    assert sentences.rate(rate, language="en") == (
        "1 USD = 0.92 EUR on 25 September 2018, according to European Central Bank"
    )
    later, _rate = queries.converted(Money(10_000, "USD"), into="EUR", on=date(2018, 10, 2))
    assert later == Money(9_500, "EUR")


def test_a_pair_is_turned_round_and_one_currency_needs_no_rate():
    amount, rate = queries.converted(Money(9_200, "EUR"), into="USD", on=THE_DAY)
    assert (amount, rate.base, rate.quote) == (Money(10_000, "USD"), "EUR", "USD")
    assert rate.amount == 1 / Decimal("0.92")
    assert queries.converted(Money(5, "CHF"), into="CHF", on=THE_DAY) == (Money(5, "CHF"), None)


@pytest.mark.parametrize(
    ("currency", "on"), [("CHF", THE_DAY), ("USD", THE_DAY - timedelta(days=1))]
)
def test_without_a_rate_by_the_day_nothing_is_told(currency, on):
    with pytest.raises(queries.RateUnknown) as refused:
        queries.converted(Money(10_000, currency), into="EUR", on=on)
    assert str(refused.value) == f"No rate from {currency} to EUR is known by {on}."
