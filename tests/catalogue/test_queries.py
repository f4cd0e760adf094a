"""Cards and pages in the reader's language, ages by territory, and the order of episodes."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanterne.catalogue import queries, services
from lanterne.catalogue.models import AgeRating, Title
from tests.titles import ACTOR, a_film, a_picture, a_series

pytestmark = pytest.mark.django_db


def card(title_id, language="fr", territory="FR"):
    [found] = queries.cards(title_ids=[title_id], language=language, territory=territory)
    return found


def localised(title_id, *languages):
    for language in languages:
        services.localise(
            title_id=title_id, language=language, name=f"Name {language}", actor=ACTOR
        )


def test_cards_come_in_the_order_asked_and_skip_what_does_not_exist():
    one, two = a_film("One"), a_film("Two")
    found = queries.cards(title_ids=[two, 999_999, one, two], language="fr", territory="FR")
    assert [one.id for one in found] == [two, one, two]


def test_cards_take_two_statements_however_many():
    films = [a_film(f"Film {number}") for number in range(12)]
    with CaptureQueriesContext(connection) as statements:
        queries.cards(title_ids=films, language="fr", territory="FR")
    assert len(statements) == 2


def test_a_card_says_which_language_it_speaks():
    film = a_film("千と千尋", language="ja")
    assert (card(film).name, card(film).language_shown) == ("千と千尋", "ja")
    localised(film, "en")
    assert (card(film).name, card(film).language_shown) == ("Name en", "en")
    localised(film, "fr")
    assert card(film, "fr-CA").language_shown == "fr"
    assert card(film, "de").language_shown == "en"


def test_the_page_shows_the_long_synopsis_and_the_card_the_short_one():
    film = a_film("Le Voyage")
    services.localise(
        title_id=film,
        language="fr",
        name="V",
        synopsis_short="Court.",
        synopsis="Long.",
        actor=ACTOR,
    )
    assert card(film).synopsis == "Court."
    assert (
        queries.page(slug="le-voyage", language="fr", territory="FR", known=()).card.synopsis
        == "Long."
    )


def test_a_page_that_does_not_exist_is_none():
    assert queries.page(slug="nothing", language="fr", territory="FR", known=()) is None


def test_an_episode_carries_the_name_the_genres_and_the_pictures_of_its_series():
    series, [season], [[first, _]] = a_series("Les Marées")
    services.set_genres(title_id=series, codes=["drama"], actor=ACTOR)
    localised(series, "en")
    services.add_artwork(
        title_id=series, kind="backdrop", content=a_picture(1600, 900), source="us", actor=ACTOR
    )
    shown = card(first, "en")
    assert (shown.parent_name, shown.number, shown.genres) == ("Name en", 1, ("drama",))
    assert shown.still == card(series).still
    assert card(season, "en").parent_name == "Name en"
    assert card(series).parent_name is None


def test_the_next_episode_crosses_seasons_and_ends_with_the_last():
    _, _, [[one, two], [three]] = a_series(seasons=(2, 1))
    a_series("Another")
    assert [queries.next_episode(title_id=one, known=()) for one in (one, two, three)] == [
        two,
        three,
        None,
    ]
    assert queries.next_episode(title_id=a_film(), known=()) is None


def test_what_a_viewer_may_not_know_is_neither_next_nor_played_nor_on_the_page():
    series, [season, strong], [[one, two, three], [_]] = a_series(seasons=(3, 1), minimum_age=6)
    for title_id in (one, two, strong):
        services.set_facts(title_id=title_id, minimum_age=16, actor=ACTOR)
    known = queries.below_ceiling(ceiling=10, territory="FR")
    assert queries.playable_id(title_id=series, known=known) == three
    assert queries.playable_id(title_id=one, known=known) is None
    assert queries.next_episode(title_id=one, known=known) == three
    assert queries.next_episode(title_id=three, known=known) is None
    page = queries.page(slug="les-marees", language="fr", territory="FR", known=known)
    told = [(each.card.id, [card.id for card in each.episodes]) for each in page.seasons]
    assert told == [(season, [three])]


def test_play_on_a_series_plays_its_first_episode():
    series, [season, other], [[first], [last]] = a_series(seasons=(1, 1))
    film = a_film()
    asked = (film, series, season, other, last, 999_999)
    assert [queries.playable_id(title_id=one, known=()) for one in asked] == [
        film, first, first, last, last, None
    ]  # fmt: skip


def test_the_ceiling_holds_at_the_stroke_and_the_unknown_is_hidden():
    exact, above, unknown = a_film("A", minimum_age=10), a_film("B", minimum_age=11), a_film("C")
    assert set(queries.suited(ceiling=10, territory="FR")) == {exact}
    assert set(queries.suited(ceiling=None, territory="FR")) == {exact, above, unknown}


def test_a_territorys_rating_wins_over_the_default_both_ways():
    film = a_film(minimum_age=10)
    services.rate(title_id=film, territory="FR", label="12", minimum_age=12, actor=ACTOR)
    services.rate(title_id=film, territory="BE", label="6", minimum_age=6, actor=ACTOR)
    asked = {
        (territory, ceiling): queries.is_suited(title_id=film, ceiling=ceiling, territory=territory)
        for territory in ("FR", "BE", "GB")
        for ceiling in (6, 10, 12)
    }
    assert [key for key, is_suited in asked.items() if is_suited] == [
        ("FR", 12), ("BE", 6), ("BE", 10), ("BE", 12), ("GB", 10), ("GB", 12)
    ]  # fmt: skip


def test_a_title_that_does_not_exist_suits_nobody():
    for ceiling in (None, 18):
        assert not queries.is_suited(title_id=999_999, ceiling=ceiling, territory="FR")


ages = st.none() | st.sampled_from([0, 6, 10, 12, 16])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(defaults=st.tuples(ages, ages, ages), ratings=st.tuples(ages, ages, ages))
def test_a_title_is_suited_when_the_cards_all_the_way_up_its_line_are(branch, defaults, ratings):
    AgeRating.objects.all().delete()
    for title_id, default, rating in zip(branch, defaults, ratings, strict=True):
        Title.objects.filter(pk=title_id).update(minimum_age=default)
        if rating is not None:
            AgeRating.objects.create(
                title_id=title_id, territory="FR", label="x", minimum_age=rating
            )
    told = [card(title_id).minimum_age for title_id in branch]
    for ceiling in (0, 6, 10, 12, 16, 18, None):
        fits = [ceiling is None or (age is not None and age <= ceiling) for age in told]
        expected = {one for level, one in enumerate(branch) if all(fits[: level + 1])}
        asked = {"ceiling": ceiling, "territory": "FR"}
        assert {one for one in branch if queries.is_suited(title_id=one, **asked)} == expected
        assert set(queries.suited(**asked)) == expected


@pytest.fixture
def branch(db):
    """A series, its season and its episode."""
    series, [season], [[episode]] = a_series(seasons=(1,))
    return series, season, episode
