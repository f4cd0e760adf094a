"""Periods, parts that add up, and the guarantee that earnings are recouped against."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanterne.statements.rules import (
    Agreed,
    Before,
    FeeKind,
    Span,
    Tally,
    account,
    apportioned,
    credit,
    rounded,
    slice_of,
)

Q4 = Span(date(2026, 10, 1), date(2027, 1, 1))
GUARANTEE = Agreed(1, "G-1", "EUR", FeeKind.GUARANTEE, fee=100_000, share=5000)


@pytest.mark.parametrize(
    ("words", "begins_on", "ends_on"),
    [
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
        ("2026-q1", date(2026, 1, 1), date(2026, 4, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_a_period_is_a_quarter_or_a_month(words, begins_on, ends_on):
    found = Span.read(words)
    assert found == Span(begins_on, ends_on)
    assert str(found) == words.upper()


@pytest.mark.parametrize("words", ["", "2026", "2026-Q5", "2026-13", "0026-01", "2026-1", "now"])
def test_anything_else_is_no_period(words):
    assert Span.read(words) is None


def test_a_period_begins_and_ends_by_the_clocks_of_the_place():
    since, until = Q4.instants(ZoneInfo("Europe/Paris"))
    assert (since.isoformat(), until.isoformat()) == (
        "2026-10-01T00:00:00+02:00",
        "2027-01-01T00:00:00+01:00",
    )


def test_a_quarter_has_three_months():
    assert [str(month) for month in Q4.months] == ["2026-10", "2026-11", "2026-12"]


@given(st.integers(0, 10**12), st.lists(st.fractions(0, 10**6), min_size=1, max_size=30))
def test_parts_add_up_to_the_whole_and_none_is_a_unit_off(total, weights):
    parts = apportioned(total, weights)
    if not sum(weights):
        assert parts == [0] * len(weights)
        return
    assert sum(parts) == total
    exact = [Fraction(total) * one / sum(weights) for one in weights]
    assert all(abs(part - one) < 1 for part, one in zip(parts, exact, strict=True))


def test_the_largest_remainders_are_served_first_and_of_equal_ones_the_first():
    assert apportioned(100, [1, 1, 1]) == [34, 33, 33]
    assert apportioned(10, [Fraction(14, 10), Fraction(16, 10), 7]) == [1, 2, 7]


def test_money_is_rounded_half_up():
    assert [rounded(Fraction(one, 2)) for one in (1, 3, 4)] == [1, 2, 2]


def test_a_slice_is_exact_and_nothing_where_nothing_was_watched():
    assert slice_of(1082, part=2, of=3, share=5000, rate=Fraction(1)) == Fraction(1082, 3)
    assert slice_of(1082, part=0, of=0, share=5000, rate=Fraction(1)) == 0


def test_earnings_are_recouped_against_the_guarantee_before_anything_is_paid():
    first = account(GUARANTEE, share=60_000, plays=0, before=Before(), ends_on=Q4.ends_on)
    assert (first.fee_due, first.recouped, first.unrecouped, first.payable) == (
        100_000, 60_000, 40_000, 0,
    )  # fmt: skip
    second = account(
        GUARANTEE, share=50_000, plays=0, before=Before(100_000, 60_000, 0), ends_on=Q4.ends_on
    )
    assert (second.fee_due, second.recouped, second.unrecouped, second.payable) == (
        0, 40_000, 0, 10_000,
    )  # fmt: skip
    third = account(
        GUARANTEE, share=7_000, plays=0, before=Before(100_000, 110_000, 10_000), ends_on=Q4.ends_on
    )
    assert (third.recouped, third.unrecouped, third.payable) == (0, 0, 7_000)


def test_a_flat_fee_is_owed_beside_the_share_and_once():
    flat = Agreed(1, "G-1", "EUR", FeeKind.FLAT, fee=100_000, share=5000)
    first = account(flat, share=60_000, plays=0, before=Before(), ends_on=Q4.ends_on)
    assert (first.fee_due, first.recouped, first.payable, first.due) == (
        100_000, 0, 60_000, 160_000,
    )  # fmt: skip
    second = account(
        flat, share=1, plays=0, before=Before(100_000, 60_000, 60_000), ends_on=Q4.ends_on
    )
    assert second.due == 1


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ({"due_on": date(2026, 12, 31)}, 100_000),
        ({"due_on": date(2027, 1, 1)}, 0),
        ({"paid_on": date(2026, 3, 1)}, 0),
    ],
)
def test_a_fee_is_due_once_its_licence_has_begun_unless_it_was_paid_before(terms, due):
    flat = Agreed(1, "G-1", "EUR", fee=100_000, **terms)
    found = account(flat, share=0, plays=0, before=Before(), ends_on=Q4.ends_on)
    assert found.fee_due == due


def test_a_price_for_each_play_is_earned_beside_the_share():
    priced = Agreed(1, "G-1", "EUR", price=35)
    found = account(priced, share=10, plays=4, before=Before(), ends_on=Q4.ends_on)
    assert (found.views, found.earned, found.payable) == (140, 150, 150)


def test_a_viewing_under_two_windows_is_divided_and_its_play_told_under_both():
    first, second = Tally(), Tally()
    credit([first, second], month=Q4.begins_on, milliseconds=1001, viewer=7, is_play=True)
    assert (first.milliseconds, second.milliseconds) == (501, 500)
    assert (first.plays, second.plays, first.viewers) == (1, 1, {7})


def test_a_glance_is_time_and_neither_a_play_nor_a_viewer():
    tally = Tally()
    credit([tally], month=Q4.begins_on, milliseconds=29_000, viewer=7, is_play=False)
    assert (tally.milliseconds, tally.plays, tally.viewers) == (29_000, 0, set())
