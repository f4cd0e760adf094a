"""Looking around: who is watching, what there is, one title."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from lanterne.catalogue import services as catalogue
from tests.cast import a_household, subscribe
from tests.screening import CLOSES, NOW, OPENED
from tests.titles import a_window


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def subscriber(plans):
    person = a_household("subscriber@example.com", "Camille", territory="FR", language="fr")
    subscribe(person.household_id, at=NOW - timedelta(days=1))
    return person


@pytest.fixture
def home(sign_in, subscriber):
    return sign_in(subscriber)


def choose(client, profile_id):
    return client.post(f"/api/v1/profiles/{profile_id}/choose", content_type="application/json")


def test_before_anyone_is_chosen_nobody_is_watching(home):
    assert home.get("/api/v1/me").json() == {
        "email": "subscriber@example.com",
        "is_staff": False,
        "household": "Camille",
        "territory": "FR",
        "standing": "active",
        "profile": None,
    }
    told = home.get("/api/v1/home")
    assert (told.status_code, told.json()["reason"]) == (403, "no_profile")


def test_a_chosen_profile_is_the_one_watching(home, child):
    told = choose(home, child.id).json()
    assert told == {
        "id": child.id,
        "name": "Lou",
        "language": "fr",
        "lantern": "jade",
        "is_child": True,
        "ceiling": 10,
    }
    assert home.get("/api/v1/me").json()["profile"] == told
    assert [each["name"] for each in home.get("/api/v1/profiles").json()] == ["Camille", "Lou"]


def test_the_profile_of_another_household_cannot_be_chosen(home, stranger):
    response = choose(home, stranger.profile_id)
    assert (response.status_code, response.json()["reason"]) == (404, "profile_unknown")
    assert home.get("/api/v1/me").json()["profile"] is None


@pytest.mark.parametrize("profile_id", ["0", "-1", "x", "9" * 30])
def test_what_is_no_profile_number_cannot_be_read(home, profile_id):
    assert choose(home, profile_id).status_code == 422


def test_a_title_says_when_it_may_be_watched_here(home, subscriber, film):
    choose(home, subscriber.profile_id)
    page = home.get("/api/v1/titles/le-voyage").json()
    assert page["card"]["name"] == "Le Voyage"
    assert page["card"]["minimum_age"] == 12
    assert page["availability"] == {
        "is_open": True,
        "reason": "open",
        "opens_at": OPENED.isoformat().replace("+00:00", "Z"),
        "closes_at": CLOSES.isoformat().replace("+00:00", "Z"),
        "territory": "FR",
    }


def test_a_child_does_not_find_a_title_above_the_ceiling(home, child, film):
    choose(home, child.id)
    above, none = (home.get(f"/api/v1/titles/{slug}") for slug in ("le-voyage", "nothing"))
    assert (above.status_code, above.json()) == (none.status_code, none.json())
    assert none.status_code == 404
    assert home.get("/api/v1/search?q=voyage").json() == {"results": []}


def test_an_episode_above_the_ceiling_is_missing_from_its_series(home, child, subscriber):
    def make(kind, name, **facts):
        return catalogue.create_title(
            kind=kind, original_name=name, original_language="fr", actor="system:cast", **facts
        )

    series = make("series", "Les Lanternes", minimum_age=6)
    a_window(series)
    season = make("season", "Saison", parent_id=series, number=1)
    for number, age in ((1, 6), (2, 16)):
        make("episode", "Nuit", parent_id=season, number=number, minimum_age=age)

    def numbers():
        (told,) = home.get("/api/v1/titles/les-lanternes").json()["seasons"]
        return [episode["number"] for episode in told["episodes"]]

    choose(home, child.id)
    assert numbers() == [1]
    choose(home, subscriber.profile_id)
    assert numbers() == [1, 2]


@pytest.mark.parametrize("query", ["", "?q=", "?q=" + "x" * 101])
def test_a_search_without_words_or_with_too_many_cannot_be_read(home, subscriber, query):
    choose(home, subscriber.profile_id)
    response = home.get(f"/api/v1/search{query}")
    assert (response.status_code, response.json()["fields"][0]["field"]) == (422, "q")


def test_the_anonymous_are_asked_to_sign_in(client):
    response = client.get("/api/v1/me", headers={"Accept-Language": "fr"})
    assert response.status_code == 401
    assert response.json() == {
        "reason": "signed_out",
        "sentence": "Connectez-vous pour continuer.",
    }


BROWSING = ("/home", "/search?q=voyage", "/titles/le-voyage", "/titles/nothing")


@pytest.mark.parametrize("has_chosen", [True, False])
@pytest.mark.parametrize("path", BROWSING)
@pytest.mark.parametrize(
    ("began", "reason", "sentence"),
    [
        (None, "not_a_member", "Choose a plan to start watching."),
        (
            NOW - timedelta(days=60),
            "lapsed",
            "Your subscription has ended. Renew it in your account to go on watching.",
        ),
    ],
)
def test_the_programme_is_for_members(
    sign_in, stranger, film, path, began, reason, sentence, has_chosen
):
    if began:
        subscribe(stranger.household_id, at=began)
    client = sign_in(stranger)
    if has_chosen:
        assert choose(client, stranger.profile_id).status_code == 200
    answer = client.get(f"/api/v1{path}", headers={"Accept-Language": "en"})
    assert answer.status_code == 403
    assert answer.json() == {"reason": reason, "sentence": sentence}
    assert client.get("/api/v1/me").json()["standing"] == reason
    assert client.get("/api/v1/profiles").status_code == 200


def test_a_household_in_its_days_of_grace_still_looks_around(sign_in, stranger, film):
    began = NOW - timedelta(days=31)
    subscribe(stranger.household_id, at=began)
    client = sign_in(stranger)
    choose(client, stranger.profile_id)
    assert client.get("/api/v1/me").json()["standing"] == "grace"
    assert [client.get(f"/api/v1{path}").status_code for path in BROWSING] == [200, 200, 200, 404]
