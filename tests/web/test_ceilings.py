"""What a child may know of a series: nothing above its ceiling, nor what is below such a thing."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from lanterne.catalogue import services as catalogue
from lanterne.core import clock
from lanterne.discovery import queries as lists
from lanterne.discovery import services as discovery
from lanterne.playback.models import ResumePoint
from tests.web.conftest import a_film
from tests.web.programme import the_series, the_unrated_series

# Each test makes a programme of its own: together they take too long for the fast part.
pytestmark = pytest.mark.slow

HIDDEN = (
    "above",
    "strong_season",
    "below_strong",
    "unrated",
    "unrated_season",
    "below_unrated",
)


@pytest.fixture
def shelf(db):
    return {**the_series(), **the_unrated_series()}


@pytest.fixture
def sees(lou, shelf):
    """What the child gets at an address, in which nothing hidden may be seen."""

    def seen(path):
        answer = lou.get(path)
        body = answer.content.decode()
        for name in HIDDEN:
            assert not [trace for trace in shelf[name].traces if trace in body], (path, name)
        return answer.status_code, body

    return seen


def test_the_page_of_a_series_tells_a_child_of_its_suited_episodes_alone(sees, camille, shelf):
    status, page = sees("/title/les-lanternes/")
    assert status == 200
    assert re.findall(r'href="/watch/([\w-]+)/"', page) == [
        "les-lanternes-s1-e1",
        "les-lanternes-s1-e1",
        "les-lanternes-s1-e3",
    ]
    told = camille.get("/title/les-lanternes/").content.decode()
    assert {"les-lanternes-s1-e2", "les-lanternes-s2-e1"} <= set(
        re.findall(r'"/watch/([\w-]+)/"', told)
    )


def test_the_api_tells_a_child_of_the_suited_episodes_alone(sees, camille, shelf):
    status, body = sees("/api/v1/titles/les-lanternes")
    assert status == 200
    assert episodes(body) == {"les-lanternes-s1": ["les-lanternes-s1-e1", "les-lanternes-s1-e3"]}
    assert episodes(camille.get("/api/v1/titles/les-lanternes").content) == {
        "les-lanternes-s1": ["les-lanternes-s1-e1", "les-lanternes-s1-e2", "les-lanternes-s1-e3"],
        "les-lanternes-s2": ["les-lanternes-s2-e1"],
    }


def episodes(body):
    return {
        season["card"]["slug"]: [one["slug"] for one in season["episodes"]]
        for season in json.loads(body)["seasons"]
    }


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("path", ["/title/{}/", "/watch/{}/", "/api/v1/titles/{}"])
def test_what_is_hidden_from_a_child_is_not_found_by_its_address(lou, camille, shelf, path, hidden):
    address = path.format(shelf[hidden].slug)
    answer, none = lou.get(address), lou.get(path.format("nothing"))
    assert answer.status_code == 404
    # The address is in both pages, as the way back to it after a change of language.
    told = answer.content.decode().replace(shelf[hidden].slug, "nothing")
    assert without_tokens(told) == without_tokens(none.content.decode())
    assert camille.get(address).status_code == 200


def without_tokens(page):
    return re.sub(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", page)


@pytest.mark.parametrize("hidden", ["above", "below_strong", "below_unrated"])
def test_a_child_cannot_play_what_is_hidden_from_it(lou, camille, shelf, hidden):
    def start(client):
        body = {"title": shelf[hidden].id}
        return client.post("/api/v1/sessions", body, content_type="application/json")

    refused = start(lou)
    assert (refused.status_code, refused.json()["reason"]) == (403, "above_ceiling")
    assert start(camille).status_code == 200


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_child_cannot_keep_what_is_hidden_from_it(lou, child, shelf, hidden):
    answer = lou.post(f"/my-list/{shelf[hidden].slug}/", {"wanted": "yes"})
    assert answer.status_code == 404
    assert lists.listed(profile_id=child.id) == ()


def test_after_an_episode_comes_the_next_that_suits_a_child(sees, lou, camille, shelf):
    _, page = sees("/watch/les-lanternes-s1-e1/")
    assert following(page) == "/watch/les-lanternes-s1-e3/"
    assert following(sees("/watch/les-lanternes-s1-e3/")[1]) is None
    assert following(camille.get("/watch/les-lanternes-s1-e1/").content.decode()) == (
        "/watch/les-lanternes-s1-e2/"
    )

    def next_title(client, name):
        body = {"title": shelf[name].id}
        started = client.post("/api/v1/sessions", body, content_type="application/json")
        return started.json()["next_title_id"]

    assert next_title(lou, "mild") == shelf["later"].id
    assert next_title(lou, "later") is None
    assert next_title(camille, "mild") == shelf["above"].id


def player(page):
    told = re.search(
        r'<script id="watch-page" type="application/json">(.*?)</script>', page, re.DOTALL
    )
    return json.loads(told[1])


def following(page):
    after = player(page)["next"]
    return after and after["address"]


def test_a_series_starts_for_a_child_with_the_first_episode_that_suits_it(lou, shelf):
    catalogue.set_facts(title_id=shelf["mild"].id, minimum_age=12, actor="system:test")
    page = lou.get("/watch/les-lanternes/").content.decode()
    assert player(page)["title"] == {"id": shelf["later"].id, "name": "Matin Calme"}


@pytest.mark.parametrize("path", ["/", "/api/v1/home"])
def test_what_a_child_began_or_kept_before_is_hidden_like_the_rest(sees, child, shelf, path):
    for name in ("above", "below_strong", "below_unrated", "mild"):
        ResumePoint.objects.create(
            profile_id=child.id,
            title_id=shelf[name].id,
            seconds=60,
            duration=600,
            updated_at=clock.now(),
        )
    for name in ("unrated", "series"):
        discovery.add_to_list(profile_id=child.id, title_id=shelf[name].id)
    status, body = sees(path)
    assert status == 200
    assert "les-lanternes-s1-e1" in body
    assert "les-lanternes" in body


def test_a_child_does_not_look_into_the_shop_window(lou):
    a_film("Le Voyage", age=12)
    assert (
        "Le Voyage"
        in Client(headers={"accept-language": "fr-FR"}).get("/welcome/").content.decode()
    )
    answer = lou.get("/welcome/?territory=FR")
    assert (answer.status_code, answer.url) == (302, "/")


@pytest.mark.parametrize("path", ["/search/?q={}", "/search/?q={}&part", "/api/v1/search?q={}"])
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("lanternes", 1),
        ("matin", 1),
        ("minuit", 0),
        ("minuti", 0),
        ("berceuse", 0),
        ("lampion", 0),
        ("obscurs", 0),
    ],
)
def test_a_child_finds_nothing_that_is_hidden_from_it(lou, camille, shelf, path, asked, found):
    def slugs(client):
        body = client.get(path.format(asked)).content.decode()
        return set(re.findall(r'(?:href="/title/|"slug": ")([\w-]+)', body))

    assert len(slugs(lou)) == found
    assert len(slugs(camille)) == 1


def test_more_like_this_offers_a_child_nothing_that_is_hidden_from_it(sees, shelf):
    for name in ("series", "unrated"):
        catalogue.set_genres(title_id=shelf[name].id, codes=["drama"], actor="system:test")
        catalogue.credit(
            title_id=shelf[name].id, person="Agnès Varda", role="director", actor="system:test"
        )
    assert sees("/title/les-lanternes/")[0] == 200
