"""Question 13: what share of a catalogue is European, and what is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from lanterne.regulation.rules import Count, Made, Unit, count, is_of, mean, meets
from lanterne.regulation.rules.works import EUROPE

ON = date(2026, 11, 23)
FR, GB, US, CH = (Made(code) for code in ("FR", "GB", "US", "CH"))


def shared(code, percent):
    return Made(code, Decimal(percent))


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ((FR,), True),
        ((GB,), True),
        ((CH,), True),
        ((US,), False),
        ((FR, GB), True),
        ((shared("FR", "51"), shared("US", "49")), True),
        ((shared("FR", "50"), shared("US", "50")), False),
        ((Made("FR", is_lead=True), US), True),
        ((FR, Made("US", is_lead=True)), False),
        ((FR, US), None),
        ((), None),
    ],
)
def test_a_work_is_european_by_whoever_made_more_than_half_of_it(made, told):
    assert is_of(made, EUROPE) is told


def test_a_work_meets_all_conditions_or_not():
    unit = Unit(1, (FR,), "fr-CA", 2023)
    assert meets(unit, ("european", "language:fr", "recent"), on=ON) is True
    assert meets(unit, ("language:es,ca",), on=ON) is False
    assert meets(Unit(2, (), "en", 1990), ("european", "recent"), on=ON) is False
    assert meets(Unit(2, (), "en", 2024), ("european", "recent"), on=ON) is None


def test_a_film_and_a_season_count_one_each():
    units = [Unit(1, (FR,), "fr"), Unit(2, (US,), "en"), Unit(3, (), "en")]
    found = count(units, ("european",), on=ON)
    assert found == Count(total=3, met=1, unknown=1)
    assert found.share == Fraction(100, 3)
    assert found.most == Fraction(200, 3)


def test_two_french_films_more():
    # 28 of 100 are European: with two more it is 30 of 102, which is 29.4 per cent; it takes three.
    assert Count(100, 28).missing(Decimal(30)) == 3
    assert Count(100, 29).missing(Decimal(30)) == 2
    assert Count(100, 30).missing(Decimal(30)) == 0
    assert Count(101, 30).missing(Decimal(30)) == 1


def test_the_british_and_the_union_s_works_of_european_catalogues_reach_thirty_per_cent():
    # As measured of European catalogues: 28 per cent from the Union, 9 from the United Kingdom.
    assert Count(100, 28 + 9).reaches(Decimal(30))
    assert not Count(100, 28).reaches(Decimal(30))


def test_over_a_period_each_day_counts_alike():
    assert mean([Count(10, 2), Count(100, 40), Count(0, 0)]) == Fraction(30)
    assert mean([]) == 0
