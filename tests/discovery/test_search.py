"""Search: names in every language, people and genres, past accents, case and slips of the finger."""

from __future__ import annotations

import importlib
from datetime import timedelta

import pytest

from lanterne.catalogue import services as catalogue
from lanterne.discovery import queries
from tests.discovery.conftest import NOW
from tests.titles import a_film, a_series, a_window, published

pytestmark = pytest.mark.django_db


def found(profile, text, *, territory="FR", at=NOW, language="fr"):
    cards = queries.search(
        profile=profile, territory=territory, at=at, text=text, language=language
    )
    return [card.id for card in cards]


@pytest.mark.parametrize("text", ["été", "ETE", "Ete meurtrier", "  l’été ", "meurtrier", "rtri"])
def test_accents_case_and_apostrophes_do_not_matter(subscriber, shown, text):
    film = shown("L’Été meurtrier")
    assert found(subscriber.profile, text) == [film]


@pytest.mark.parametrize("text", ["", "   ", "’!?"])
def test_nothing_typed_finds_nothing(subscriber, shown, text):
    shown()
    assert found(subscriber.profile, text) == []


def test_names_in_every_language_are_searched(subscriber, shown):
    film = shown("千と千尋の神隠し", language="ja")
    catalogue.localise(
        title_id=film, language="fr", name="Le Voyage de Chihiro", actor="system:cast"
    )
    assert found(subscriber.profile, "chihiro", language="en") == [film]
    assert found(subscriber.profile, "千尋") == [film]


def test_the_best_answer_comes_first(subscriber, shown):
    by_person = shown("Autre chose")
    catalogue.credit(title_id=by_person, person="Marin Sol", role="actor", actor="system:cast")
    inside, word, start = shown("Aquamarin"), shown("Le Marin"), shown("Marin d’eau douce")
    assert found(subscriber.profile, "marin") == [start, word, inside, by_person]


def test_genres_answer_by_their_name_in_either_language(subscriber, shown):
    film = shown("Le Voyage", genres=["science-fiction"])
    shown("Autre", genres=["drama"])
    assert found(subscriber.profile, "science fic") == [film]
    assert found(subscriber.profile, "policier") == []


@pytest.mark.parametrize("typed", ["bukc bunny", "buc bunny", "buckk bunny", "bick bunni"])
def test_one_slip_a_word_is_forgiven(subscriber, shown, typed):
    film = shown("Big Buck Bunny", language="en")
    assert found(subscriber.profile, typed) == [film]


def test_a_slip_in_a_persons_name_is_forgiven(subscriber, shown):
    film = shown()
    catalogue.credit(title_id=film, person="Agnès Varda", role="director", actor="system:cast")
    assert found(subscriber.profile, "vadra") == [film]


def test_two_words_must_both_answer(subscriber, shown):
    shown("Le Voyage")
    assert found(subscriber.profile, "voyage zzz") == []


def test_search_finds_only_what_can_be_watched_here_now(subscriber, child, shown):
    film = shown("Le Voyage", minimum_age=12, closes_at=NOW + timedelta(days=1))
    assert found(subscriber.profile, "voyage") == [film]
    assert found(child, "voyage") == []
    assert found(child, "vyoage") == []
    assert found(subscriber.profile, "voyage", territory="BE") == []
    assert found(subscriber.profile, "voyage", at=NOW + timedelta(days=1)) == []


def test_a_series_is_found_and_its_seasons_do_not_crowd(subscriber):
    series, _, [[first, _]] = a_series("Les Marées")
    a_window(series)
    published(first)
    assert found(subscriber.profile, "marees") == [series]
    assert found(subscriber.profile, "season") == []
    assert found(subscriber.profile, "episode 1") == [first]


def test_signs_that_mean_something_to_the_database_are_only_letters(subscriber, shown):
    shown("Le Voyage")
    assert found(subscriber.profile, "%") == []
    assert found(subscriber.profile, "_") == []
    assert found(subscriber.profile, "voyage' OR 1=1") == []


def test_what_may_not_be_seen_hides_nothing_that_may(subscriber, shown, monkeypatch):
    """Names are read a few at a time, best first; a title has several."""
    search = importlib.import_module("lanterne.discovery.queries.search")
    monkeypatch.setattr(search, "REACH", 2)
    monkeypatch.setattr(search, "FARTHER", 2)
    for name in ("Marin A", "Marin B", "Marin C"):
        a_film(name)
    last, twice = shown("Marin Z"), shown("Marin Y")
    catalogue.localise(title_id=twice, language="fr", name="Marin X", actor="system:cast")
    played = shown("Autre chose")
    catalogue.credit(title_id=played, person="Marin Sol", role="actor", actor="system:cast")
    assert found(subscriber.profile, "marin") == [twice, last, played]


def test_of_titles_with_one_name_the_newest_comes_first(subscriber, shown):
    older, newer = shown("Le Marin"), shown("Le Marin")
    assert found(subscriber.profile, "marin") == [newer, older]
