"""Playing, as a player's program asks for it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from lanterne.accounts.models import Device
from lanterne.audience import queries as audience
from lanterne.editorial import services as editorial
from lanterne.playback.models import PlaySession
from tests.cast import a_household, subscribe
from tests.screening import KEY_64, KID_64, NOW
from tests.titles import a_film


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def subscriber(plans):
    person = a_household("subscriber@example.com", "Camille", territory="FR", language="fr")
    subscribe(person.household_id, at=NOW - timedelta(days=1))
    return person


@pytest.fixture
def viewer(sign_in, subscriber):
    client = sign_in(subscriber)
    post(client, f"/profiles/{subscriber.profile_id}/choose")
    return client


def post(client, path, body=None):
    return client.post(f"/api/v1{path}", body or {}, content_type="application/json")


def start(client, film, **more):
    return post(client, "/sessions", {"title": film.title_id, **more})


def test_pressing_play_again_asks_few_questions(viewer, film, django_assert_num_queries):
    start(viewer, film, device="Salon")
    with django_assert_num_queries(21):
        assert start(viewer, film, device="Salon").status_code == 200


def test_a_whole_viewing(viewer, film, evening):
    started = start(viewer, film, device="Salon").json()
    session = started["session_id"]
    assert viewer.get(started["dash_url"]).content == b"<MPD/>"
    key = viewer.post(started["licence_url"], {"kids": [KID_64]}, content_type="application/json")
    assert key.json() == {
        "keys": [{"kty": "oct", "kid": KID_64, "k": KEY_64}],
        "type": "temporary",
    }
    evening.move_to(NOW + timedelta(seconds=10))
    told = {"sequence": 1, "position": 10.0, "duration": 100.0, "ranges": [[0, 10]]}
    alive = post(viewer, f"/sessions/{session}/beats", told).json()
    assert alive == {
        "session_id": session,
        "dash_url": started["dash_url"],
        "hls_url": started["hls_url"],
        "expires_at": started["expires_at"],
        "lease_ends_at": "2026-11-23T20:31:10Z",
    }
    assert post(viewer, f"/sessions/{session}/stop").json() == {}
    assert audience.seconds_watched(title_id=film.title_id) == 10.0
    assert start(viewer, film).json()["resume_at"] == 10.0


def test_a_page_that_closes_tells_its_last_in_the_stop(viewer, film, evening):
    session = start(viewer, film).json()["session_id"]
    evening.move_to(NOW + timedelta(seconds=10))
    last = {"sequence": 1, "position": 9.5, "ranges": [[0, 9.5]]}
    assert post(viewer, f"/sessions/{session}/stop", {"last": last}).json() == {}
    assert audience.seconds_watched(title_id=film.title_id) == 9.5
    assert start(viewer, film).json()["resume_at"] == 9.5


def test_a_last_word_that_cannot_be_read_says_where_and_ends_nothing(viewer, film):
    session = start(viewer, film).json()["session_id"]
    answer = post(viewer, f"/sessions/{session}/stop", {"last": {**GOOD, "position": -1}})
    assert (answer.status_code, answer.json()["fields"][0]["field"]) == (422, "last.position")
    assert PlaySession.objects.get().ended_at is None


def test_a_second_window_takes_over_and_the_first_is_told(viewer, film, evening):
    first = start(viewer, film).json()["session_id"]
    evening.move_to(NOW + timedelta(seconds=5))
    second = start(viewer, film).json()["session_id"]
    refused = post(viewer, f"/sessions/{first}/beats", GOOD)
    assert (refused.status_code, refused.json()["reason"]) == (403, "elsewhere")
    assert post(viewer, f"/sessions/{second}/beats", GOOD).status_code == 200


def test_a_started_session_says_what_a_player_needs(viewer, film):
    started = start(viewer, film).json()
    assert set(started) == {
        "session_id",
        "dash_url",
        "hls_url",
        "licence_url",
        "keys",
        "expires_at",
        "resume_at",
        "duration",
        "tallest",
        "title_id",
        "next_title_id",
    }
    assert (started["duration"], started["tallest"]) == (100.0, 2160)
    assert started["keys"] == [{"kty": "oct", "kid": KID_64, "k": KEY_64}]


def test_streams_in_the_clear_start_without_keys(viewer, film):
    film.publish_in_the_clear()
    started = start(viewer, film).json()
    assert (started["keys"], started["licence_url"]) == ([], None)


def test_a_browser_is_one_device_for_as_long_as_it_says_so(viewer, film):
    start(viewer, film, device="Salon")
    start(viewer, film, device="Salon")
    assert Device.objects.get().name == "Salon"
    assert PlaySession.objects.filter(ended_at=None).count() == 1
    cookie = viewer.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 31536000)
    cookie.set("device", f"{uuid4()}:forged", f"{uuid4()}:forged")
    start(viewer, film)
    assert Device.objects.count() == 2


def test_a_refusal_tells_its_reason_and_a_sentence_in_the_profiles_language(viewer, film):
    film.withdraw()
    response = start(viewer, film)
    assert response.status_code == 403
    assert response.json() == {
        "reason": "not_published",
        "sentence": "Ce titre n’est pas encore prêt à être lu.",
    }
    assert not PlaySession.objects.exists()


def test_the_third_browser_of_a_two_screen_plan_is_refused(subscriber, film, viewer, sign_in):
    clients = [viewer]
    for _ in range(2):
        other = Client()
        other.cookies["sessionid"] = viewer.cookies["sessionid"].value
        clients.append(other)
    first, second, third = (start(client, film) for client in clients)
    assert (first.status_code, second.status_code, third.status_code) == (200, 200, 403)
    assert third.json()["reason"] == "too_many_streams"


@pytest.mark.parametrize(
    ("kids", "status"),
    [(["EBESExQVFhcYGRobHB0eHw"], 403), ([], 422), (["short"], 422), ([KID_64] * 17, 422)],
)
def test_other_keys_are_refused(viewer, film, kids, status):
    response = viewer.post(
        start(viewer, film).json()["licence_url"], {"kids": kids}, content_type="application/json"
    )
    assert response.status_code == status
    assert KEY_64 not in response.content.decode()


def test_a_stopped_viewing_gets_no_key(viewer, film):
    started = start(viewer, film).json()
    post(viewer, f"/sessions/{started['session_id']}/stop")
    response = viewer.post(
        started["licence_url"], {"kids": [KID_64]}, content_type="application/json"
    )
    assert (response.status_code, response.json()["reason"]) == (403, "session_over")


GOOD = {"sequence": 1, "position": 1.0, "ranges": [[0.0, 1.0]]}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sequence": -1}, "body.sequence"),
        ({"sequence": "x"}, "body.sequence"),
        ({"position": -0.1}, "body.position"),
        ({"position": 1e9}, "body.position"),
        ({"ranges": [[0.0]]}, "body.ranges.0.1"),
        ({"ranges": [[-1.0, 2.0]]}, "body.ranges.0.0"),
        ({"ranges": [[0.0, 1.0]] * 61}, "body.ranges"),
        ({"ranges": None}, "body.ranges"),
    ],
)
def test_a_heartbeat_that_cannot_be_read_says_where(viewer, film, change, field):
    session = start(viewer, film).json()["session_id"]
    response = post(viewer, f"/sessions/{session}/beats", {**GOOD, **change})
    told = response.json()
    assert (response.status_code, told["reason"]) == (422, "unreadable")
    assert [fault["field"] for fault in told["fields"]] == [field.removeprefix("body.")]
    assert field.removeprefix("body.") in told["sentence"]
    assert audience.seconds_watched(title_id=film.title_id) == 0.0


@pytest.mark.parametrize("octets", [b"", b"{", b"[]", b'{"title": NaN}', b"\xff"])
def test_a_body_that_is_no_json_object_is_refused_with_a_sentence(viewer, octets):
    response = viewer.post("/api/v1/sessions", octets, content_type="application/json")
    told = response.json()
    assert (response.status_code, told["reason"]) in {(422, "unreadable"), (400, "unreadable")}
    assert told["sentence"].endswith(".")


def test_a_session_id_that_is_none_is_refused(viewer):
    assert post(viewer, "/sessions/1/stop").status_code == 422
    assert post(viewer, f"/sessions/{uuid4()}/stop").status_code == 404


def test_a_form_on_another_site_cannot_press_play(subscriber, film, viewer):
    careful = Client(enforce_csrf_checks=True)
    careful.cookies["sessionid"] = viewer.cookies["sessionid"].value
    response = start(careful, film)
    assert (response.status_code, response.json()["reason"]) == (403, "csrf")
    assert not PlaySession.objects.exists()


def test_a_title_that_was_merged_into_another_plays_by_its_old_number(viewer, film):
    other = a_film("Le Trajet")
    editorial.merge(title_id=film.title_id, other_id=other, actor="system:cast")
    started = post(viewer, "/sessions", {"title": other})
    assert started.status_code == 200
    assert PlaySession.objects.get().title_id == film.title_id
