"""The curve, and how honest its band is."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from lanterne.growth.rules.diffusion import (
    Asked,
    Assumptions,
    Count,
    level,
    outlook,
    years_to,
)

HOUSEHOLDS = 28_996_752
# Cumulative units in millions by quarter, from the third of 2007 on, as a class of UCLA publishes them
# (rstudio-pubs-static 793104), with the regression that it fits: sales = 1.4752541 + 0.2050036 Y - 0.0002572 Y².
UNITS = (
    0.270, 1.389, 3.704, 5.497, 6.214, 13.106, 17.469, 21.262, 26.550, 33.917, 42.654, 51.406, 59.804, 73.946, 90.181,
    108.828, 129.166, 146.239, 183.283, 218.347, 244.375, 270.285, 318.074,
)  # fmt: skip


def curve(quarters, ceiling=0.55, p=0.0267, q=0.4, scatter=0.0, seed=1):
    chance = np.random.default_rng(seed)
    return [
        Count(
            quarter / 4,
            float(level(quarter / 4, ceiling, p, q) * np.exp(chance.normal(0, scatter))),
        )
        for quarter in range(1, quarters + 1)
    ]


def test_the_curve_begins_at_nought_and_ends_at_its_ceiling():
    assert level(0, 100, 0.03, 0.38) == 0
    assert float(level(200, 100, 0.03, 0.38)) == pytest.approx(100)


def test_the_year_of_a_level_is_the_level_of_the_year():
    share = float(level(4, 1, 0.03, 0.38))
    assert float(years_to(share, 0.03, 0.38)) == pytest.approx(4)


def test_the_ceiling_and_what_lies_above_it_are_never_reached():
    assert years_to(1.0, 0.03, 0.38) == inf
    assert years_to(1.2, 0.03, 0.38) == inf


def test_the_band_of_the_published_units_holds_the_published_ceiling():
    """From the regression the ceiling is the positive root: 804 million.

    The first quarter had two days of sales, so the years begin at its end.
    """
    a, b, c = 1.4752541, 0.2050036, -0.0002572
    published = (-b - (b * b - 4 * a * c) ** 0.5) / (2 * c)
    assert round(published) == 804

    counts = [Count(place / 4, units) for place, units in enumerate(UNITS) if place]
    ceiling = outlook(counts, Assumptions(7_000), Asked((5.75,), 500, 30)).ceiling

    assert [round(edge) for edge in (ceiling.low, ceiling.middle, ceiling.high)] == [559, 820, 1513]


def test_four_years_at_twelve_per_cent_do_not_tell_the_ceiling():
    found = outlook(curve(16, scatter=0.03), Assumptions(1.0), Asked((8,), 0.5, 24))

    assert not found.is_ceiling_told
    assert (round(found.ceiling.low, 2), round(found.ceiling.high, 2)) == (0.38, 0.93)
    assert found.reached.high == inf


def test_at_ten_years_they_do():
    found = outlook(curve(40, scatter=0.03), Assumptions(1.0), Asked((12,), 0.5, 24))

    assert found.is_ceiling_told
    assert found.ceiling.low < 0.55 < found.ceiling.high


def test_a_fixed_ceiling_narrows_the_band():
    free = outlook(curve(16, scatter=0.03), Assumptions(1.0), Asked((8,), 0.5, 24))
    fixed = outlook(curve(16, scatter=0.03), Assumptions(1.0, 0.55), Asked((8,), 0.5, 24))

    assert fixed.ceiling.low == fixed.ceiling.high == 0.55
    [wide], [narrow] = free.levels, fixed.levels
    assert narrow.high - narrow.low < (wide.high - wide.low) / 4
    assert narrow.low < float(level(8, 0.55, 0.0267, 0.4)) < narrow.high


def test_nothing_reaches_a_target_above_a_fixed_ceiling():
    found = outlook(curve(16), Assumptions(1.0, 0.4), Asked((8,), 0.5, 24))

    assert found.chance == 0
    assert (found.reached.low, found.reached.high) == (inf, inf)


def test_one_count_leaves_nearly_everything_open():
    found = outlook(
        [Count(4.04, 3_500_000)], Assumptions(HOUSEHOLDS), Asked((8,), HOUSEHOLDS / 2, 24)
    )

    assert not found.is_ceiling_told
    assert found.ceiling.high / HOUSEHOLDS > 0.8
    assert 0.2 < found.chance < 0.6


@pytest.mark.slow
def test_four_in_five_truths_lie_within_the_band():
    """Truths drawn as the forecast assumes them, counted for five years with the scatter that it expects."""
    chance = np.random.default_rng(7)
    hits = 0
    for _run in range(200):
        ceiling = float(np.exp(chance.uniform(np.log(0.05), 0)))
        p, q = (
            float(np.exp(chance.uniform(*np.log(bounds)))) for bounds in ((0.001, 0.1), (0.05, 1.2))
        )
        counts = [
            Count(year, float(level(year, ceiling, p, q) * np.exp(chance.normal(0, 0.05))))
            for year in (1, 2, 3, 4, 5)
        ]
        [band] = outlook(counts, Assumptions(1.0), Asked((8,), 0.5, 24)).levels
        hits += band.low <= float(level(8, ceiling, p, q)) <= band.high
    assert 150 <= hits <= 170, hits
