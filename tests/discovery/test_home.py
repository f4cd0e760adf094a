"""The home page: only what can be watched here now by this profile, in few statements."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.rules import Kind
from lanterne.discovery import queries, services, shelves
from lanterne.discovery.queries.home import NotThisHousehold
from lanterne.discovery.visible import Audience
from lanterne.playback.models import ResumePoint
from tests.discovery.conftest import NOW
from tests.titles import a_film, a_picture, a_series, a_window, published

pytestmark = pytest.mark.django_db


def home(profile, *, territory="FR", at=NOW):
    return queries.home(
        household_id=profile.household_id, profile=profile, territory=territory, at=at
    )


def rows(profile, **asked):
    return {
        row.key: [entry.card.id for entry in row.entries] for row in home(profile, **asked).rows
    }


def stopped_at(profile, title_id, seconds, duration=100.0):
    ResumePoint.objects.create(
        profile_id=profile.id, title_id=title_id, seconds=seconds, duration=duration, updated_at=NOW
    )


def test_an_empty_house_has_no_rows_and_no_hero(subscriber):
    shown = home(subscriber.profile)
    assert (shown.hero, shown.rows) == (None, ())


def test_a_film_shows_once_it_is_published_and_open(subscriber):
    film = a_film()
    assert rows(subscriber.profile) == {}
    a_window(film, "FR", NOW, NOW + timedelta(days=60))
    assert rows(subscriber.profile) == {}
    published(film)
    assert rows(subscriber.profile) == {"new": [film]}
    assert rows(subscriber.profile, territory="BE") == {}
    assert rows(subscriber.profile, at=NOW - timedelta(microseconds=1)) == {}
    assert rows(subscriber.profile, at=NOW + timedelta(days=60)) == {}


def test_rows_come_in_the_order_of_the_page_newest_first(subscriber, shown):
    comedies = [shown(f"Comedy {number}", genres=["comedy"]) for number in range(4)]
    dramas = [shown(f"Drama {number}", genres=["drama", "comedy"]) for number in range(8)]
    newest = [*reversed(dramas), *reversed(comedies)]
    services.add_to_list(profile_id=subscriber.profile_id, title_id=comedies[0])
    assert list(rows(subscriber.profile).items()) == [
        ("list", [comedies[0]]),
        ("new", newest[:10]),
        ("genre-comedy", newest),
    ]


def test_a_kind_with_three_titles_has_no_row_and_one_with_four_has(subscriber, shown):
    old = [shown(f"Old {number}", genres=["music"]) for number in range(3)]
    for number in range(10):
        shown(f"New {number}", genres=["drama"])
    assert "genre-music" not in rows(subscriber.profile)
    newest = shown("Newest", genres=["music"])
    assert rows(subscriber.profile)["genre-music"] == [newest, *reversed(old)]


def test_series_have_a_row_from_four_on(subscriber, shown):
    made = []
    for number in range(4):
        assert "series" not in rows(subscriber.profile)
        series, _, [[episode]] = a_series(f"Series {number}", seasons=(1,))
        a_window(series)
        published(episode)
        made.insert(0, series)
    for number in range(7):
        shown(f"Film {number}")
    assert rows(subscriber.profile)["series"] == made


def test_a_row_whose_titles_all_stand_in_one_above_is_left_out(subscriber, shown):
    films = [shown(f"Film {number}", genres=["drama"]) for number in range(10)]
    assert list(rows(subscriber.profile)) == ["new"]
    films.append(shown("One more", genres=["drama"]))
    found = rows(subscriber.profile)
    assert list(found) == ["new", "genre-drama"]
    assert found["genre-drama"] == list(reversed(films))


def test_a_house_with_one_film_shows_it_once_below_the_hero(subscriber, shown):
    film = shown(genres=["drama"], closes_at=NOW + timedelta(days=2))
    stopped_at(subscriber.profile, film, 25.0)
    services.add_to_list(profile_id=subscriber.profile_id, title_id=film)
    page = home(subscriber.profile)
    assert page.hero.id == film
    assert [(row.key, [one.card.id for one in row.entries]) for row in page.rows] == [
        ("watching", [film])
    ]


def test_a_row_says_why_it_is_there_in_the_profiles_language(subscriber, shown):
    for number in range(11):
        shown(f"Film {number}", genres=["short"])
    told = {row.key: (row.heading, row.why) for row in home(subscriber.profile).rows}
    assert told["new"] == ("Nouveautés", "Les derniers arrivés")
    assert told["genre-short"][0] == "Courts métrages"
    english = home(replace(subscriber.profile, language="en"))
    assert english.rows[0].heading == "New"


def test_a_series_shows_once_one_of_its_episodes_can_be_watched(subscriber):
    series, _, [[first, second]] = a_series()
    a_window(series)
    assert rows(subscriber.profile) == {}
    published(second)
    assert rows(subscriber.profile) == {"new": [series]}
    a_window(second, "FR", NOW + timedelta(days=1), None)
    assert rows(subscriber.profile) == {}
    published(first)
    assert rows(subscriber.profile) == {"new": [series]}


def test_a_child_sees_neither_what_is_above_the_ceiling_nor_what_nobody_rated(child, shown):
    low, exact = shown("Low", minimum_age=6), shown("Exact", minimum_age=10)
    shown("High", minimum_age=11)
    shown("Unrated")
    assert rows(child) == {"new": [exact, low]}


def test_a_child_does_not_see_a_series_above_the_ceiling_by_one_mild_episode(child):
    series, _, [[first]] = a_series(seasons=(1,), minimum_age=16)
    catalogue.set_facts(title_id=first, minimum_age=6, actor="system:cast")
    a_window(series)
    published(first)
    assert rows(child) == {}


def test_what_was_begun_comes_first_with_its_progress(subscriber, shown):
    film, other = shown("One"), shown("Two")
    stopped_at(subscriber.profile, film, 25.0)
    top = home(subscriber.profile).rows[0]
    assert (top.key, top.heading) == ("watching", "Reprendre")
    assert [(one.card.id, one.progress) for one in top.entries] == [(film, 0.25)]
    assert rows(subscriber.profile)["new"] == [other, film]


def test_a_begun_episode_shows_with_the_name_of_its_series(subscriber):
    series, _, [[first, _]] = a_series("Les Marées")
    a_window(series)
    published(first)
    stopped_at(subscriber.profile, first, 50.0)
    [entry] = home(subscriber.profile).rows[0].entries
    assert (entry.card.id, entry.card.parent_name, entry.progress) == (first, "Les Marées", 0.5)


def test_what_was_begun_and_has_left_is_not_offered(subscriber, shown):
    film = shown("One", closes_at=NOW)
    stopped_at(subscriber.profile, film, 25.0)
    assert rows(subscriber.profile) == {}


def test_the_list_shows_the_last_kept_first_and_hides_what_left(subscriber, shown):
    one, two = shown("One"), shown("Two")
    gone = shown("Gone", closes_at=NOW)
    for title_id in (two, gone, one):
        services.add_to_list(profile_id=subscriber.profile_id, title_id=title_id)
    assert rows(subscriber.profile)["list"] == [one, two]


def test_what_leaves_within_thirty_days_says_when_soonest_first(subscriber, shown):
    for number in range(3):
        shown(f"Film {number}")
    later = shown("Later", closes_at=NOW + timedelta(days=30))
    soon = shown("Soon", closes_at=NOW + timedelta(days=2))
    stays = shown("Stays", closes_at=NOW + timedelta(days=30, microseconds=1))
    found = {row.key: row.entries for row in home(subscriber.profile).rows}
    assert [(one.card.id, one.closes_at) for one in found["leaving"]] == [
        (soon, NOW + timedelta(days=2)),
        (later, NOW + timedelta(days=30)),
    ]
    assert [one.closes_at for one in found["new"] if one.card.id == stays] == [None]


def test_the_hero_is_the_latest_title_with_a_still(subscriber, shown):
    with_still, without = shown("One"), shown("Two")
    assert home(subscriber.profile).hero.id == without
    catalogue.add_artwork(
        title_id=with_still,
        kind="still",
        content=a_picture(640, 360),
        source="test",
        actor="system:cast",
    )
    assert home(subscriber.profile).hero.id == with_still


def test_a_row_holds_twenty(subscriber, shown):
    films = [shown(f"Film {number}", genres=["drama"]) for number in range(22)]
    found = rows(subscriber.profile)
    newest = list(reversed(films))[:20]
    assert found == {"new": newest[:10], "genre-drama": newest}


def test_the_number_of_statements_does_not_grow_with_the_catalogue(subscriber, shown):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            home(subscriber.profile)
        return len(captured)

    shown("First", genres=["drama"])
    one = statements()
    for number in range(12):
        shown(f"Film {number}", genres=["drama", "comedy", "music"])
    assert statements() == one == 7


def test_a_profile_is_not_shown_to_another_household(subscriber, stranger):
    with pytest.raises(NotThisHousehold):
        queries.home(
            household_id=stranger.household_id, profile=subscriber.profile, territory="FR", at=NOW
        )


def test_a_shelf_reaches_as_far_as_it_must(shown):
    wanted = [shown(f"Film {number}", genres=["drama"]) for number in range(3)]
    for number in range(30):
        catalogue.set_genres(
            title_id=a_film(f"Closed {number}"), codes=["drama"], actor="system:test"
        )
    asked = {
        "films": shelves.newest(Kind.FILM, 2),
        "drama": shelves.newest_of_genre("drama", 3),
        "western": shelves.newest_of_genre("western", 3),
    }
    found = shelves.read(asked, Audience(None, "FR", NOW))
    newest = sorted(wanted, reverse=True)
    assert found == {"films": newest[:2], "drama": newest, "western": []}
