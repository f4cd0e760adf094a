"""What to read after an article: pins, then what both speak of, the rarer the stronger, fresh, and no two of the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lanterne.core import clock
from lanterne.newsroom.queries import read_also
from lanterne.newsroom.rules.likeness import Rarity, Told, choose, counted
from tests.newsroom.conftest import publish

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def told(number, marks, days=0):
    kinds = {mark if isinstance(mark, tuple) else ("word", mark): 1 for mark in marks}
    return Told(number, NOW - timedelta(days=days), kinds)


def chosen(own, others, spread=None, **more):
    marks = {mark for one in (own, *others) for mark in one.marks}
    held = {mark: (spread or {}).get(mark[1], 2) for mark in marks}
    return [one.id for one in choose(own, others, Rarity(held, 100), **more)]


def test_words_are_counted_without_case_accents_and_vowel_signs():
    assert counted("Série série SÉRIE, à la une") == {"serie": 3, "une": 1}
    assert counted("كِتَاب كتاب") == {"كتاب": 2}


def test_a_film_in_common_counts_more_than_a_word():
    own = told(1, [("title", "sintel"), "dragon"])
    assert chosen(own, [told(2, ["dragon"]), told(3, [("title", "sintel")])]) == [3, 2]


def test_what_everybody_speaks_of_tells_little():
    own = told(1, ["paris", "dragon"])
    others = [told(2, ["paris"]), told(3, ["dragon"])]
    assert chosen(own, others, spread={"paris": 90, "dragon": 2}) == [3, 2]


def test_the_newer_of_two_alike_comes_first():
    own = told(1, ["dragon"])
    assert chosen(own, [told(2, ["dragon"], days=400), told(3, ["dragon"], days=1)]) == [3, 2]


def test_no_two_of_the_same_stand_together_where_there_is_another():
    own = told(1, ["dragon", "paris"])
    others = [told(2, ["dragon"]), told(3, ["dragon"]), told(4, ["paris", "office"])]
    assert chosen(own, others, most=2) == [2, 4]


def test_pins_come_first_as_the_editor_ordered_them_and_what_shares_nothing_never():
    own = told(1, ["dragon"])
    others = [told(2, ["dragon"]), told(3, ["office"]), told(4, ["law"])]
    assert chosen(own, others, pins=(4,)) == [4, 2]
    assert chosen(own, others, pins=(4, 1, 4)) == [4, 2]


@pytest.mark.django_db
def test_nothing_that_is_held_back_or_of_another_language_is_read_next(newsroom):
    with time_machine.travel(NOW, tick=False):
        article = publish(title="A dragon in Paris")
        publish("a-dragon-again", title="A dragon again")
        publish("un-dragon", language="fr", title="A dragon again")
        publish("a-secret-dragon", title="A dragon again", embargo_at=NOW + timedelta(days=1))
        found = read_also(article_id=article, at=clock.now())
    assert [one.entry.slug for one in found] == ["a-dragon-again"]
    assert ("word", "dragon") in found[0].shared
