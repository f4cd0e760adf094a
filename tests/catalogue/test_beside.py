"""Trailers, extras and other editions: titles of their own that stand beside a film or a series."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from lanterne.catalogue import queries, services
from lanterne.catalogue.models import Title
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import PARENT_KIND, Kind, belongs_to, kinds_below
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market
from tests.cast import LONG_AGO
from tests.titles import a_film, a_part, a_series, a_window

pytestmark = pytest.mark.django_db
LATER = LONG_AGO.replace(year=2030)


def page(slug):
    return queries.page(slug=slug, language="fr", territory="FR", known=())


def test_a_film_has_trailers_extras_and_editions_each_counted_for_itself():
    film = a_film("Le Voyage")
    extra, second = a_part("extra", film, 1), a_part("trailer", film, 2)
    cut = a_part("edition", film, 1, edition="directors", runtime_seconds=60)
    first = a_part("trailer", film, 1)
    shown = page("le-voyage")
    assert [(one.id, one.kind) for one in shown.beside] == [
        (first, Kind.TRAILER),
        (second, Kind.TRAILER),
        (extra, Kind.EXTRA),
        (cut, Kind.EDITION),
    ]
    assert shown.chains_beside[0] == (first, film)
    assert shown.chains == ((film,),)
    assert [one.slug for one in shown.beside] == [
        "le-voyage-trailer-1",
        "le-voyage-trailer-2",
        "le-voyage-extra-1",
        "le-voyage-edition-1",
    ]
    assert {one.parent_name for one in shown.beside} == {"Le Voyage"}
    assert editing.beside(title_id=film)[-1] == (cut, Kind.EDITION, "directors")
    assert editing.next_number(title_id=film, kind=Kind.TRAILER) == 3
    assert queries.playable_id(title_id=first, known=()) == first
    assert queries.playable_id(title_id=film, known=()) == film


def test_a_trailer_of_a_series_is_none_of_its_seasons_and_plays_none_of_its_episodes():
    series, [season], [episodes] = a_series("Les Marées")
    trailer = a_part("trailer", series, 1)
    shown = page("les-marees")
    assert [one.id for one in shown.beside] == [trailer]
    assert [[one.id for one in line.episodes] for line in shown.seasons] == [episodes]
    assert editing.parts(title_id=series) == (season,)
    assert queries.playable_id(title_id=series, known=()) == episodes[0]
    assert queries.next_episode(title_id=episodes[-1], known=()) is None
    assert [chain[0] for chain in queries.chains(title_id=series)] == [series, *episodes]


def test_windows_and_ages_are_the_films_until_it_has_its_own(editor):
    film = a_film(minimum_age=12)
    trailer = a_part("trailer", film, 1)
    a_window(film, opens_at=LATER)

    def is_open(title_id):
        found = rights.availability(
            title_id=title_id, market=Market("FR"), at=LATER.replace(year=2026)
        )
        return found.is_open

    assert (is_open(trailer), is_open(film)) == (False, False)
    a_window(trailer)
    assert (is_open(trailer), is_open(film)) == (True, False)
    assert not queries.is_suited(title_id=trailer, ceiling=10, territory="FR")
    services.rate(title_id=trailer, territory="FR", system="CNC", label="T", actor=editor.actor)
    # Nobody comes to a mild trailer but through its film.
    assert not queries.is_suited(title_id=trailer, ceiling=10, territory="FR")
    assert queries.is_suited(title_id=trailer, ceiling=12, territory="FR")


def test_nobody_finds_a_trailer_by_its_name():
    film = a_film("Lune")
    a_part("trailer", film, 1)
    a_part("edition", film, 1, edition="restored")
    assert list(queries.named(words=[("trailer",)], wanted="trailer", limit=10)) == []
    assert list(queries.named(words=[("edition",)], wanted="edition", limit=10)) == []


@pytest.mark.parametrize(
    ("kind", "above", "refusal", "sentence"),
    [
        ("trailer", None, services.WrongParent, "belongs to a film or a series"),
        ("trailer", "season", services.WrongParent, "belongs to a film or a series"),
        ("extra", "episode", services.WrongParent, "belongs to a film or a series"),
        ("extra", "trailer", services.WrongParent, "belongs to a film or a series"),
        ("edition", "series", services.WrongFacts, "“” is no edition of a film."),
        ("season", "film", services.WrongParent, "A season belongs to a series"),
    ],
)
def test_what_stands_beside_hangs_where_it_belongs(kind, above, refusal, sentence):
    film = a_film()
    series, [season], [[episode, _]] = a_series()
    places = {"film": film, "series": series, "season": season, "episode": episode}
    places["trailer"] = a_part("trailer", film, 1)
    before = Title.objects.count()
    with pytest.raises(refusal, match=sentence):
        a_part(kind, places.get(above), 7)
    assert Title.objects.count() == before


def test_an_edition_says_which_one_it_is_and_nothing_else_does():
    film = a_film()
    series, _, _ = a_series()
    with pytest.raises(services.WrongFacts, match="“colourised” is no edition of a film"):
        a_part("edition", film, 1, edition="colourised")
    with pytest.raises(services.WrongFacts, match="Only another edition of a film"):
        a_part("trailer", film, 1, edition="directors")
    with pytest.raises(services.WrongParent, match="Another edition belongs to a film"):
        a_part("edition", series, 1, edition="directors")
    a_part("edition", film, 1, edition="dubbed")
    with pytest.raises(services.NumberTaken, match="Number 1 is taken already"):
        a_part("edition", film, 1, edition="other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Title.objects.filter(pk=film).update(edition="directors")


def test_no_chain_of_kinds_comes_back_to_itself():
    """A series in itself, or a trailer of a trailer, cannot be said: what hangs below is always of a lower kind."""

    def depth(kind):
        return 1 + max((depth(one) for one in belongs_to(kind)), default=0)

    assert {kind: depth(kind) for kind in Kind} == {
        Kind.FILM: 1,
        Kind.SERIES: 1,
        Kind.SEASON: 2,
        Kind.EPISODE: 3,
        Kind.TRAILER: 2,
        Kind.EXTRA: 2,
        Kind.EDITION: 2,
    }
    assert kinds_below(Kind.FILM) == (Kind.TRAILER, Kind.EXTRA, Kind.EDITION)
    assert kinds_below(Kind.SERIES) == (Kind.SEASON, Kind.TRAILER, Kind.EXTRA)
    assert set(PARENT_KIND) < set(Kind)


def test_a_series_cannot_be_hung_below_itself_by_hand():
    series, [season], _ = a_series()
    with pytest.raises(IntegrityError), transaction.atomic():
        Title.objects.filter(pk=season).update(parent=season)
    with pytest.raises(IntegrityError), transaction.atomic():
        Title.objects.filter(pk=series).update(parent=season, series=series, number=1)
