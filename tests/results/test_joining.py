"""Households that a title gained, by hand; whether that is true is asked in test_truth."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lanterne.results.rules.estimates import Estimate
from lanterne.results.rules.joining import Member, Newcomer, after, before, first_plays, gained
from lanterne.results.rules.runs import Run
from tests.results.world import DAY, RELEASED, TITLE

RUN = Run(TITLE, "FR", RELEASED, RELEASED + 91 * DAY)
SECOND = timedelta(seconds=1)
YES, NO, QUIET = Newcomer(True, True, 1), Newcomer(False, False, 1), Newcomer(False, False, 0)


def member(household, joined, until=RELEASED + 200 * DAY):
    return Member(household, joined, until)


def test_newcomers_are_those_of_four_weeks_from_the_release_on():
    days = (RELEASED - SECOND, RELEASED, RELEASED + 28 * DAY - SECOND, RELEASED + 28 * DAY)
    came = [member(number, day) for number, day in enumerate(days)]
    starts = {number: [(day + DAY, TITLE)] for number, day in enumerate(days)}

    assert after(came, starts, RUN) == [Newcomer(True, True, 0)] * 2
    short = Run(TITLE, "FR", RELEASED, RELEASED + 7 * DAY)
    assert len(after(came, starts, short)) == 1


def test_they_are_held_against_those_of_the_four_weeks_before_who_were_still_there():
    came = [
        member(1, RELEASED - 28 * DAY),
        member(2, RELEASED - 28 * DAY - SECOND),
        member(3, RELEASED - DAY, until=RELEASED),
        member(4, RELEASED - DAY, until=RELEASED + SECOND),
    ]

    assert len(before(came, {}, RUN)) == 2


def test_seven_days_begin_at_joining_or_at_the_release():
    new, old = member(1, RELEASED + 3 * DAY), member(2, RELEASED - 3 * DAY)
    week = [(RELEASED + 10 * DAY - SECOND, TITLE)], [(RELEASED + 10 * DAY, TITLE)]

    assert [after([new], {1: started}, RUN)[0].has_started for started in week] == [True, False]
    early, late = [(RELEASED, TITLE)], [(RELEASED + 7 * DAY, TITLE)]
    told = [before([old], {2: started}, RUN)[0].has_started for started in (early, late)]
    assert told == [True, False]


def test_the_first_play_is_the_first_of_all_and_others_are_counted_once():
    other, another = 2, 3
    days = [(RELEASED + n * DAY, title) for n, title in enumerate((other, TITLE, other, another))]
    one = after([member(1, RELEASED)], {1: days}, RUN)

    assert one == [Newcomer(has_started=True, is_first=False, others=2)]
    assert first_plays(one) == 0
    assert first_plays(after([member(1, RELEASED)], {1: days[1:]}, RUN)) == 1


def test_what_the_earlier_ones_would_have_done_is_taken_off():
    # Of 100 newcomers 60 start the title, of 99 earlier ones 24.5 on 100: g = (60 - 100 r) / (1 - r) with r = 0.25.
    new = [YES] * 60 + [NO] * 40
    old = [YES] * 24 + [NO] * 75

    estimate = gained(new, old, fewest=20)

    assert estimate.value == pytest.approx((60 - 100 * 0.245) / (1 - 0.245))
    r, missed = 0.245, 40.5
    variance = missed * r / (1 - r) ** 2 + missed**2 * r / ((1 - r) ** 3 * 100)
    assert estimate.high - estimate.value == pytest.approx(1.959964 * variance**0.5)
    assert estimate.value - estimate.low == pytest.approx(1.959964 * variance**0.5)


def test_a_published_example_comes_out_as_its_authors_have_it():
    # Date and others, APHA 2005, abstract 121252: 9 of 27 stayed well without a vaccine, 100 of 115 with it; 80.5 % (66 to 89).
    with_it, without = [YES] * 100 + [NO] * 15, [YES] * 9 + [NO] * 18

    spared = gained(with_it, without, fewest=20)

    shares = [round(100 * one / 115, 1) for one in (spared.low, spared.value, spared.high)]
    assert shares == [72.2, 80.3, 87.0]


def test_newcomers_who_do_as_the_earlier_ones_were_not_gained():
    estimate = gained([YES] * 30 + [NO] * 70, [YES] * 30 + [NO] * 70)

    assert estimate.low < 0 < estimate.high
    assert abs(estimate.value) < 1


def test_households_that_watch_as_much_are_held_against_each_other():
    """Newcomers who only watch more than the earlier ones did not come for anything."""
    busy_yes, busy_no, quiet = Newcomer(True, False, 4), Newcomer(False, False, 4), QUIET
    new = [busy_yes] * 80 + [busy_no] * 80 + [quiet] * 40
    old = [busy_yes] * 20 + [busy_no] * 20 + [quiet] * 160

    assert abs(gained(new, old).value) < 2


def test_no_more_are_gained_than_started_and_no_fewer_lost_than_came():
    assert gained([YES] * 30, [NO] * 200).high == 30
    assert gained([QUIET] * 20, [Newcomer(True, True, 0)] * 200).low == -20


@pytest.mark.parametrize(("new", "old"), [(19, 20), (20, 19), (0, 0)])
def test_too_few_tell_nothing(new, old):
    assert gained([YES] * new, [NO] * old, fewest=20) is None
    assert isinstance(gained([YES] * 20, [NO] * 20, fewest=20), Estimate)


def test_twenty_of_twenty_are_no_proof_where_nearly_all_of_the_earlier_ones_did():
    estimate = gained([YES] * 20, [YES] * 19 + [NO])

    assert estimate.low < 0
    assert (round(estimate.value, 9), estimate.high) == (20, 20)
