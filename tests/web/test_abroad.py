"""On a journey: the rows, the pages and the player go by one country, and the price by another."""

from __future__ import annotations

import json

import pytest

from lanterne.config.proxies import proxies

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def believed(settings):
    settings.TRUSTED_PROXIES = proxies("127.0.0.1")
    settings.COUNTRY_HEADER = "CF-IPCountry"


def get(client, path, stay):
    return client.get(path, headers={"CF-IPCountry": stay})


def start(client, title_id, stay):
    return client.post(
        "/api/v1/sessions",
        json.dumps({"title": title_id, "device": "Sofa"}),
        content_type="application/json",
        headers={"CF-IPCountry": stay},
    )


def test_inside_the_union_the_home_page_is_that_of_home(camille, film, abroad):
    page = get(camille, "/", "BE").content.decode()
    assert "Le Voyage" in page
    assert "Vous êtes ici" not in page


def test_outside_the_union_the_home_page_is_that_of_the_stay(camille, film, abroad):
    answer = get(camille, "/", "GB")
    assert answer.context["country"] == "GB"
    page = answer.content.decode()
    assert "Le Voyage" not in page
    assert "Abroad" in page
    assert "Vous êtes ici : Royaume-Uni. Vous voyez ce que nous pouvons y montrer." in page


def test_a_title_page_says_what_holds_where_the_viewer_is(camille, film):
    refusal = "États-Unis"
    assert refusal not in get(camille, "/title/le-voyage/", "DE").content.decode()
    assert refusal in get(camille, "/title/le-voyage/", "US").content.decode()


def test_the_api_shows_and_plays_what_is_open_there(camille, film, abroad):
    assert start(camille, film, "BE").status_code == 200
    refused = start(camille, film, "GB")
    assert (refused.status_code, refused.json()["reason"]) == (403, "not_here")
    assert start(camille, abroad, "GB").status_code == 200
    assert start(camille, abroad, "FR").status_code == 403


def test_who_crosses_a_border_sees_the_end_of_the_film(camille, film):
    session = start(camille, film, "FR").json()["session_id"]
    beat = camille.post(
        f"/api/v1/sessions/{session}/beats",
        json.dumps({"sequence": 1, "position": 5.0, "ranges": [[0, 5]]}),
        content_type="application/json",
        headers={"CF-IPCountry": "US"},
    )
    assert beat.status_code == 200
