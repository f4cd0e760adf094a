"""Titles that may be held twice are found, across scripts, and those told apart are not asked about again."""

from __future__ import annotations

import pytest

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.likeness import Ground, Likeness, grounds
from lanterne.catalogue.rules import Kind
from lanterne.core import audit
from lanterne.editorial import queries, services
from tests.titles import ACTOR, a_film, a_series

NAME, DIRECTOR, RUNTIME = Ground.NAME, Ground.DIRECTOR, Ground.RUNTIME


def a(id_: int = 1, *names: str, year=1954, runtime=12_420, kind=Kind.FILM, **more) -> Likeness:
    more = {name: frozenset(said) for name, said in more.items()}
    return Likeness(id_, kind, frozenset(names or ("seven samurai",)), year, runtime, **more)


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (a(2), (NAME, RUNTIME)),
        (a(2, year=1955), (NAME, RUNTIME)),
        (a(2, year=1956), ()),
        (a(2, runtime=11_923), (NAME, RUNTIME)),
        (a(2, runtime=11_799), (NAME, RUNTIME)),
        (a(2, runtime=11_798), ()),
        (a(2, runtime=None), ()),
        (a(2, runtime=None, directors=["akira kurosawa"]), (NAME, DIRECTOR)),
        (a(2, year=None), ()),
        (a(2, year=None, directors=["akira kurosawa"]), (NAME, DIRECTOR, RUNTIME)),
        (a(2, "samurai"), ()),
        (a(2, "samurai", directors=["akira kurosawa"]), ()),
        (a(2, "七人の侍", year=2011, works=["0000-0001-8CFA-0000"]), (Ground.IDENTIFIER, RUNTIME)),
        (a(2, kind=Kind.SERIES), ()),
    ],
)
def test_what_makes_two_titles_look_like_one(other, found):
    one = a(directors=["akira kurosawa"], works=["0000-0001-8CFA-0000"])
    assert grounds(one, other) == found
    assert grounds(other, one) == found


def pairs() -> list[tuple[tuple[int, int], tuple[Ground, ...]]]:
    return [(pair.ids, pair.grounds) for pair in queries.candidates()]


def test_a_film_is_found_by_its_name_in_another_script(db):
    samurai = a_film("七人の侍", language="ja", year=1954, runtime_seconds=12_420)
    catalogue.localise(title_id=samurai, language="en", name="Seven Samurai", actor=ACTOR)
    again = a_film("SEVEN  SAMURAÏ", language="en", year=1955, runtime_seconds=12_000)
    a_film("Seven Samurai", language="en", year=2011, runtime_seconds=12_420)
    assert pairs() == [((samurai, again), (NAME, RUNTIME))]


def test_a_shared_director_is_enough_beside_the_name_where_no_length_is_known(db):
    films = [a_film("Nosferatu", language="de", year=1922) for _ in range(3)]
    for film in films[:2]:
        catalogue.credit(title_id=film, person="F. W. Murnau", role="director", actor=ACTOR)
    # An actor of both says little.
    catalogue.credit(title_id=films[2], person="F. W. Murnau", role="cast", actor=ACTOR)
    assert pairs() == [((films[0], films[1]), (NAME, DIRECTOR))]


def test_an_isan_with_and_without_its_version_is_one_work(db):
    one, other = a_film("Le Voyage"), a_film("A Trip")
    for film, value in (
        (one, "0000-0001-8CFA-0000-I"),
        (other, "0000-0001-8CFA-0000-I-0000-0000-K"),
    ):
        catalogue.identify(title_id=film, scheme="isan", value=value, actor=ACTOR)
    assert pairs() == [((one, other), (Ground.IDENTIFIER,))]


def test_seasons_and_episodes_of_like_names_are_no_pairs(db):
    for name in ("Les Marées", "Les Vents"):
        a_series(name, seasons=(1,))
    assert pairs() == []


def test_those_told_apart_are_not_asked_about_again(db, editor):
    first, second = (a_film("Lune", year=1902, runtime_seconds=840) for _ in range(2))
    assert len(pairs()) == 1
    for _ in range(2):
        services.tell_apart(title_id=second, other_id=first, actor=editor.actor)
    assert pairs() == []
    lines = audit.search(action="editorial.tell_apart")
    assert [(line.subject, line.detail) for line in lines] == [
        (f"title:{first}", {"other": second})
    ]
