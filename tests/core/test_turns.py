"""Work that is done again and again beside everything else."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError

from lanterne.core import clock, turns


@pytest.mark.django_db
def test_a_turn_that_fails_is_not_the_last():
    stopped, taken = threading.Event(), []

    def turn(*, at: datetime) -> int:
        taken.append(at)
        if len(taken) == 1:
            raise DatabaseError("locked")
        stopped.set()
        return 1

    turns.take_turns(stopped, every=timedelta(0), turn=turn, what="test")

    assert len(taken) == 2
    assert taken[0] <= taken[1] <= clock.now()
