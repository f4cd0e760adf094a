"""Question 12: how many months after its release in cinemas may this service show a French film?"""

from __future__ import annotations

from datetime import date

import pytest

from lanterne.regulation.rules import add_months, in_force, window
from tests.regulation.examples import ANOTHER, OF_25_PER_CENT, OF_THE_REPORT, SHIPPED

REPORT, AFTER, NOW = date(2018, 9, 28), date(2023, 1, 1), date(2026, 11, 23)


def months(operator, on, service="svod", country="FR"):
    rules = in_force(SHIPPED, (), on=on)
    found = window(rules, country=country, service=service, agreements=operator.agreements(on))
    return found.months if found else None


@pytest.mark.parametrize(
    ("operator", "told"),
    [
        (OF_THE_REPORT, (36, 15, 15)),
        (ANOTHER, (36, 17, 17)),
        (OF_25_PER_CENT, (36, 17, 9)),
    ],
    ids=["of the report", "another", "of 25 per cent"],
)
def test_the_french_window_goes_by_day_and_agreement(operator, told):
    assert tuple(months(operator, on) for on in (REPORT, AFTER, NOW)) == told


def test_nine_months_begin_on_the_thirteenth_of_february_2025():
    assert months(OF_25_PER_CENT, date(2025, 2, 12)) == 17
    assert months(OF_25_PER_CENT, date(2025, 2, 13)) == 9


def test_rental_waits_four_months():
    assert months(ANOTHER, NOW, service="tvod_est") == 4


def test_a_country_without_a_chronology_has_no_window():
    assert months(ANOTHER, NOW, country="GB") is None


def test_the_answer_names_what_other_agreements_would_give():
    rules = in_force(SHIPPED, (), on=NOW)
    found = window(rules, country="FR", service="svod", agreements=frozenset())
    assert [rule.id for rule in found.others] == ["FR-WIN-2025-SVOD-9", "FR-WIN-2025-SVOD-15"]
    assert found.rule.status == "challenged"


def test_a_film_of_september_2018_may_be_shown_three_years_later():
    rules = in_force(SHIPPED, (), on=REPORT)
    found = window(rules, country="FR", service="svod", agreements=frozenset())
    assert found.opens(REPORT) == date(2021, 9, 28)


def test_a_month_that_is_shorter_ends_on_its_last_day():
    assert add_months(date(2023, 11, 30), 15) == date(2025, 2, 28)
    assert add_months(date(2022, 12, 31), 2) == date(2023, 2, 28)
