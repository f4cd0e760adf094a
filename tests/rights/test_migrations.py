"""What the migrations of rights do to rows that were written before them."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lanterne.rights import queries
from lanterne.studio.windows_page import windows_page
from tests.titles import a_film

pytestmark = pytest.mark.django_db
mending = import_module("lanterne.rights.migrations.0004_years_that_somebody_means")
FIRST, LAST = datetime(1880, 1, 1, tzinfo=UTC), datetime(2200, 12, 31, tzinfo=UTC)
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def at(year: int, month: int = 1, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


@pytest.fixture
def then():
    return MigrationLoader(connection).project_state(("rights", "0003_instants_to_come")).apps


def a_window(then, title_id, opens, closes=None, **more):
    rows = then.get_model("rights", "LicenceWindow").objects
    rows.create(title_id=title_id, opens_at=opens, closes_at=closes, **{"territory": "US", **more})


def periods(title_id):
    held = queries.windows(title_id=title_id)
    return {(one.window.opens_at, one.window.closes_at) for one in held}


@pytest.mark.parametrize(
    ("was", "stands"),
    [
        ((at(2026), at(9999, 12, 31)), (at(2026), None)),
        ((at(2026), at(2200, 12, 31)), (at(2026), at(2200, 12, 31))),
        ((at(1), at(2027)), (FIRST, at(2027))),
        ((at(1), at(9999, 12, 31)), (FIRST, None)),
        ((at(1), at(2)), (FIRST, at(1880, 1, 2))),
        ((at(9999, 1, 1), at(9999, 12, 31)), (LAST, None)),
        ((at(2026), at(2027)), (at(2026), at(2027))),
    ],
)
def test_windows_at_the_ends_of_the_calendar_lie_in_years_that_somebody_means(then, was, stands):
    film = a_film()
    a_window(then, film, *was)
    mending.mend(then, connection.schema_editor())
    assert periods(film) == {stands}
    assert windows_page(title_id=film, at=NOW).calendar.lines


def test_two_openings_of_one_title_do_not_become_the_same(then):
    film = a_film()
    a_window(then, film, at(1), at(2))
    a_window(then, film, at(3), at(4))
    mending.mend(then, connection.schema_editor())
    a_day = at(1880, 1, 2)
    assert periods(film) == {(FIRST, a_day), (FIRST.replace(second=1), a_day)}


def test_an_announcement_stays_before_its_opening(then):
    film = a_film()
    a_window(then, film, at(3), public_from=at(2))
    a_window(then, film, at(9999, 6, 1), public_from=at(9999), territory="FR")
    mending.mend(then, connection.schema_editor())
    held = queries.windows(title_id=film)
    assert {one.window.terms.public_from for one in held} == {FIRST, LAST}


def test_holdbacks_are_mended_as_well(then):
    film = a_film()
    rows = then.get_model("rights", "Holdback").objects
    rows.create(title_id=film, begins_at=at(1), ends_at=at(9999, 12, 31))
    mending.mend(then, connection.schema_editor())
    (held,) = queries.holdbacks(title_id=film)
    assert (held.holdback.period.opens_at, held.holdback.period.closes_at) == (FIRST, None)
