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
    assert words.runtime(seconds, language="fr-CA") == written.replace(" ", words.TIGHT)


def test_arabic_shortens_its_units_in_its_own_letters():
    told = [words.runtime(seconds, language="ar") for seconds in (30, 90, 6_720)]
    assert [one.replace(words.TIGHT, " ") for one in told] == ["30 ث", "2 د", "1 س 52 د"]


def test_the_things_of_a_list_stand_apart_as_the_language_wants():
    assert [words.comma(language) for language in ("en", "fr", "ar", "ar-EG")] == [
        ", ",
        ", ",
        "، ",
        "، ",
    ]


def test_a_language_is_called_what_its_speakers_call_it():
    assert [words.own_name(code) for code in ("en", "fr", "ar")] == [
        "English",
        "Français",
        "العربية",
    ]
