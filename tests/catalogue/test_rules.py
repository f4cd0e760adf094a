"""Ages, folding and spelling: arithmetic."""

from __future__ import annotations

import pytest

from lanterne.catalogue import rules
from lanterne.catalogue.rules import fold, trimmed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’Été MEURTRIER", "l ete meurtrier"),
        ("  Cœur—de  bœuf! ", "coeur de boeuf"),
        ("Straße", "strasse"),
        ("ﬁlm №9", "film no9"),
        ("İstanbul", "istanbul"),
        ("千と千尋", "千と千尋"),
        ("…", ""),
    ],
)
def test_folding_forgets_case_accents_and_signs(text, folded):
    assert fold(text) == folded


def test_folding_twice_is_folding_once():
    assert fold(fold("Ǆ ﷺ Ⅷ é")) == fold("Ǆ ﷺ Ⅷ é")


@pytest.mark.parametrize("slip", ["lanterne", "lanetrne", "lantrne", "lannterne", "lantorne"])
def test_words_one_slip_apart_share_a_trimmed_form(slip):
    assert trimmed("lanterne") & trimmed(slip)


def test_words_two_slips_apart_and_short_words_do_not():
    assert not trimmed("lanterne") & trimmed("lontorne")
    assert trimmed("été") == {"été"}
    assert not trimmed("nuit") & trimmed("jour")


@pytest.mark.parametrize(
    ("ages", "nearest", "is_suited"),
    [
        ([10], 10, True),
        ([11], 11, False),
        ([None], None, False),
        ([None, None, 6], 6, True),
        ([None, 16, 6], 16, False),
        ([6, 16, 6], 6, False),
        ([6, 6, 16], 6, False),
        ([6, 6, None], 6, False),
        ([6, None, 6], 6, True),
        ([16, 6, 6], 16, False),
    ],
)
def test_a_title_answers_with_the_nearest_age_and_is_hidden_by_any_above_it(
    ages, nearest, is_suited
):
    assert rules.nearest_age(ages) == nearest
    assert rules.is_suited(ages, ceiling=10) is is_suited
    assert rules.is_suited(ages, ceiling=None)
