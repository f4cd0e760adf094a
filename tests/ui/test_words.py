"""Lengths as people write them."""

from __future__ import annotations

import pytest

from lanterne.ui import words


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0.2, "1 s"),
        (30, "30 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (60, "1 min"),
        (90, "2 min"),
        (3_569, "59 min"),
        (3_600, "1 h"),
        (6_720, "1 h 52 min"),
    ],
)
def test_a_length_is_told_in_the_largest_units_that_say_something(seconds, written):
    assert words.runtime(seconds) == written.replace(" ", words.TIGHT)
