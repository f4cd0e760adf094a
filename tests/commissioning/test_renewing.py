"""Whether a title was worth what it cost, and what speaks against another season."""

from __future__ import annotations

from dataclasses import replace
from math import hypot, inf

import pytest

from lanterne.commissioning.rules.renewing import Advice, Brought, Flag, Peers, advice, flags
from lanterne.results.rules.estimates import Estimate

PEERS = Peers([0.4, 0.5, 0.6, 0.7, 0.8], [5.0, 8.0, 10.0, 12.0, 20.0])
# Each gained household pays 100 EUR until it leaves; the title cost 20,000 EUR.
GOOD = Brought(91, Estimate(400, 320, 480), Estimate(100, 40, 160), 0.6, 10.0, 10_000, 2_000_000)


def test_gained_and_kept_households_are_worth_what_they_pay():
    assert GOOD.households.value == 500
    assert GOOD.households.high - 500 == pytest.approx(hypot(80, 60))
    assert GOOD.value.value == 5_000_000
    assert GOOD.efficiency.value == 2.5
    assert GOOD.cost_of(GOOD.gained) == Estimate(5000, 2_000_000 / 480, 6250)
    assert (advice(GOOD), list(flags(GOOD, PEERS, [False]))) == (Advice.RENEW, [])


def test_efficiency_as_it_was_told_of_squid_game():
    # An impact value of 891.1 M US dollars for a cost of 21.4 M (Bloomberg, retold by engadget.com, October 2021).
    told = Brought(
        91,
        Estimate(8_911_000, 8_911_000, 8_911_000),
        Estimate(0, 0, 0),
        None,
        None,
        100,
        21_400_000,
    )

    assert told.efficiency.value == pytest.approx(41.6, abs=0.05)


def test_a_series_that_cost_much_moved_few_and_was_not_finished_is_flagged():
    """As Marseille is told to have been (lapresse.ca, 13 May 2016: about a million dollars an episode); its figures are not public."""
    marseille = Brought(
        91, Estimate(30, -20, 80), Estimate(-10, -60, 40), 0.21, 4.0, 10_000, 800_000_000
    )

    assert advice(marseille) is Advice.END
    assert list(flags(marseille, PEERS, [True, False])) == [
        Flag.WORTH_LESS,
        Flag.NOT_FINISHED,
        Flag.FADED,
        Flag.BELOW_FORECAST,
        Flag.MOVED_NOBODY,
    ]


def test_what_could_be_either_is_left_to_people():
    could_be = replace(GOOD, cost=4_800_000)

    assert could_be.efficiency.low < 1 < could_be.efficiency.high
    assert advice(could_be) is Advice.OPEN
    assert advice(replace(GOOD, cost=None)) is Advice.OPEN
    assert advice(replace(GOOD, worth=None)) is Advice.OPEN


def test_few_others_make_no_quarter():
    few = Peers([0.9, 0.9, 0.9], [90.0, 90.0, 90.0])

    assert list(flags(GOOD, few, [])) == []
    assert list(flags(replace(GOOD, completion=0.1), Peers([*few.completions, 0.9], []), [])) == [
        Flag.NOT_FINISHED
    ]


def test_a_household_that_may_be_none_has_no_dearest_price():
    unsure = replace(GOOD, gained=Estimate(50, -10, 110))

    assert unsure.cost_of(unsure.gained) == Estimate(40_000, 2_000_000 / 110, inf)
    assert unsure.cost_of(Estimate(-5, -20, 10)) is None
    assert unsure.cost_of(None) is None


def test_without_one_of_the_estimates_nothing_is_said_of_both():
    unknown = replace(GOOD, gained=None)

    assert (unknown.households, unknown.value, unknown.efficiency) == (None, None, None)
    assert list(flags(unknown, PEERS, [])) == []


def test_a_week_is_not_held_against_the_whole_cost():
    week = replace(GOOD, days=7, cost=10**9)

    assert (week.efficiency, advice(week)) == (None, Advice.OPEN)
    assert list(flags(week, PEERS, [])) == []


def test_that_a_stay_is_estimated_makes_the_worth_unsure():
    unsure = replace(GOOD, unsure=0.5)

    assert unsure.value.value == GOOD.value.value
    reach = hypot(GOOD.value.high - 5_000_000, 5_000_000 * 0.5 * 1.959964)
    assert unsure.value.high == pytest.approx(5_000_000 + reach)
    assert advice(unsure) is Advice.OPEN
