"""Who began, watched and finished; views, weeks and half-life."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from lanterne.audience.rules import Sitting
from lanterne.results.rules.engagement import Reach, half_life, reach, views, weekly

RELEASED = datetime(2026, 3, 6, 20, tzinfo=UTC)
FILM = {7: 6000.0}


def sat(household, *ranges, title=7, day=0.0):
    seconds = sum(end - start for start, end in ranges)
    return Sitting(household, title, RELEASED + timedelta(days=day), seconds, ranges)


@pytest.mark.parametrize(
    ("ranges", "reached"),
    [
        ([(0.0, 119.9)], Reach(0, 0, 0)),
        ([(0.0, 120.0)], Reach(1, 0, 0)),
        ([(0.0, 4199.0)], Reach(1, 0, 0)),
        ([(0.0, 4200.0)], Reach(1, 1, 0)),
        ([(600.0, 6000.0)], Reach(1, 1, 1)),
        # The same minutes twice are hours, and no further on the way to the end.
        ([(0.0, 3000.0), (0.0, 3000.0)], Reach(1, 0, 0)),
    ],
)
def test_two_minutes_begin_seven_tenths_watch_nine_tenths_finish(ranges, reached):
    assert reach([sat(1, *ranges)], FILM) == reached


def test_a_household_goes_on_where_it_stopped():
    evenings = [sat(1, (0.0, 3000.0)), sat(1, (2900.0, 5400.0), day=1.0), sat(2, (0.0, 130.0))]

    assert reach(evenings, FILM) == Reach(2, 1, 1)
    assert reach(evenings, FILM).completion == 0.5


def test_one_episode_watches_a_season_and_nine_tenths_of_all_finish_it():
    season = {1: 3000.0, 2: 3000.0, 3: 3000.0}
    one = [sat(1, (0.0, 2100.0), title=1)]
    most = [sat(2, (0.0, 3000.0), title=part) for part in (1, 2)] + [sat(2, (0.0, 2100.0), title=3)]

    assert reach(one, season) == Reach(1, 1, 0)
    assert reach(most, season) == Reach(1, 1, 1)
    assert reach([sat(1, (0.0, 3000.0), title=9)], season) == Reach(0, 0, 0)


def test_a_clip_of_a_minute_is_begun_by_whoever_watches_it():
    assert reach([sat(1, (0.0, 41.0))], {7: 60.0}) == Reach(0, 0, 0)
    assert reach([sat(1, (0.0, 42.0))], {7: 60.0}) == Reach(1, 1, 0)


def test_the_sessions_of_erased_households_are_hours_and_nobody():
    erased = [sat(None, (0.0, 6000.0))]

    assert reach(erased, FILM) == Reach(0, 0, 0)
    assert reach(erased, FILM).completion is None
    assert weekly(erased, released=RELEASED, weeks=1) == (6000 / 3600,)


def test_views_as_netflix_published_them_for_wednesday():
    # 252.1 million views of a season of 6.8 hours (https://about.netflix.com/news, 20 June 2023, retold by trillmag.com).
    assert round(views(1_714_280_000, 6.8 * 3600) / 1e6, 1) == 252.1


def test_completion_as_it_was_told_of_squid_game():
    # Of those who started, 66 % finished within 23 days (Bloomberg, retold by engadget.com, October 2021).
    assert Reach(starters=132, watchers=117, completers=87).completion == pytest.approx(0.66, abs=0.005)  # fmt: skip


def test_hours_by_week_and_when_half_of_them_had_come():
    found = [sat(1, (0.0, 3600.0), day=day) for day in (0, 1, 2, 6.99, 7, 8, 20)]

    assert weekly(found, released=RELEASED, weeks=3) == (4.0, 2.0, 1.0)
    # Three and a half of seven: that is 3.5/4 of the first week.
    assert half_life((4.0, 2.0, 1.0)) == 7 * 3.5 / 4
    # Wednesday, in millions of hours: variety.com and pvnew.com, December 2022.
    assert round(half_life((341.2, 411.3, 269.7, 174.0)), 1) == 11.4
    assert half_life((1.0, 1.0, 4.0)) == 7 * (2 + 1 / 4)
    assert half_life((0.0, 0.0)) is None


def test_what_began_before_or_after_is_in_no_week():
    found = [sat(1, (0.0, 3600.0), day=day) for day in (-0.01, 14.0)]

    assert weekly(found, released=RELEASED, weeks=2) == (0.0, 0.0)
