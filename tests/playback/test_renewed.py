"""A film is encoded anew while somebody watches it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from lanterne.assets import queries as assets
from lanterne.assets import services as publishing
from lanterne.assets.rules import KEEP_SUPERSEDED
from lanterne.core import clock
from lanterne.playback import queries
from lanterne.playback.refusals import refusal
from lanterne.playback.rules import LONGEST_ADDRESS, Reason
from tests.cast import a_household, subscribe
from tests.playback.test_services import beat, licence, play, refused, stop
from tests.renewing import encoded_anew, on_record
from tests.screening import NOW, PHONE, TABLET

MINUTE = timedelta(minutes=1)
LATER = KEEP_SUPERSEDED + timedelta(hours=1)
SEGMENT = "video/h264-1080/00001.m4s"


@pytest.fixture
def subscriber(plans):
    person = a_household("subscriber@example.com", "Camille", territory="FR", language="fr")
    subscribe(person.household_id, at=NOW - timedelta(days=1))
    return person


@pytest.fixture
def film(film, settings, tmp_path, time_machine):
    time_machine.move_to(NOW, tick=False)
    settings.STREAMS = tmp_path
    on_record(film.title_id, tmp_path)
    return film


def segment(url: str) -> str:
    return f"{url.rpartition('/')[0]}/{SEGMENT}"


def sweep() -> None:
    at = clock.now()
    publishing.sweep(at=at, in_use=queries.publications_in_use(at))


def test_a_viewing_goes_on_with_what_it_began_and_new_ones_get_the_new(
    client, subscriber, film, tmp_path
):
    before = play(subscriber, film)
    encoded_anew(film.title_id, tmp_path)
    after = play(subscriber, film, device=PHONE)
    assert client.get(segment(before.dash_url)).status_code == 200
    assert client.get(before.dash_url).content == b"<MPD/>"
    assert b"again-" in client.get(after.dash_url).content
    assert beat(subscriber, before).dash_url == before.dash_url
    assert licence(subscriber, before)["keys"] == list(before.keys)


def test_files_stay_for_a_long_viewing_and_go_when_it_is_over(
    client, subscriber, film, tmp_path, time_machine
):
    started = play(subscriber, film)
    encoded_anew(film.title_id, tmp_path)
    told = started
    for hour in range(int(LATER / timedelta(hours=1)) + 1):
        time_machine.move_to(NOW + timedelta(hours=hour), tick=False)
        told = beat(subscriber, started, at=clock.now())
        sweep()
    assert client.get(segment(told.dash_url)).status_code == 200
    stop(subscriber, started, at=clock.now())
    sweep()
    assert client.get(segment(told.dash_url)).status_code == 404
    assert not (tmp_path / film.folder).exists()
    assert play(subscriber, film, at=clock.now()).dash_url != told.dash_url


def test_a_viewing_that_fell_silent_holds_files_as_long_as_its_addresses_last(subscriber, film):
    play(subscriber, film)
    kept = {assets.publication(title_id=film.title_id).id}
    assert queries.publications_in_use(NOW + LONGEST_ADDRESS - MINUTE) == kept
    assert queries.publications_in_use(NOW + LONGEST_ADDRESS) == frozenset()


def test_one_that_wakes_up_after_its_files_went_is_asked_to_press_play_again(
    subscriber, film, tmp_path, time_machine
):
    started = play(subscriber, film, device=TABLET)
    encoded_anew(film.title_id, tmp_path)
    time_machine.move_to(NOW + LATER, tick=False)
    sweep()
    assert not Path(tmp_path / film.folder).exists()
    said = refused(Reason.SESSION_OVER, beat, subscriber, started, at=clock.now())
    expected = refusal(Reason.SESSION_OVER, language="fr", territory="FR")
    assert said == expected.sentence
