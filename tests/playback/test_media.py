"""Delivering streams: what an address opens, and how files travel."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from lanterne.config.nginx import internal_place
from lanterne.playback import addresses
from tests.screening import NOW, streams

SESSION = UUID(int=7)
EXPIRES = int(NOW.timestamp()) + 3600


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    """Two publications side by side, and a secret outside both."""
    settings.STREAMS = tmp_path / "streams"
    for name in ("a1/7", "a2/7"):
        streams(settings.STREAMS / name)
    (tmp_path / "secret.mpd").write_text("secret")
    (settings.STREAMS / "a1/7/link.mpd").symlink_to(tmp_path / "secret.mpd")
    with time_machine.travel(NOW, tick=False):
        yield


def prefix(folder="a1/7", session=SESSION, expires=EXPIRES):
    return addresses.prefix(folder=folder, session_id=session, expires=expires)


SEGMENT = "video/h264-1080/00001.m4s"
OCTETS = bytes(range(256)) * 4


# What an address opens


def test_one_address_opens_every_file_of_its_folder(client):
    assert client.get(f"{prefix()}/{SEGMENT}").content == OCTETS
    assert client.get(f"{prefix()}/manifest.mpd").content == b"<MPD/>"


def test_a_segment_costs_no_query_even_for_someone_signed_in(
    sign_in, subscriber, django_assert_num_queries
):
    client = sign_in(subscriber)
    with django_assert_num_queries(0):
        assert client.get(f"{prefix()}/{SEGMENT}").status_code == 200


def replaced(**parts):
    """A good address with some of its parts exchanged."""
    _, _, token, expires, session, folder = prefix().split("/", 5)
    whole = {"token": token, "expires": expires, "session": session, "folder": folder, **parts}
    return "/m/{token}/{expires}/{session}/{folder}/manifest.mpd".format(**whole)


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ({}, 200),
        ({"folder": "a2/7"}, 403),
        ({"folder": "a1"}, 403),
        ({"session": str(UUID(int=8))}, 403),
        ({"expires": str(EXPIRES + 3600)}, 403),
        ({"folder": "a1/7/../../a2/7"}, 403),
        ({"folder": "a1/7/..%2f..%2fa2/7"}, 403),
        ({"folder": "a1/7/..%2f..%2f..%2fsecret.mpd"}, 403),
        ({"folder": "a1/7/%2e%2e/%2e%2e/a2/7"}, 403),
        ({"folder": "a1/7/..%5c..%5ca2/7"}, 403),
        ({"folder": "a1/7/..%252f..%252fa2/7"}, 403),
        ({"folder": "a1/7/%00"}, 403),
        ({"folder": "a1/7/"}, 403),
        ({"token": "k1.AAAA"}, 403),
        ({"token": "k9." + "A" * 43}, 403),
        ({"token": "k1"}, 403),
        ({"expires": "-1"}, 403),
        ({"expires": f"0{EXPIRES}"}, 403),
        ({"expires": "9" * 5000}, 403),
        ({"expires": "soon"}, 403),
    ],
)
def test_an_address_opens_nothing_else(client, parts, status):
    response = client.get(replaced(**parts))
    assert response.status_code == status
    assert b"secret" not in response.content


def test_an_expired_address_is_gone(client):
    url = f"{prefix()}/manifest.mpd"
    with time_machine.travel(NOW + timedelta(seconds=3599), tick=False):
        assert client.get(url).status_code == 200
    with time_machine.travel(NOW + timedelta(seconds=3600), tick=False):
        response = client.get(url)
    assert response.status_code == 410
    assert response.content.decode() == "This address has expired. Press play to start again.\n"


def test_without_a_key_no_address_opens(client, settings):
    url = f"{prefix()}/manifest.mpd"
    settings.STREAM_KEYS = ""
    assert client.get(url).status_code == 403


def test_an_older_key_opens_until_it_is_taken_away(client, settings):
    old, url = settings.STREAM_KEYS, f"{prefix()}/manifest.mpd"
    settings.STREAM_KEYS = f"k2:{'n' * 40},{old}"
    assert client.get(url).status_code == 200
    settings.STREAM_KEYS = f"k2:{'n' * 40}"
    assert client.get(url).status_code == 403


def test_a_good_address_with_nothing_behind_it_is_not_found(client):
    assert client.get(f"{prefix()}/video/none.m4s").status_code == 404
    assert client.get(f"{prefix()}/video").status_code == 404


def test_a_report_beside_the_streams_is_not_delivered(client):
    assert client.get(f"{prefix()}/report.json").status_code == 404


def test_a_link_that_leads_out_of_the_store_is_not_followed(client):
    response = client.get(f"{prefix()}/link.mpd")
    assert (response.status_code, b"secret" in response.content) == (404, False)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_streams_are_only_read(client, method):
    assert getattr(client, method)(f"{prefix()}/manifest.mpd").status_code == 405


# How files travel


@pytest.mark.parametrize(
    ("file", "content_type"),
    [
        ("manifest.mpd", "application/dash+xml"),
        ("master.m3u8", "application/vnd.apple.mpegurl"),
        ("video/h264-1080/init.mp4", "video/mp4"),
        (SEGMENT, "video/mp4"),
        ("audio/fr/init.mp4", "audio/mp4"),
        ("audio/fr/00001.m4s", "audio/mp4"),
        ("text/fr.vtt", "text/vtt; charset=utf-8"),
        ("images/00001.jpg", "image/jpeg"),
    ],
)
def test_each_file_says_what_it_is_and_stays_where_it_is(client, file, content_type):
    response = client.get(f"{prefix()}/{file}")
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Access-Control-Allow-Origin" not in response
    assert not response.cookies


def test_segments_are_kept_and_manifests_are_asked_for_again(client):
    assert client.get(f"{prefix()}/{SEGMENT}")["Cache-Control"] == (
        "private, max-age=31536000, immutable"
    )
    assert client.get(f"{prefix()}/master.m3u8")["Cache-Control"] == "private, no-cache"


def test_a_refusal_is_not_kept(client):
    response = client.get(replaced(token="k1.A"))
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [("bytes=0-9", 0, 10), ("bytes=1000-", 1000, 1024), ("bytes=-24", 1000, 1024)],
)
def test_a_range_is_a_part(client, wanted, start, stop):
    response = client.get(f"{prefix()}/{SEGMENT}", headers={"Range": wanted})
    assert response.status_code == 206
    assert response.content == OCTETS[start:stop]
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/1024"
    assert response["Content-Length"] == str(stop - start)


def test_a_range_after_the_end_is_refused_with_the_length(client):
    response = client.get(f"{prefix()}/{SEGMENT}", headers={"Range": "bytes=1024-"})
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */1024")


def test_several_ranges_are_answered_with_the_whole(client):
    response = client.get(f"{prefix()}/{SEGMENT}", headers={"Range": "bytes=0-1,4-5"})
    assert (response.status_code, response.content) == (200, OCTETS)
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize(("wanted", "status", "length"), [("", 200, 1024), ("bytes=0-9", 206, 10)])
def test_head_says_the_same_without_the_octets(client, wanted, status, length):
    response = client.head(f"{prefix()}/{SEGMENT}", headers={"Range": wanted})
    assert (response.status_code, response.content) == (status, b"")
    assert response["Content-Length"] == str(length)
    assert response["Content-Type"] == "video/mp4"


def test_what_has_not_changed_is_not_sent_again(client):
    first = client.get(f"{prefix()}/{SEGMENT}")
    for header, value in (
        ("If-None-Match", first["ETag"]),
        ("If-Modified-Since", first["Last-Modified"]),
    ):
        again = client.get(f"{prefix()}/{SEGMENT}", headers={header: value})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    other = client.get(f"{prefix()}/{SEGMENT}", headers={"If-None-Match": '"other"'})
    assert other.status_code == 200


def test_a_part_of_another_version_is_not_glued_to_this_one(client):
    etag = client.get(f"{prefix()}/{SEGMENT}")["ETag"]
    same = client.get(f"{prefix()}/{SEGMENT}", headers={"Range": "bytes=0-9", "If-Range": etag})
    assert same.status_code == 206
    other = client.get(f"{prefix()}/{SEGMENT}", headers={"Range": "bytes=0-9", "If-Range": '"x"'})
    assert (other.status_code, len(other.content)) == (200, 1024)


def test_a_large_part_streams_in_blocks(client, settings):
    octets = bytes(range(256)) * (3 * 4096)
    (settings.STREAMS / "a1/7/large.mp4").write_bytes(octets)
    response = client.get(f"{prefix()}/large.mp4", headers={"Range": "bytes=5-"})
    assert response.streaming
    blocks = list(response.streaming_content)
    assert {len(block) for block in blocks[:-1]} == {256 * 1024}
    assert b"".join(blocks) == octets[5:]


@pytest.mark.parametrize("told", ["/protected/", "/protected", "protected", " /protected/ "])
def test_nginx_is_told_the_file_in_its_place_with_or_without_the_slash(client, settings, told):
    settings.SENDFILE = internal_place(told)
    answer = client.get(f"{prefix()}/{SEGMENT}")
    assert answer.headers["X-Accel-Redirect"] == f"/protected/a1/7/{SEGMENT}"
    assert answer.content == b""


@pytest.mark.parametrize("told", ["", " ", "/"])
def test_without_a_place_of_nginx_we_send_the_file(client, settings, told):
    settings.SENDFILE = internal_place(told)
    answer = client.get(f"{prefix()}/{SEGMENT}")
    assert (answer.content, "X-Accel-Redirect" in answer.headers) == (OCTETS, False)


def test_the_setting_is_read_so(tmp_path):
    """Through the environment, as an operator says it."""
    asked = (
        "from lanterne.config import settings; print(settings.SENDFILE, *settings.TRUSTED_PROXIES)"
    )
    told = {"LANTERNE_SENDFILE": "/protected", "LANTERNE_PROXIES": "127.0.0.1, 10.0.0.0/8"}
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, **told, "LANTERNE_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "/protected/ 127.0.0.1/32 10.0.0.0/8\n"
