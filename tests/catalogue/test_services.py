"""Making titles and saying things about them, with what is refused."""

from __future__ import annotations

import pytest

from lanterne.catalogue import queries, services
from lanterne.catalogue.rules import Kind
from lanterne.core import audit
from tests.titles import a_film, a_part, a_series

pytestmark = pytest.mark.django_db


def page(title_id, language="fr", territory="FR"):
    [card] = queries.cards(title_ids=[title_id], language=language, territory=territory)
    return queries.page(slug=card.slug, language=language, territory=territory, known=())


def lines(title_id):
    return [line.action for line in audit.lines(subject=f"title:{title_id}")]


def test_a_film_is_made_with_its_facts_and_a_line(editor):
    film = services.create_title(
        kind="film",
        original_name="  L’Été   meurtrier ",
        original_language="fr",
        actor=editor.actor,
        year=1983,
        runtime_seconds=7980,
        countries=["FR"],
        minimum_age=12,
    )
    shown = page(film)
    assert shown.original_name == "L’Été meurtrier"
    assert (shown.card.slug, shown.card.kind) == ("l-ete-meurtrier", Kind.FILM)
    assert (shown.card.year, shown.card.runtime_seconds, shown.card.minimum_age) == (1983, 7980, 12)
    assert (shown.countries, shown.original_language) == (("FR",), "fr")
    [line] = audit.lines(subject=f"title:{film}")
    assert (line.actor, line.action) == (editor.actor, "catalogue.create_title")


def test_two_titles_of_one_name_have_two_addresses(db):
    slugs = [page(a_film("Nosferatu")).card.slug for _ in range(3)]
    assert slugs == ["nosferatu", "nosferatu-2", "nosferatu-3"]


def test_a_name_without_a_letter_for_addresses_still_has_one(db):
    assert page(a_film("千と千尋")).card.slug == "film"


def test_seasons_and_episodes_are_addressed_below_their_series(db):
    series, [season], [[first, _]] = a_series("Les Marées")
    shown = page(series)
    assert shown.seasons[0].card.slug == "les-marees-s1"
    assert [one.slug for one in shown.seasons[0].episodes] == [
        "les-marees-s1-e1",
        "les-marees-s1-e2",
    ]
    assert queries.lineage(title_id=first) == (first, season, series)
    assert queries.lineage(title_id=season) == (season, series)


@pytest.mark.parametrize("name", ["", "   "])
def test_a_title_without_a_name_is_refused(db, name):
    with pytest.raises(services.NameMissing, match="needs a name"):
        a_film(name)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"language": "french"}, services.LanguageUnknown),
        ({"countries": ["ZZ"]}, services.TerritoryUnknown),
        ({"minimum_age": 99}, services.WrongFacts),
        ({"year": 1700}, services.WrongFacts),
        ({"runtime_seconds": 0}, services.WrongFacts),
        ({"runtime_seconds": 3_600_001}, services.WrongFacts),
    ],
)
def test_facts_that_cannot_be_are_refused_and_nothing_is_made(db, facts, refusal):
    with pytest.raises(refusal):
        a_film("Impossible", **facts)
    assert queries.title_id(slug="impossible") is None


def test_every_part_hangs_where_it_belongs(db):
    film = a_film()
    series, [season], [[first, _]] = a_series()
    for kind, parent, number in [
        ("film", series, 1),
        ("series", series, 1),
        ("season", film, 1),
        ("season", None, 1),
        ("season", series, None),
        ("season", season, 1),
        ("episode", series, 1),
        ("episode", first, 1),
    ]:
        with pytest.raises(services.WrongParent):
            a_part(kind, parent, number)


def test_a_number_is_given_once(db):
    _, [season], _ = a_series()
    with pytest.raises(services.NumberTaken, match="Number 2 is taken already"):
        a_part("episode", season, 2)


def test_a_number_beyond_counting_is_refused(db):
    _, [season], _ = a_series()
    with pytest.raises(services.WrongFacts, match=r"^A number is at most 100000\.$"):
        a_part("episode", season, 100_001)
    a_part("episode", season, 100_000)


def test_facts_left_out_stay_as_they_are(editor):
    film = a_film(year=1983, minimum_age=12)
    services.set_facts(title_id=film, actor=editor.actor, minimum_age=None, countries=("BE",))
    shown = page(film)
    assert (shown.card.year, shown.card.minimum_age, shown.countries) == (1983, None, ("BE",))
    assert lines(film)[0] == "catalogue.set_facts"


def test_words_left_out_stay_as_they_are(editor):
    film = a_film()
    services.localise(
        title_id=film, language="fr", name="Le Voyage", tagline="Partir.", actor=editor.actor
    )
    services.localise(
        title_id=film, language="fr", name="Le Grand Voyage", synopsis="Long.", actor=editor.actor
    )
    assert tuple(queries.localised(title_id=film, language="fr")) == (
        "fr",
        "Le Grand Voyage",
        "Partir.",
        "",
        "Long.",
        "",
    )
    assert queries.localised(title_id=film, language="en") is None
    assert lines(film)[:2] == ["catalogue.localise", "catalogue.localise"]


def test_people_are_named_in_order_and_once(editor):
    film = a_film()
    for person, role in [("Agnès Varda", "director"), ("Sandrine Bonnaire", "actor")] * 2:
        services.credit(title_id=film, person=person, role=role, actor=editor.actor)
    assert [(one.person, one.role) for one in page(film).credits] == [
        ("Agnès Varda", "director"),
        ("Sandrine Bonnaire", "actor"),
    ]
    assert lines(film).count("catalogue.credit") == 2


def test_genres_replace_the_earlier_ones(editor):
    film = a_film()
    services.set_genres(title_id=film, codes=["drama", "short", "drama"], actor=editor.actor)
    services.set_genres(title_id=film, codes=["music", "drama"], actor=editor.actor)
    assert page(film).card.genres == ("music", "drama")
    with pytest.raises(services.UnknownGenre, match="“western”"):
        services.set_genres(title_id=film, codes=["western"], actor=editor.actor)
    assert page(film).card.genres == ("music", "drama")


def test_a_rating_is_the_territorys_own(editor):
    film = a_film(minimum_age=12)
    services.rate(title_id=film, territory="FR", label="16", minimum_age=16, actor=editor.actor)
    assert page(film, territory="FR").card.minimum_age == 16
    assert page(film, territory="BE").card.minimum_age == 12
    services.rate(title_id=film, territory="FR", label="TP", minimum_age=0, actor=editor.actor)
    assert page(film, territory="FR").card.minimum_age == 0
    with pytest.raises(services.TerritoryUnknown):
        services.rate(title_id=film, territory="QQ", label="1", minimum_age=1, actor=editor.actor)


def test_every_change_refuses_a_title_that_is_none(editor):
    for change, words in [
        (services.set_facts, {"year": 2000}),
        (services.localise, {"language": "fr", "name": "N"}),
        (services.credit, {"person": "P", "role": "actor"}),
        (services.set_genres, {"codes": ["drama"]}),
        (services.rate, {"territory": "FR", "label": "12", "minimum_age": 12}),
    ]:
        with pytest.raises(services.NoSuchTitle, match="no such title"):
            change(title_id=999_999, actor=editor.actor, **words)
    assert audit.lines(subject="title:999999") == ()
