"""Ranks, presences, offices and commissions, as arithmetic."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lanterne.facts.rules import Qualifier, Quantity
from lanterne.growth.rules.commissions import (
    Commission,
    Filter,
    Measure,
    Order,
    Status,
    Unit,
    When,
    tally,
)
from lanterne.growth.rules.offices import Happening, State, state
from lanterne.growth.rules.presence import Standing, standing
from lanterne.growth.rules.ranking import Rank, Staffed, rank
from lanterne.growth.rules.sameness import Named, plain, works


def people(count, qualifier=Qualifier.EXACTLY):
    return Quantity(Decimal(count), "people", qualifier)


AMSTERDAM = Staffed("amsterdam", people(200, Qualifier.ABOUT))
LONDON = Staffed("london", people(60, Qualifier.ABOUT))
PARIS = Staffed("paris", people(20, Qualifier.ABOUT))
MADRID = Staffed("madrid", None)


def test_paris_is_third_where_production_sites_are_no_offices():
    assert rank("paris", [PARIS, LONDON, AMSTERDAM]) == Rank(3, 3, 3, ("london", "amsterdam"), ())


def test_paris_is_third_or_fourth_where_nobody_knows_how_many_work_in_madrid():
    found = rank("paris", [AMSTERDAM, LONDON, MADRID, PARIS])

    assert (found.best, found.worst, found.unsure) == (3, 4, ("madrid",))
    assert not found.is_sure


def test_figures_that_are_too_vague_leave_the_rank_open_and_equal_ones_share_it():
    about = Staffed("vague", people(21, Qualifier.ABOUT))
    assert rank("paris", [PARIS, about]).worst == 2
    assert rank("a", [Staffed("a", people(5)), Staffed("b", people(5))]).worst == 1


def test_an_office_without_heads_or_outside_the_rule_has_no_rank():
    assert rank("madrid", [AMSTERDAM, MADRID]) is None
    assert rank("rome", [AMSTERDAM]) is None


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2018, 2, 28), Standing.ABSENT),
        (date(2018, 3, 1), Standing.ENTERING),
        (date(2019, 10, 31), Standing.ENTERING),
        (date(2019, 11, 1), Standing.PRESENT),
        (date(2025, 1, 1), Standing.GONE),
    ],
)
def test_a_service_is_announced_comes_and_goes(on, found):
    said = {"announced": "2018-03", "entered": "2019-11-01", "left": "2025"}
    assert standing(**said, on=on) is found


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (date(2014, 12, 31), State.PLANNED),
        (date(2015, 1, 1), State.OPEN),
        (date(2016, 5, 1), State.MOVED),
    ],
)
def test_an_office_is_planned_open_and_moved(on, found):
    assert state({Happening.OPENED: "2015", Happening.MOVED: "2016-05"}, on) is found


def test_an_office_of_which_only_the_end_is_known_was_open_before():
    assert state({Happening.CLOSED: "2016"}, date(2015, 6, 1)) is State.OPEN
    assert state({Happening.CLOSED: "2016"}, date(2016, 6, 1)) is State.CLOSED


def order(number, service="netflix", work=None, series=None, season=None, **steps):
    days = {Status.ANNOUNCED: date(2018, 1, 1)}
    days |= {Status(name): date.fromisoformat(day) for name, day in steps.items()}
    return Commission(
        number, service, work or number, series or number, season, Order.NEW, days, ("FR", "BE"), ("crime",)
    )  # fmt: skip


AUGUST = When(date(2018, 8, 1))
YEAR = When(date(2019, 1, 1), date(2018, 1, 1))
ANNOUNCED = order(1)
RELEASED = order(2, released="2018-05-04")
CANCELLED = order(3, cancelled="2018-03-01")
REMOVED = order(4, released="2018-02-01", removed="2018-07-31")


@pytest.mark.parametrize(
    ("measure", "when", "counted"),
    [
        (Measure.PIPELINE, AUGUST, [1]),
        (Measure.PIPELINE, When(date(2018, 2, 1)), [1, 2, 3]),
        (Measure.PIPELINE, When(date(2017, 12, 31)), []),
        (Measure.CATALOGUE, AUGUST, [2]),
        (Measure.CATALOGUE, When(date(2018, 5, 4)), [2, 4]),
        (Measure.ORDERED, YEAR, [1, 2, 3, 4]),
        (Measure.ORDERED, When(date(2018, 1, 1), date(2017, 1, 1)), []),
        (Measure.RELEASED, YEAR, [2, 4]),
        (Measure.RELEASED, When(date(2018, 5, 4), date(2018, 2, 1)), [4]),
    ],
)
def test_each_measure_counts_what_it_says(measure, when, counted):
    held = (ANNOUNCED, RELEASED, CANCELLED, REMOVED)
    assert [one.id for one in held if one.counts(measure, when)] == counted


def test_what_two_services_order_together_is_one_in_all_and_one_for_each():
    found = tally(
        [order(1, work=1), order(2, "arte", work=1), order(3)], Unit.SEASON, date(2018, 8, 1)
    )

    assert found.by_service == {"arte": 1, "netflix": 2}
    assert found.total == 2
    assert found.by_status["netflix"] == {Status.ANNOUNCED: 2}


def test_seasons_are_one_series_when_series_are_counted():
    seasons = [order(1, series=1, season=1), order(2, series=1, season=2)]

    assert tally(seasons, Unit.SEASON, date(2018, 8, 1)).total == 2
    assert tally(seasons, Unit.SERIES, date(2018, 8, 1)).total == 1


@pytest.mark.parametrize(
    ("asked", "passes"),
    [
        (Filter(), True),
        (Filter(country="BE", genre="crime", status="announced"), True),
        (Filter(country="DE"), False),
        (Filter(genre="comedy"), False),
        (Filter(status="released"), False),
    ],
)
def test_a_filter_asks_for_country_genre_and_status(asked, passes):
    assert asked.lets_through(ANNOUNCED, date(2018, 8, 1)) is passes


def named(number, *names, season=None, year=2018, **marks):
    return Named(number, frozenset(map(plain, names)), frozenset(marks.items()), season, year)


def test_a_name_is_the_same_without_case_accents_signs_and_article():
    assert plain("L’Élite !") == plain("elite") == "elite"
    assert plain("The Crown") == "crown"
    assert plain("La") == "la"


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (named(2, "osmosis"), True),
        (named(2, "Osmosis", year=2019), True),
        (named(2, "Osmosis", year=2020), False),
        (named(2, "Osmosis", season=2), False),
        (named(2, "Osmose", wikidata="Q1"), True),
        (named(2, "Osmose", wikidata="Q1", season=2), False),
        (named(2, "Osmose"), False),
    ],
)
def test_reports_are_of_one_order_by_name_season_and_year_or_by_a_register(other, is_same):
    assert named(1, "Osmosis", wikidata="Q1").is_same(other) is is_same


def test_works_are_joined_through_a_third():
    held = [
        named(1, "Osmosis"),
        named(2, "Osmosis", "Osmose"),
        named(3, "Osmose"),
        named(4, "Else"),
    ]
    assert works(held) == {1: 1, 2: 1, 3: 1, 4: 4}


def test_what_adds_up_does_so_over_the_year_before_unless_a_day_is_said():
    on, said = date(2018, 9, 28), date(2018, 1, 1)
    for measure in (Measure.ORDERED, Measure.RELEASED):
        assert (measure.since(on), measure.since(on, said)) == (date(2017, 9, 28), said)
    for measure in (Measure.PIPELINE, Measure.CATALOGUE):
        assert (measure.since(on), measure.since(on, said)) == (None, None)
