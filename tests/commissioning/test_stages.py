"""The table of moves, and where a project was on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from lanterne.commissioning import words
from lanterne.commissioning.rules.gates import Bound, Check, Demand, House, Sort
from lanterne.commissioning.rules.stages import MOVES, Stage, Step, moves, stage_at


def test_every_stage_has_a_line_in_the_table_and_leads_only_to_stages():
    assert set(MOVES) == set(Stage)
    assert all(stage not in led for stage, led in MOVES.items())


def test_every_stage_can_be_reached_from_a_pitch():
    seen, ahead = set(), [Stage.PITCH]
    while ahead:
        now = ahead.pop()
        ahead += [then for then in moves(now) if then not in seen]
        seen |= {now}
    assert seen | {Stage.ON_HOLD} == set(Stage)


def test_what_is_on_hold_goes_back_to_where_it_was_held_and_nowhere_else_on_the_way():
    assert moves(Stage.ON_HOLD, held_at=Stage.SHOOT) == (
        Stage.SHOOT,
        Stage.TURNAROUND,
        Stage.CANCELLED,
    )


def test_a_stage_that_a_house_leaves_out_is_led_past_on_and_back():
    unused = frozenset({Stage.PACKAGED, Stage.PREPARATION})

    assert moves(Stage.DEVELOPMENT, unused=unused)[0] is Stage.GREENLIT
    assert moves(Stage.SHOOT, unused=unused)[:2] == (Stage.POST, Stage.GREENLIT)


def test_no_house_leaves_out_the_greenlight():
    with pytest.raises(ValueError, match="greenlit"):
        House(unused=frozenset({Stage.GREENLIT}))


def test_a_project_is_at_the_stage_it_came_to_last_by_that_day():
    steps = [Step(Stage.PITCH, date(2018, 1, 1)), Step(Stage.DEVELOPMENT, date(2018, 6, 1))]

    assert stage_at(steps, date(2017, 12, 31)) is None
    assert stage_at(steps, date(2018, 5, 31)) is Stage.PITCH
    assert stage_at(steps, date(2018, 6, 1)) is Stage.DEVELOPMENT


def test_a_bound_is_told_as_the_reader_writes_numbers():
    bound = Bound(Check.CONTINGENCY_PER_CENT, least=Decimal("5.5"))
    asked = Demand(
        Sort.FIGURE, Check.CONTINGENCY_PER_CENT, is_met=True, bound=bound, figure=Decimal("9.030")
    )
    assert words.demand(asked).endswith(": 9.03, at least 5.5")
    with translation.override("fr"):
        assert words.demand(asked).endswith(": 9,03, au moins 5,5")
