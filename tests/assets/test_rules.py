"""The moves of a job, and its pace."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lanterne.assets.rules import JobState, StepCard, may_move, seconds_left
from tests.assets.conftest import NOW

ALLOWED = {
    ("queued", "running"),
    ("queued", "cancelled"),
    ("running", "done"),
    ("running", "failed"),
    ("running", "cancelled"),
    ("failed", "queued"),
    ("cancelled", "queued"),
}


@pytest.mark.parametrize("then", JobState)
@pytest.mark.parametrize("now", JobState)
def test_a_job_moves_only_as_the_table_says(now, then):
    assert may_move(now, then) is ((str(now), str(then)) in ALLOWED)


def step(*, units=10, done=0, reused=0):
    return StepCard("encode", units, done, reused, "", 0.0, NOW)


@pytest.mark.parametrize(
    ("of_step", "left"),
    [
        (step(), None),
        (step(done=3, reused=3), None),
        (step(done=4), 30.0),
        (step(done=4, reused=2), 60.0),
        (step(done=10), None),
    ],
)
def test_the_time_left_follows_the_pace_of_what_was_really_made(of_step, left):
    assert seconds_left(of_step, NOW + timedelta(seconds=20)) == left


def test_a_stage_without_units_is_over():
    assert step(units=0).is_over
    assert step(units=0).share == 1.0
