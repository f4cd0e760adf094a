"""A browser that holds a profile which is not, or no longer, its household's gets nothing by it, on any page."""

from __future__ import annotations

import pytest

from lanterne.accounts import queries as accounts
from lanterne.accounts import services
from lanterne.discovery import queries as lists
from lanterne.playback.models import PlaySession, ResumePoint
from tests.cast import a_household, subscribe
from tests.web.conftest import browser

# Every door times everybody: too long for the fast part.
pytestmark = pytest.mark.slow

PAGES = ("/", "/search/?q=rabbit", "/title/rabbit/", "/watch/rabbit/")
API = ("/home", "/search?q=rabbit", "/titles/rabbit")


@pytest.fixture
def neighbour(plans):
    """A member of another household, who pays like the subscriber."""
    person = a_household("neighbour@example.com", "Noor", territory="FR", language="en")
    subscribe(person.household_id)
    return person


@pytest.fixture(params=["of another household", "removed", "of nobody"])
def lost(request, subscriber, member, neighbour):
    """The subscriber's browser and the profile that its session holds."""
    if request.param == "removed":
        client = browser(subscriber.email, subscriber.password, member.profile_id)
        mine = {"household_id": subscriber.household_id, "profile_id": member.profile_id}
        services.remove_profile(**mine)
        return client, member.profile_id
    profile_id = neighbour.profile_id if request.param == "of another household" else 999_999
    return holding(browser(subscriber.email, subscriber.password), profile_id), profile_id


def holding(client, profile_id):
    """The session as it would be if somebody could write into it."""
    session = client.session
    session["profile_id"] = profile_id
    session.save()
    return client


def post(client, path, body=None):
    return client.post(f"/api/v1{path}", body or {}, content_type="application/json")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_asks_who_is_watching(lost, rabbit, path):
    client, _ = lost
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/profiles/?next=")


def test_nothing_is_kept_for_it(lost, rabbit, neighbour):
    client, profile_id = lost
    assert client.post("/my-list/rabbit/", {"wanted": "yes"}).url.startswith("/profiles/")
    assert lists.listed(profile_id=profile_id) == ()


@pytest.mark.parametrize("path", API)
def test_the_api_asks_who_is_watching(lost, rabbit, path):
    client, _ = lost
    answer = client.get(f"/api/v1{path}")
    assert (answer.status_code, answer.json()["reason"]) == (403, "no_profile")


def test_nothing_plays_for_it(lost, rabbit):
    client, _ = lost
    answer = post(client, "/sessions", {"title": rabbit})
    assert (answer.status_code, answer.json()["reason"]) == (403, "no_profile")
    assert not PlaySession.objects.exists()


def test_nobody_is_said_to_be_watching(lost):
    client, _ = lost
    assert client.get("/api/v1/me").json()["profile"] is None


def test_it_is_neither_chosen_nor_edited_nor_removed(lost, neighbour):
    client, profile_id = lost
    changed = {"name": "Mine", "language": "en", "lantern": "jade", "ceiling": ""}
    asked = [
        client.post(f"/profiles/{profile_id}/choose/"),
        client.get(f"/profiles/{profile_id}/"),
        client.post(f"/profiles/{profile_id}/", changed),
        client.post(f"/profiles/{profile_id}/remove/"),
        post(client, f"/profiles/{profile_id}/choose"),
    ]
    assert [answer.status_code for answer in asked] == [404] * 5
    (kept,) = accounts.profiles(household_id=neighbour.household_id)
    assert kept == neighbour.profile


def test_a_viewing_ends_with_the_profile_that_is_removed(subscriber, member, rabbit):
    client = browser(subscriber.email, subscriber.password, member.profile_id)
    started = post(client, "/sessions", {"title": rabbit}).json()
    session = f"/sessions/{started['session_id']}"
    services.remove_profile(household_id=subscriber.household_id, profile_id=member.profile_id)
    beat = {"sequence": 1, "position": 9.0, "ranges": [[0.0, 9.0]]}
    asked = [
        post(client, f"{session}/beats", beat),
        post(client, f"{session}/licence", {"kids": ["AAECAwQFBgcICQoLDA0ODw"]}),
        post(client, f"{session}/stop", {"last": beat}),
    ]
    told = [(answer.status_code, answer.json()["reason"]) for answer in asked]
    assert told == [(404, "unknown_session")] * 3
    assert not ResumePoint.objects.exists()


def test_a_neighbour_can_do_nothing_with_a_viewing_of_ours(camille, neighbour, rabbit):
    session = f"/sessions/{post(camille, '/sessions', {'title': rabbit}).json()['session_id']}"
    theirs = browser(neighbour.email, neighbour.password, neighbour.profile_id)
    beat = {"sequence": 1, "position": 9.0, "ranges": [[0.0, 9.0]]}
    for path, body in (("beats", beat), ("stop", {"last": beat})):
        answer = post(theirs, f"{session}/{path}", body)
        assert (answer.status_code, answer.json()["reason"]) == (404, "unknown_session")
    assert not ResumePoint.objects.exists()
    assert post(camille, f"{session}/beats", beat).status_code == 200
