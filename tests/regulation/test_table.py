"""The shipped table, and rows of our own that take the place of its rows from a day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lanterne.regulation.rules import Kind, in_force
from lanterne.regulation.rules.table import brackets, brackets_written
from tests.regulation.examples import RULES, SHIPPED

OWN = replace(
    RULES["FR-SMAD-2021-INV"], value=Decimal(22), valid_from=date(2027, 1, 1), is_own=True
)


def rate(own, on):
    held = {one.id: one.value for one in in_force(SHIPPED, own, on=on)}
    return held.get("FR-SMAD-2021-INV")


def test_every_rule_has_its_source_and_its_own_name():
    assert len({rule.id for rule in SHIPPED}) == len(SHIPPED) == 146
    assert [rule.id for rule in SHIPPED if not rule.source] == []


def test_every_group_of_thresholds_has_a_duty_that_they_exempt_from():
    duties = {rule.group for rule in SHIPPED if not rule.kind.is_threshold}
    groups = {rule.group for rule in SHIPPED if rule.exempts}
    assert groups - duties == set()


@pytest.mark.parametrize("kind", [Kind.SHARE, Kind.WINDOW])
def test_what_is_reckoned_has_a_value(kind):
    assert all(rule.value is not None for rule in SHIPPED if rule.kind is kind)


def test_an_own_row_counts_from_its_day_and_the_shipped_one_before():
    assert rate([OWN], date(2026, 12, 31)) == 20
    assert rate([OWN], date(2027, 1, 1)) == 22


def test_of_two_own_rows_of_one_day_the_later_written_counts():
    assert rate([OWN, replace(OWN, value=Decimal(23))], date(2027, 1, 1)) == 23


def test_an_own_row_that_has_ended_does_not_bring_the_shipped_one_back():
    ended = replace(OWN, valid_to=date(2027, 12, 31))
    assert rate([ended], date(2028, 1, 1)) is None


def test_brackets_go_out_as_they_came_in():
    written = "0:1.8|20000000:2.5"
    assert brackets_written(brackets(written)) == written
