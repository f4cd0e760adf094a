"""More like this: the same people before the same genres, and only what may be watched here now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanterne.catalogue import queries as titles
from lanterne.catalogue import services as catalogue
from lanterne.discovery import queries
from lanterne.discovery.visible import Audience
from tests.discovery.conftest import NOW
from tests.titles import a_series, a_window, published

pytestmark = pytest.mark.django_db


def similar(profile, title_id, *, territory="FR", at=NOW):
    [card] = titles.cards(title_ids=[title_id], language=profile.language, territory=territory)
    return queries.similar(
        card=card, language=profile.language, audience=Audience(profile.ceiling, territory, at)
    )


def told(profile, title_id, **asked):
    row = similar(profile, title_id, **asked)
    return [(entry.card.id, entry.reason) for entry in row.entries] if row else []


def credited(title_id, person, role):
    catalogue.credit(title_id=title_id, person=person, role=role, actor="system:cast")
    return title_id


def test_people_weigh_more_than_genres_and_each_says_why(subscriber, shown):
    english = replace(subscriber.profile, language="en")
    film = credited(shown("One", genres=["drama", "music"]), "Agnès Varda", "director")
    credited(film, "Jeanne Moreau", "actor")
    one_genre = shown("Two", genres=["drama"])
    both = shown("Three", genres=["drama", "music"])
    acted = credited(shown("Four"), "Jeanne Moreau", "actor")
    directed = credited(shown("Five", genres=["comedy"]), "Agnès Varda", "director")
    shown("Six", genres=["comedy"])
    assert told(english, film) == [
        (directed, "Also directed by Agnès Varda"),
        (acted, "Also with Jeanne Moreau"),
        (both, "Same genres: Drama, Music"),
        (one_genre, "Same genre: Drama"),
    ]


def test_the_reason_speaks_the_profiles_language(subscriber, shown):
    film, other = shown("One", genres=["drama"]), shown("Two", genres=["drama"])
    assert told(subscriber.profile, film) == [(other, "Même genre\N{NARROW NO-BREAK SPACE}: Drame")]
    assert similar(subscriber.profile, film).heading == "Dans le même esprit"


def test_the_same_person_in_another_role_is_no_likeness(subscriber, shown):
    film = credited(shown("One"), "Jacques Tati", "director")
    credited(shown("Two"), "Jacques Tati", "actor")
    assert similar(subscriber.profile, film) is None


def test_only_what_may_be_watched_here_now_is_offered(subscriber, child, shown):
    film = credited(shown("One", genres=["drama"], minimum_age=6), "Agnès Varda", "director")
    later = shown("Late", genres=["drama"], minimum_age=16, closes_at=NOW + timedelta(days=1))
    credited(later, "Agnès Varda", "director")
    assert [one for one, _ in told(subscriber.profile, film)] == [later]
    assert told(child, film) == []
    assert told(subscriber.profile, film, territory="BE") == []
    assert told(subscriber.profile, film, at=NOW + timedelta(days=1)) == []


def test_beside_an_episode_its_own_series_is_not_offered(subscriber, shown):
    series, _, [[episode]] = a_series("Les Marées", seasons=(1,))
    catalogue.set_genres(title_id=series, codes=["drama"], actor="system:cast")
    a_window(series)
    published(episode)
    film = shown("One", genres=["drama"])
    assert [one for one, _ in told(subscriber.profile, episode)] == [film]


def test_the_number_of_statements_is_fixed(subscriber, shown):
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            similar(subscriber.profile, film)
        return len(captured) - 2  # the card that is handed in

    film = credited(shown("One", genres=["drama"]), "Agnès Varda", "director")
    credited(shown("Two", genres=["drama"]), "Agnès Varda", "director")
    few = statements()
    for number in range(15):
        credited(shown(f"Film {number}", genres=["drama"]), "Agnès Varda", "director")
    assert statements() == few == 6
    assert len(told(subscriber.profile, film)) == 12
