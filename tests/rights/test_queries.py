"""One question about one title and one question about the whole catalogue give the same answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanterne.rights import queries
from lanterne.rights.models import LicenceWindow
from lanterne.rights.rules import Market, Reason
from tests.titles import a_film, a_series, a_window

pytestmark = pytest.mark.django_db

MARCH = datetime(2027, 3, 1, tzinfo=UTC)
APRIL = datetime(2027, 4, 1, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def open_ids(at, territory="FR"):
    return set(queries.open_title_ids(market=Market(territory), at=at))


def reason(title_id, at, territory="FR"):
    return queries.availability(title_id=title_id, market=Market(territory), at=at).reason


def test_the_whole_catalogue_opens_and_closes_at_the_stroke():
    film = a_film()
    a_window(film, "FR", MARCH, APRIL)
    assert open_ids(MARCH - INSTANT) == set()
    assert open_ids(MARCH) == {film}
    assert open_ids(APRIL - INSTANT) == {film}
    assert open_ids(APRIL) == set()
    assert open_ids(MARCH, "BE") == set()


def test_the_whole_catalogue_is_asked_in_one_statement():
    a_window(a_film(), "FR", MARCH, APRIL)
    with CaptureQueriesContext(
        connection,
    ) as statements:
        open_ids(MARCH)
    assert len(statements) == 1


def test_episodes_inherit_from_the_series_until_they_have_a_window_of_their_own():
    series, [season], [[first, second]] = a_series()
    a_window(series, "FR", MARCH, APRIL)
    a_window(second, "FR", APRIL, None)
    assert open_ids(MARCH) == {series, season, first}
    assert reason(second, MARCH) is Reason.NOT_YET
    assert open_ids(APRIL) == {series, season, second}
    assert reason(first, APRIL) is Reason.OVER


def test_a_window_in_another_territory_does_not_hide_the_series():
    series, _, [[first, _]] = a_series()
    a_window(series, "FR", MARCH, APRIL)
    a_window(first, "BE", APRIL, None)
    assert reason(first, MARCH) is Reason.OPEN
    assert reason(first, MARCH, "BE") is Reason.NOT_YET


def test_a_series_without_a_window_opens_with_its_first_episode():
    series, [one, two], [[first], [last]] = a_series(seasons=(1, 1))
    a_window(last, "FR", MARCH, None)
    a_window(first, "FR", APRIL, None)
    assert open_ids(MARCH) == {series, two, last}
    assert reason(one, MARCH) is Reason.NOT_YET
    assert reason(series, MARCH) is Reason.OPEN


def test_a_title_that_does_not_exist_has_no_window():
    assert reason(999_999, MARCH) is Reason.NO_WINDOW_HERE


def test_what_closes_soon_is_told_unless_another_window_follows_at_once():
    ending, followed, later, over = a_film("A"), a_film("B"), a_film("C"), a_film("D")
    a_window(ending, "FR", MARCH, APRIL)
    a_window(followed, "FR", MARCH, APRIL)
    a_window(followed, "FR", APRIL, None)
    a_window(later, "FR", MARCH, APRIL + timedelta(days=90))
    a_window(over, "FR", MARCH - timedelta(days=9), MARCH)
    found = queries.closing(market=Market("FR"), at=MARCH, within=timedelta(days=31))
    assert found == {ending: APRIL}


instants = st.integers(0, 6).map(lambda day: MARCH + timedelta(days=day))
periods = st.tuples(instants, st.none() | st.integers(1, 4))
granted = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["FR", "BE"]), periods), max_size=14
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(granted=granted, at=instants)
def test_the_set_and_the_single_question_agree(house, granted, at):
    LicenceWindow.objects.all().delete()
    rows = {
        (house[place], territory, opens): LicenceWindow(
            title_id=house[place],
            territory=territory,
            opens_at=opens,
            closes_at=opens + timedelta(days=length) if length else None,
        )
        for place, territory, (opens, length) in granted
    }
    LicenceWindow.objects.bulk_create(rows.values())
    for territory in ("FR", "BE"):
        one_by_one = {title for title in house if reason(title, at, territory) is Reason.OPEN}
        assert open_ids(at, territory) == one_by_one


@pytest.fixture
def house(db):
    """Ten titles: two films, and a series of two seasons with five episodes."""
    series, seasons, episodes = a_series(seasons=(2, 3))
    return [
        a_film("One"),
        a_film("Two"),
        series,
        *seasons,
        *(one for season in episodes for one in season),
    ]
