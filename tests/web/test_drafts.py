"""A title is known to the public once a window names it, anywhere; before that it is a draft of the studio's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lanterne.catalogue import services as catalogue
from lanterne.core import clock
from lanterne.discovery import queries as lists
from tests.web.conftest import browser
from tests.web.programme import a_title, a_window

# Each test makes a programme of its own: together they take too long for the fast part.
pytestmark = pytest.mark.slow

ADDRESSES = ("/title/{}/", "/watch/{}/", "/api/v1/titles/{}")


@pytest.fixture
def drafts(db):
    """What no window names: a film, a series down to its episode, and one episode beside another that has one."""
    series = a_title("series", "Ébauche")
    season = a_title("season", "Croquis", parent_id=series.id, number=1)
    half = a_title("series", "Feuilleton")
    begun = a_title("season", "Livraison", parent_id=half.id, number=1)
    a_window(a_title("episode", "Premier", parent_id=begun.id, number=1).id)
    return {
        "film": a_title("film", "Brouillon"),
        "series": series,
        "season": season,
        "episode": a_title("episode", "Esquisse", parent_id=season.id, number=1),
        "later": a_title("episode", "Inachevé", parent_id=begun.id, number=2),
    }


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("kind", ["film", "series", "season", "episode", "later"])
def test_a_draft_is_not_found_by_its_address(camille, drafts, kind, address):
    assert camille.get(address.format(drafts[kind].slug)).status_code == 404


@pytest.mark.parametrize("kind", ["film", "series", "season", "episode", "later"])
def test_a_draft_is_in_no_list_and_cannot_be_kept(camille, subscriber, drafts, kind):
    draft = drafts[kind]
    seen = ["/", "/title/feuilleton/", "/api/v1/home", "/api/v1/titles/feuilleton"]
    seen += [f"{search}{draft.name}" for search in ("/search/?part&q=", "/api/v1/search?q=")]
    for path in seen:
        body = camille.get(path).content.decode()
        assert draft.slug not in body, path
        assert draft.art not in body, path
    assert camille.post(f"/my-list/{draft.slug}/", {"wanted": "yes"}).status_code == 404
    assert lists.listed(profile_id=subscriber.profile_id) == ()


def test_a_draft_is_not_the_next_episode(camille, drafts):
    page = camille.get("/watch/feuilleton/").content.decode()
    assert "Premier" in page
    assert drafts["later"].slug not in page


@pytest.mark.parametrize("kind", ["film", "series", "season", "episode", "later"])
def test_the_studio_sees_its_drafts(editor, drafts, kind):
    page = browser(editor.email, editor.password).get(f"/studio/titles/{drafts[kind].id}/")
    assert page.status_code == 200
    assert drafts[kind].name in page.content.decode()


@pytest.mark.parametrize("level", ["series", "season", "episode"])
def test_a_window_announces_the_line_it_hangs_on(camille, drafts, level):
    a_window(drafts[level].id, "GB")
    told = {
        name: camille.get(f"/title/{drafts[name].slug}/").status_code
        for name in ("series", "season", "episode", "later", "film")
    }
    assert told == {"series": 200, "season": 200, "episode": 200, "later": 404, "film": 404}


WINDOWS = {
    "not_here": ("GB", timedelta(days=-1)),
    "not_yet": ("FR", timedelta(days=5)),
    "over": ("FR", timedelta(days=-9)),
}


@pytest.mark.parametrize("reason", WINDOWS)
def test_an_announced_film_opens_its_pages_and_says_why_it_does_not_play(camille, reason):
    film = a_title("film", "Le Voyage")
    territory, opens_in = WINDOWS[reason]
    closes_at = clock.now() - timedelta(days=1) if reason == "over" else None
    a_window(film.id, territory, opens_in=opens_in, closes_at=closes_at)
    assert [camille.get(address.format(film.slug)).status_code for address in ADDRESSES] == [
        200
    ] * 3
    assert "Pas disponible pour le moment" in camille.get("/title/le-voyage/").content.decode()
    started = camille.post("/api/v1/sessions", {"title": film.id}, content_type="application/json")
    assert (started.status_code, started.json()["reason"]) == (403, reason)
    for path in ("/", "/search/?q=voyage&part", "/api/v1/home", "/api/v1/search?q=voyage"):
        assert "le-voyage" not in camille.get(path).content.decode()


def test_a_film_that_is_announced_and_not_ready_says_so(camille):
    film = catalogue.create_title(
        kind="film", original_name="Bientôt", original_language="fr", actor="system:test"
    )
    a_window(film)
    assert camille.get("/title/bientot/").status_code == 200
    started = camille.post("/api/v1/sessions", {"title": film}, content_type="application/json")
    assert started.json()["reason"] == "not_published"
