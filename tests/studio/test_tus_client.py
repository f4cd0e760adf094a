"""Uploads through somebody else's client against a running server: broken off, resumed, whole."""

from __future__ import annotations

import random
import socket
from urllib.parse import urlsplit

import pytest
import requests
from tusclient.client import TusClient

from lanterne.assets import queries

pytestmark = pytest.mark.slow
PIECE = 256 * 1024


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "lune.mov"
    path.write_bytes(random.Random(1902).randbytes(5 * PIECE + 321))
    return path


@pytest.fixture
def headers(live_server, console):
    """What the browser of the signed-in editor would send."""
    console.get("/account/login/")
    token = "a" * 32
    session = console.cookies["sessionid"].value
    return {"Cookie": f"sessionid={session}; csrftoken={token}", "X-CSRFToken": token}


@pytest.fixture
def tus(live_server, headers, moon):
    return TusClient(f"{live_server.url}/studio/titles/{moon}/uploads/", headers=headers)


def test_an_interrupted_upload_goes_on_and_arrives_byte_by_byte(tus, film, moon, settings):
    first = tus.uploader(str(film), chunk_size=PIECE, metadata={"filename": film.name})
    first.upload(stop_at=2 * PIECE)
    (card,) = queries.uploads(title_id=moon)
    assert (card.file_name, card.arrived) == ("lune.mov", 2 * PIECE)

    later = tus.uploader(str(film), chunk_size=PIECE, url=first.url)
    assert later.offset == 2 * PIECE
    later.upload()
    (card,) = queries.uploads(title_id=moon)
    assert card.is_whole
    assert (settings.UPLOADS / str(card.id)).read_bytes() == film.read_bytes()


def test_what_came_before_a_connection_broke_is_kept(tus, film, headers, moon, settings):
    upload = tus.uploader(str(film), chunk_size=PIECE)
    upload.upload(stop_at=PIECE)
    _break_off(upload.url, headers, film.read_bytes()[PIECE : 3 * PIECE], announced=4 * PIECE)
    resumed = _when_released(tus, film, upload.url)
    assert resumed.offset == 3 * PIECE
    resumed.upload()
    (card,) = queries.uploads(title_id=moon)
    assert (settings.UPLOADS / str(card.id)).read_bytes() == film.read_bytes()


def test_an_upload_given_up_is_gone(tus, film, headers, moon):
    upload = tus.uploader(str(film), chunk_size=PIECE)
    upload.upload_chunk()
    answer = requests.delete(upload.url, headers={**headers, "Tus-Resumable": "1.0.0"}, timeout=10)
    assert answer.status_code == 204
    assert queries.uploads(title_id=moon) == ()


def _break_off(address, headers, content, *, announced):
    """Announce a piece, send part of it and hang up."""
    where = urlsplit(address)
    lines = {
        **headers,
        "Host": where.netloc,
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": PIECE,
        "Content-Type": "application/offset+octet-stream",
        "Content-Length": announced,
    }
    head = f"PATCH {where.path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items())
    with socket.create_connection((where.hostname, where.port)) as connection:
        connection.sendall(head.encode() + b"\r\n" + content)


def _when_released(tus, film, address):
    """The server notices the broken connection in its own time; asking is how a client finds out."""
    for _ in range(500):
        # Its bytes may be seen a moment before it lets go of the file: a client then tries again.
        resumed = tus.uploader(
            str(film), chunk_size=PIECE, url=address, retries=50, retry_delay=0.1
        )
        if resumed.offset == 3 * PIECE:
            return resumed
    return resumed
