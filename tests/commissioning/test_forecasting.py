"""Forecasts from what earlier titles brought: by hand, and held against what came in a thousand slates."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest

from lanterne.commissioning.rules.forecasting import (
    FEWEST,
    Measure,
    Past,
    forecast,
    quantile,
    shrunk,
)


def past(*values, group="films drama"):
    return [Past(f"title {number}", group, value) for number, value in enumerate(values)]


def test_of_fewer_than_nine_titles_nothing_is_foretold():
    assert forecast(Measure.HOURS, past(*range(1, FEWEST)), "films drama") is None


def test_nine_titles_of_one_kind_reach_from_their_least_to_their_most_miss():
    hours = [100.0, 120.0, 150.0, 200.0, 240.0, 300.0, 400.0, 500.0, 800.0]
    told = forecast(Measure.HOURS, past(*hours), "films drama")

    middle = sum(log(one) for one in hours) / 9
    assert told.value == pytest.approx(exp(middle))
    # Left out, each is missed by what the mean of the other eight lacks; that lands on the title itself, seen from the others.
    draws = sorted(log(one) for one in hours)
    assert [log(one) for one in told.draws] == pytest.approx(draws)
    assert (told.low, told.high) == (pytest.approx(100.0), pytest.approx(800.0))
    assert (told.past, told.alike) == (9, 9)


def test_a_group_that_differs_is_believed_and_one_that_does_not_is_drawn_to_the_mean():
    apart = [("a", value) for value in (9.9, 10.0, 10.1)] + [("b", value) for value in (0.9, 1.0, 1.1)]  # fmt: skip
    alike = [("a", value) for value in (3.0, 5.0, 8.0)] + [("b", value) for value in (4.0, 5.0, 6.0)]  # fmt: skip

    assert shrunk(apart, "a") == pytest.approx(10.0, abs=0.01)
    assert shrunk(alike, "a") == pytest.approx(31 / 6)
    assert shrunk(apart, "nobody") == pytest.approx(5.5)


def test_the_shrinkage_of_a_one_way_layout_by_hand():
    # Groups of two and four: means 4 and 7, overall 6; within 4/4 = 1.5, apart (2*4 + 4*1)/1 = 12, size (6 - 20/6)/1 = 8/3.
    held = [("a", 3.0), ("a", 5.0), ("b", 6.0), ("b", 6.0), ("b", 8.0), ("b", 8.0)]
    within, between = 6 / 4, (12 - 6 / 4) / (8 / 3)
    weight = 2 * between / (2 * between + within)

    assert shrunk(held, "a") == pytest.approx(6 - 2 * weight)


def test_the_dyestuffs_of_a_textbook():
    """Yield of six batches of an intermediate (Davies, 1947); the batches' effects as Bates prints them in *lme4* (2010, chapter 1)."""
    yields = {
        "A": (1545, 1440, 1440, 1520, 1580),
        "B": (1540, 1555, 1490, 1560, 1495),
        "C": (1595, 1550, 1605, 1510, 1560),
        "D": (1445, 1440, 1595, 1465, 1545),
        "E": (1595, 1630, 1515, 1635, 1625),
        "F": (1520, 1455, 1450, 1480, 1445),
    }
    held = [(batch, float(grams)) for batch, told in yields.items() for grams in told]

    effects = [round(shrunk(held, batch) - 1527.5, 2) for batch in yields]

    assert effects == [-17.61, 0.39, 28.56, -23.08, 56.73, -45.0]


def test_quantiles_are_of_one_more_draw():
    nine = [float(number) for number in range(1, 10)]

    assert [quantile(nine, share) for share in (0.1, 0.5, 0.9, 0.25)] == [1.0, 5.0, 9.0, 2.5]
    assert quantile(nine, 0.01) == 1.0


def test_what_is_reached_with_a_chance_is_what_four_in_five_draws_reach():
    told = forecast(Measure.GAINED, past(*(10.0 * one for one in range(1, 10))), "films drama")

    assert told.at_least(0.8) == pytest.approx(quantile(told.draws, 0.2))
    assert told.low <= told.at_least(0.8) < told.value


def test_a_title_of_no_hours_and_one_that_all_finished_can_be_counted():
    assert forecast(Measure.HOURS, past(0.0, *range(1, 10)), "films drama").low > 0
    told = forecast(Measure.COMPLETION, past(*[1.0] * 5, *[0.0] * 5), "films drama")
    assert 0 < told.low < told.high < 1
    told = forecast(Measure.GAINED, past(-20.0, *range(-4, 5)), "films drama")
    assert told.low < 0 < told.high


@pytest.mark.slow
@pytest.mark.parametrize("measure", list(Measure))
def test_the_ranges_hold_four_in_five_of_what_comes(measure):
    """Back-test: slates whose genres differ and whose titles scatter with heavy tails; each title from those before it."""
    within = made = 0
    for seed in range(30):
        slate = _slate(seed, measure)
        for number in range(FEWEST, len(slate)):
            title = slate[number]
            told = forecast(measure, slate[:number], title.group)
            within += told.low <= title.value <= told.high
            made += 1

    assert made == 930
    assert 0.75 <= within / made <= 0.85


def _slate(seed, measure):
    rng = np.random.default_rng(seed)
    groups = [f"films {number}" for number in range(6)]
    differ = dict(zip(groups, rng.normal(0, 0.8, len(groups)), strict=True))
    back = {
        Measure.HOURS: lambda score: np.exp(8 + score),
        Measure.COMPLETION: lambda score: 1 / (1 + np.exp(-score)),
        Measure.GAINED: lambda score: np.sinh(3 + score),
    }[measure]
    drawn = [groups[min(5, int(rng.exponential(2)))] for _ in range(40)]
    return [
        Past(str(number), group, float(back(differ[group] + 0.7 * rng.standard_t(5))))
        for number, group in enumerate(drawn)
    ]
