"""Sounds and subtitles that the open windows do not license are neither named to a player nor sent."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from lanterne.assets import queries as assets
from lanterne.assets.models import Publication
from lanterne.playback import queries, services, tracks
from lanterne.rights import queries as granted
from lanterne.rights import services as rights
from lanterne.rights.rules import Holdback, Period, Terms, Tongue, Use, Window
from tests.cast import a_household, subscribe
from tests.screening import CLOSES, NOW, OPENED, SOFA

# A French film with its own sound, a German dub, subtitles in both, and German ones for signs alone.
MPD = """<?xml version="1.0"?>
<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period>
<AdaptationSet contentType="video"><Representation id="video/h264-1080"/></AdaptationSet>
<AdaptationSet contentType="audio" lang="fr"><Role value="main"/><Representation id="audio/fr"/></AdaptationSet>
<AdaptationSet contentType="audio" lang="de"><Role value="dub"/><Representation id="audio/de"/></AdaptationSet>
<AdaptationSet contentType="text" lang="fr"><Role value="subtitle"/><Representation id="text/fr"/></AdaptationSet>
<AdaptationSet contentType="text" lang="de"><Role value="subtitle"/><Representation id="text/de"/></AdaptationSet>
<AdaptationSet contentType="text" lang="de"><Role value="forced-subtitle"/><Representation id="text/de-forced"/></AdaptationSet>
<AdaptationSet contentType="image"><Representation id="images"/></AdaptationSet>
</Period></MPD>"""
HLS = """#EXTM3U
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",LANGUAGE="fr",NAME="fr",DEFAULT=YES,URI="audio/fr/media.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",LANGUAGE="de",NAME="de",DEFAULT=NO,URI="audio/de/media.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",LANGUAGE="fr",DEFAULT=NO,URI="text/fr.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",LANGUAGE="de",DEFAULT=NO,URI="text/de.m3u8"
#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",LANGUAGE="de",DEFAULT=NO,URI="text/de-forced.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="audio",SUBTITLES="text",CLOSED-CAPTIONS=NONE
video/h264-1080/media.m3u8
"""
EVERYTHING = ["audio/de", "audio/fr", "text/de", "text/de-forced", "text/fr"]


def kept(*tongues: Tongue, held_back: tuple[str, ...] = ()) -> list[str]:
    terms = (Terms(tongues=tongues, held_back=held_back),)
    without = tracks.left_out(tracks.tracks(MPD), terms, original="fr")
    return [one for one in EVERYTHING if one not in without]


@pytest.mark.parametrize(
    ("tongues", "left"),
    [
        ([], EVERYTHING),
        # Subtitles are read to the original sound.
        ([Tongue("fr", Use.SUB)], ["audio/fr", "text/fr"]),
        ([Tongue("de", Use.SUB)], ["audio/fr", "text/de", "text/de-forced"]),
        # A dub alone leaves the original out, and brings its signs.
        ([Tongue("de", Use.DUB)], ["audio/de", "text/de-forced"]),
        ([Tongue("de")], ["audio/de", "audio/fr", "text/de", "text/de-forced"]),
        ([Tongue("fr")], ["audio/fr", "text/fr"]),
        ([Tongue("it", Use.DUB)], []),
    ],
)
def test_a_window_licenses_these_tracks(tongues, left):
    assert kept(*tongues) == left


def test_a_language_that_is_held_back_is_left_out_whole():
    assert kept(held_back=("de",)) == ["audio/fr", "text/fr"]


def test_two_open_windows_license_what_either_does():
    both = [Terms(tongues=(Tongue("fr", use),)) for use in (Use.SUB, Use.DUB)]
    without = tracks.left_out(tracks.tracks(MPD), both, original="fr")
    assert without == ("audio/de", "text/de", "text/de-forced")


def test_descriptions_are_whole_without_them():
    without = ("audio/fr", "text/de", "text/fr")
    mpd = tracks.mpd_without(MPD, without)
    assert [one.name for one in tracks.tracks(mpd)] == ["audio/de", "text/de-forced"]
    assert 'value="main"' in mpd
    assert 'id="images"' in mpd
    hls = tracks.hls_without(HLS, without)
    assert 'NAME="de",DEFAULT=YES' in hls
    assert "audio/fr" not in hls
    assert 'SUBTITLES="text"' in hls
    bare = tracks.hls_without(HLS, (*without, "text/de-forced"))
    assert "SUBTITLES" not in bare


@pytest.fixture
def viewer(plans, film, settings):
    folder = Path(settings.STREAMS) / film.folder
    (folder / "manifest.mpd").write_text(MPD)
    (folder / "master.m3u8").write_text(HLS)
    for name in ("audio/de/00001.m4s", "audio/de/init.mp4", "text/de.vtt", "text/de-forced.vtt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"german")
    person = a_household("subscriber@example.com", "Camille", territory="FR", language="fr")
    subscribe(person.household_id, at=NOW - timedelta(days=1))
    with time_machine.travel(NOW, tick=False):
        yield person


def licensed(film, *tongues: Tongue) -> None:
    (held,) = granted.windows(title_id=film.title_id)
    window = Window("FR", OPENED, CLOSES, Terms(tongues=tongues))
    rights.change_window(window_id=held.id, window=window, licence_id=None, actor="system:cast")


def begin(viewer, film) -> services.Started:
    seat = services.Seat(viewer.household_id, viewer.profile_id, SOFA)
    return services.start_session(seat=seat, title_id=film.title_id, at=NOW)


def below(started, name: str) -> str:
    return f"{started.dash_url.rpartition('/')[0]}/{name}"


def test_a_dub_that_is_not_licensed_is_neither_named_nor_sent(viewer, film, client):
    licensed(film, Tongue("fr", Use.SUB))
    started = begin(viewer, film)
    assert b"audio/de" not in client.get(started.dash_url).content
    assert b"audio/de" not in client.get(started.hls_url).content
    for name in ("audio/de/00001.m4s", "audio/de/init.mp4", "text/de.vtt", "text/de-forced.vtt"):
        assert client.get(below(started, name)).status_code == 404, name
    for name in ("audio/fr/00001.m4s", "text/fr.vtt", "images/00001.jpg", "chapters.vtt"):
        assert client.get(below(started, name)).status_code == 200, name


def test_in_the_other_window_it_is_the_other_way_round(viewer, film, client):
    licensed(film, Tongue("de", Use.DUB))
    started = begin(viewer, film)
    assert b"audio/fr" not in client.get(started.dash_url).content
    assert client.get(below(started, "audio/fr/00001.m4s")).status_code == 404
    assert client.get(below(started, "audio/de/00001.m4s")).status_code == 200
    assert client.get(below(started, "text/de-forced.vtt")).status_code == 200


def test_nobody_takes_the_names_out_of_an_address(viewer, film, client):
    licensed(film, Tongue("fr", Use.SUB))
    segment = below(begin(viewer, film), "audio/de/00001.m4s")
    names = segment.split("/")[4].partition(";")
    assert names[2]
    for told in (names[0], f"{names[0]};audio:it"):
        assert client.get(segment.replace("".join(names), told)).status_code == 403


def test_where_every_language_is_licensed_addresses_are_as_ever(viewer, film, client):
    started = begin(viewer, film)
    assert ";" not in started.dash_url
    assert client.get(started.dash_url).content == MPD.encode()
    assert client.get(below(started, "audio/de/00001.m4s")).status_code == 200


def test_a_segment_still_asks_no_database(viewer, film, client, django_assert_num_queries):
    licensed(film, Tongue("fr", Use.SUB))
    segment = below(begin(viewer, film), "audio/fr/00001.m4s")
    with django_assert_num_queries(0):
        assert client.get(segment).status_code == 200


def test_a_film_that_would_be_mute_is_not_here(viewer, film):
    licensed(film, Tongue("it", Use.DUB))
    with pytest.raises(services.NotAllowed) as refused:
        begin(viewer, film)
    assert refused.value.reason == "not_here"


def test_a_language_is_left_out_while_a_holdback_lasts(viewer, film, client):
    held = Holdback(Period(OPENED), territory="FR", language="de")
    rights.hold_back(title_id=film.title_id, holdback=held, reason="", actor="system:cast")
    started = begin(viewer, film)
    assert client.get(below(started, "audio/de/00001.m4s")).status_code == 404
    assert client.get(below(started, "audio/fr/00001.m4s")).status_code == 200


def test_behind_nginx_it_is_the_same(viewer, film, client, settings):
    settings.SENDFILE = "/protected/"
    licensed(film, Tongue("fr", Use.SUB))
    started = begin(viewer, film)
    answer = client.get(started.dash_url)
    assert "X-Accel-Redirect" not in answer
    assert b"audio/de" not in answer.content
    assert client.get(below(started, "audio/de/00001.m4s")).status_code == 404
    assert "X-Accel-Redirect" in client.get(below(started, "audio/fr/00001.m4s"))


def test_streams_are_told_in_the_languages_that_are_offered(film):
    Publication.objects.update(sound_languages=["fr", "de"], caption_languages=["fr", "de"])
    licensed(film, Tongue("fr", Use.SUB))
    terms = queries.licensed(title_ids=[film.title_id], territory="FR", at=NOW)
    streams = assets.publications(title_ids=[film.title_id])
    found = queries.offered(streams=streams, terms=terms)
    card = found[film.title_id]
    assert (card.sound_languages, card.caption_languages) == (("fr",), ("fr",))
