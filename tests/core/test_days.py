"""Days in the languages of the house."""

from __future__ import annotations

from datetime import date

import pytest

from lanterne.core import days


@pytest.mark.parametrize(
    ("on", "language", "written"),
    [
        (date(2027, 3, 3), "en", "3 March 2027"),
        (date(2027, 3, 3), "fr-CA", "3 mars 2027"),
        (date(2027, 3, 1), "en", "1 March 2027"),
        (date(2027, 3, 1), "fr", "1er mars 2027"),
        (date(2027, 3, 1), "fr-CA", "1er mars 2027"),
        (date(2027, 3, 21), "fr", "21 mars 2027"),
        (date(2027, 3, 1), "ar", "1 مارس 2027"),
        (date(2027, 3, 3), "xx", "3 March 2027"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(on, language, written):
    assert days.written(on, language=language) == written


def test_the_year_may_be_left_out():
    assert days.written(date(2027, 3, 1), language="fr", has_year=False) == "1er mars"
