"""The figures of a licensed catalogue: how they are set beside one another, and what is staged for them."""

from __future__ import annotations

import pytest

from bench import catalogue
from bench.inside import catalogue as inside
from bench.inside import staging
from lanterne.assets import queries as assets
from lanterne.core import clock
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market, Reason


def figures(milliseconds, per_second):
    asked = {"p50": milliseconds, "p99": 9.0, "cpu": 0.25}
    served = {"per_second": per_second, "p50": 1.0, "p99": 2.0, "cpu": 1.5}
    return {
        "asked": dict.fromkeys(catalogue.ASKED, asked),
        "served": dict.fromkeys(catalogue.SERVED, served),
    }


def test_each_size_is_held_against_the_smallest_of_its_database():
    told = {("SQLite", 10): figures(0.5, 600.0), ("SQLite", 100): figures(0.6, 300.0)}
    asked, served = catalogue._asked(told, 10), catalogue._served(told, 10)
    name = "availability of one title, 100 titles, SQLite"
    assert asked.rows[1] == (name, "0.60 ms", "9.00 ms", "0.25 ms", "1.20 ×")
    assert served.rows[1] == ("title page, 100 titles, SQLite", "300 /s", "1.00 ms", "2.00 ms", "1.50 ms", "0.50 ×")  # fmt: skip


def test_a_question_is_timed_by_the_clock_and_by_the_processor():
    asked = []
    told = inside.timed(lambda: asked.append(1), 100)
    assert len(asked) == 105
    assert set(told) == {"p50", "p99", "cpu"}


@pytest.mark.django_db
def test_every_title_is_open_in_every_country_of_three_windows():
    staging.catalogue_of(3, windows=tuple(inside._windows()))
    at = clock.now()
    for territory in inside.TERRITORIES:
        assert rights.open_title_ids(market=Market(territory), at=at).count() == 3
    [last] = rights.open_title_ids(market=Market("FR"), at=at).order_by("-id")[:1]
    windows = rights.windows(title_id=last)
    assert len(windows) == 90
    answer = rights.availability(title_id=last, market=Market("FR"), at=at)
    assert answer.reason is Reason.OPEN


@pytest.mark.django_db
def test_episodes_are_open_by_the_windows_of_their_series():
    staging.series_of(2, windows=tuple(inside._windows()))
    at = clock.now()
    assert rights.open_title_ids(market=Market("MT"), at=at).count() == 20
    assert len(assets.published_title_ids()) == 16
