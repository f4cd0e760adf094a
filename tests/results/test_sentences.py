"""Figures as they are written, in the reader's language."""

from __future__ import annotations

from math import inf

import pytest
from django.utils import translation

from lanterne.results import sentences
from lanterne.results.rules.estimates import Estimate


@pytest.mark.parametrize(
    ("language", "share", "times", "months"),
    [("en", "66.4%", "0.0045", "1 month"), ("fr", "66,4\xa0%", "0,0045", "1\xa0mois")],
)
def test_numbers_are_written_as_people_write_them(language, share, times, months):
    with translation.override(language):
        assert sentences.share(0.6641) == share
        assert sentences.times(0.00451) == times
        assert sentences.months(1.0) == months


def test_few_have_a_digit_and_many_none():
    told = [sentences.count(value) for value in (0, 2.04, 9.96, 47.2, -12.6, 1234.5)]

    assert told == ["0", "2", "10", "47", "\N{MINUS SIGN}13", "1,234"]
    assert [sentences.times(value) for value in (41.64, -0.2, 2.5)] == [
        "42",
        "\N{MINUS SIGN}0.2",
        "2.5",
    ]


def test_an_interval_and_one_without_an_upper_end():
    assert sentences.estimate(Estimate(47.0, 32.4, 62.0)) == "47, from 32 to 62"
    each = Estimate(40_000.0, 18_000.0, inf)
    assert sentences.money_for_each(each, "EUR") == "€400.00, at least €180.00"
    told = sentences.money_for_each(Estimate(40_000.0, 18_000.0, 90_000.0), "EUR")
    assert told == "€400.00, from €180.00 to €900.00"
