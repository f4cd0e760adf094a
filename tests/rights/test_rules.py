"""Windows are half-open, and the answer names the next change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lanterne.rights.rules import (
    Market,
    Period,
    Reason,
    Window,
    availability,
    best,
    joined,
    nearest,
)

MARCH = datetime(2027, 3, 1, tzinfo=UTC)
APRIL = datetime(2027, 4, 1, tzinfo=UTC)
MAY = datetime(2027, 5, 1, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def window(opens_at=MARCH, closes_at=APRIL, territory="FR"):
    return Window(territory, opens_at, closes_at)


def told(windows, at, territory="FR"):
    answer = availability(windows, market=Market(territory), at=at)
    return answer.is_open, answer.reason, answer.opens_at, answer.closes_at


def test_a_window_opens_at_the_stroke():
    assert told([window()], MARCH - INSTANT) == (False, Reason.NOT_YET, MARCH, APRIL)
    assert told([window()], MARCH) == (True, Reason.OPEN, MARCH, APRIL)


def test_a_window_closes_at_the_stroke():
    assert told([window()], APRIL - INSTANT) == (True, Reason.OPEN, MARCH, APRIL)
    assert told([window()], APRIL) == (False, Reason.OVER, MARCH, APRIL)


def test_a_window_without_an_end_stays_open():
    assert told([window(closes_at=None)], datetime(2099, 1, 1, tzinfo=UTC)) == (
        True,
        Reason.OPEN,
        MARCH,
        None,
    )


def test_a_window_elsewhere_says_nothing_here():
    assert told([window()], MARCH, "BE") == (False, Reason.NO_WINDOW_HERE, None, None)


def test_windows_that_touch_are_one_period_without_a_gap():
    windows = [window(APRIL, MAY), window(MARCH, APRIL)]
    assert told(windows, APRIL - INSTANT) == (True, Reason.OPEN, MARCH, MAY)
    assert told(windows, APRIL) == (True, Reason.OPEN, MARCH, MAY)
    assert joined(one.period for one in windows) == [Period(MARCH, MAY)]


def test_between_two_windows_the_next_opening_is_told():
    later = window(MAY, None)
    assert told([later, window()], APRIL) == (False, Reason.NOT_YET, MAY, None)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (window(APRIL, MAY), False),
        (window(APRIL - INSTANT, MAY), True),
        (window(datetime(2027, 2, 1, tzinfo=UTC), MARCH), False),
        (window(datetime(2027, 2, 1, tzinfo=UTC), MARCH + INSTANT), True),
        (window(datetime(2027, 2, 1, tzinfo=UTC), None), True),
        (window(APRIL, None), False),
        (window(territory="BE"), False),
    ],
)
def test_windows_overlap_when_they_share_an_instant(other, expected):
    assert window().overlaps(other) is expected
    assert other.overlaps(window()) is expected


def test_the_nearest_title_with_a_window_in_the_territory_decides():
    own, above = [window(territory="BE")], [window()]
    assert list(nearest([own, above], market=Market("FR"))) == above
    assert list(nearest([own, above], market=Market("BE"))) == own
    assert list(nearest([own, above], market=Market("GB"))) == []


def test_the_best_answer_is_open_the_longest_then_opening_first_then_closed_last():
    def answer(at, *windows):
        return availability(windows, market=Market("FR"), at=at)

    forever, short = answer(MARCH, window(closes_at=None)), answer(MARCH, window())
    ahead, later = answer(MARCH, window(APRIL, MAY)), answer(MARCH, window(MAY, None))
    over, nothing = answer(MAY, window()), answer(MARCH)
    assert best([nothing, over, later, ahead, short, forever]) is forever
    assert best([nothing, over, later, ahead, short]) is short
    assert best([nothing, over, later, ahead]) is ahead
    assert best([nothing, over]) is over
