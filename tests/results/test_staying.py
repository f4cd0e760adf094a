"""Households that a title kept, by hand and by a published table; whether that is true is asked in test_truth."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from statistics import NormalDist

import pytest

from lanterne.results.rules.joining import Member
from lanterne.results.rules.runs import Run
from lanterne.results.rules.staying import Month, kept, months
from tests.results.world import DAY, RELEASED, TITLE

RUN = Run(TITLE, "FR", RELEASED, RELEASED + 91 * DAY)
MONTH = 30 * DAY


def table(stratum, *, left, stayed, others_left, others_stayed):
    counts = {(True, True): left, (True, False): stayed, (False, True): others_left, (False, False): others_stayed}  # fmt: skip
    told = [key for key, count in counts.items() for _ in range(count)]
    return [
        Month(1000 * stratum + number, (stratum, 0, 0), started, has_left)
        for number, (started, has_left) in enumerate(told)
    ]


def test_the_tables_of_a_textbook():
    """Deaths under tolbutamide and placebo by age (University Group Diabetes Program, 1970), as Rothman and Greenland pool them.

    The risk difference is 0.035, with limits of 90 % at -0.018 and 0.087; what is a death there is a leaving here.
    """
    young = table(1, left=8, stayed=98, others_left=5, others_stayed=115)
    old = table(2, left=22, stayed=76, others_left=16, others_stayed=69)

    found = kept([*young, *old])

    assert round(-found.fewer.value, 3) == 0.035
    reach = (found.fewer.high - found.fewer.value) * NormalDist().inv_cdf(0.95) / NormalDist().inv_cdf(0.975)  # fmt: skip
    limits = [round(-found.fewer.value + way * reach, 3) for way in (-1, 1)]
    assert limits == [-0.018, 0.087]
    assert found.months == 204
    assert found.households.value == pytest.approx(204 * found.fewer.value)


def test_months_without_any_of_the_other_kind_say_nothing():
    compared = table(1, left=2, stayed=28, others_left=6, others_stayed=24)
    alone = table(2, left=30, stayed=0, others_left=0, others_stayed=0)

    assert kept([*compared, *alone]) == kept(compared)
    assert kept(compared).fewer.value == pytest.approx(4 / 30)


@pytest.mark.parametrize("others_left", [0, 30])
def test_an_interval_of_no_width_is_not_told(others_left):
    found = table(1, left=0, stayed=30, others_left=others_left, others_stayed=30 - others_left)

    assert kept(found, fewest=20) is None


@pytest.mark.parametrize(("started", "others"), [(19, 30), (30, 19), (0, 30)])
def test_too_few_tell_nothing(started, others):
    found = table(1, left=1, stayed=started - 1, others_left=others // 2, others_stayed=others - others // 2)  # fmt: skip

    assert kept(found, fewest=20) is None
    assert (kept(found, fewest=19) is None) == (min(started, others) < 19)


def test_households_are_counted_and_not_their_months():
    found = table(1, left=2, stayed=28, others_left=6, others_stayed=24)
    seven = [replace(one, household=one.household % 7 + 100 * one.has_started) for one in found]

    assert kept(seven, fewest=20) is None
    assert kept(seven, fewest=7) == kept(found, fewest=7)


def test_where_nobody_left_nothing_is_kept():
    assert kept(table(1, left=0, stayed=30, others_left=0, others_stayed=30)) is None


def test_an_interval_is_wide_where_tables_are_small():
    """One household on the other side of each table: Sato's variance knows of it."""
    found = [one for number in range(30) for one in table(number, left=number % 10 == 0, stayed=5 + (number % 10 != 0), others_left=0, others_stayed=1)]  # fmt: skip

    one = kept(found).fewer
    assert one.low < 0 < one.high


def test_a_title_of_many_episodes_is_one_start():
    who = Member(1, RELEASED - 5 * DAY, RELEASED + 25 * DAY)
    episodes = [(RELEASED + n * DAY, 2) for n in range(8)]

    assert next(months([who], {1: episodes}, RUN)).stratum == (0, 1, 0)


def test_a_month_counts_as_started_only_from_the_first_start_on():
    long = Member(1, RELEASED - 10 * DAY, RELEASED + 200 * DAY)
    found = list(months([long], {1: [(RELEASED + 25 * DAY, TITLE)]}, RUN))

    # Ends after 20, 50 and 80 days; the start on the 25th is of no use to the first.
    assert [one.has_started for one in found] == [False, True, True]
    assert [one.has_left for one in found] == [False] * 3


def test_a_start_before_the_release_is_of_no_other_title():
    long = Member(1, RELEASED - 10 * DAY, RELEASED + 200 * DAY)

    assert not any(one.has_started for one in months([long], {1: [(RELEASED - DAY, TITLE)]}, RUN))


def test_a_month_in_which_payment_failed_says_nothing_of_a_will():
    left = Member(1, RELEASED - 5 * DAY, RELEASED + 25 * DAY)
    unpaid = Member(2, RELEASED - 5 * DAY, RELEASED + 25 * DAY, by_will=False)

    assert [one.has_left for one in months([left, unpaid], {}, RUN)] == [True]


def test_months_outside_the_run_do_not_count():
    before = Member(1, RELEASED - MONTH, RELEASED)
    after = Member(2, RELEASED + 61 * DAY, RELEASED + 91 * DAY)
    within = Member(3, RELEASED + 61 * DAY, RELEASED + 91 * DAY - timedelta(seconds=1))

    assert len(list(months([before, after, within], {}, RUN))) == 1


def test_households_are_held_against_those_who_started_as_much_since_the_release():
    one = Member(1, RELEASED - 5 * DAY, RELEASED + 25 * DAY)
    two = Member(2, RELEASED - 5 * DAY, RELEASED + 25 * DAY)
    many = [(RELEASED + n * DAY, 2 + n) for n in range(3)]
    [first], [second] = (list(months([who], {1: [(RELEASED, TITLE)], 2: many}, RUN)) for who in (one, two))  # fmt: skip

    assert first.stratum == (0, 1, 0)
    assert second.stratum == (0, 3, 0)
