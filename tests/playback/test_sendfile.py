"""nginx in front, as docs/settings.md sets it up: we check the address, it sends the file."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import UUID

import pytest

from lanterne.assets import queries, services
from lanterne.core import clock
from lanterne.playback import addresses
from tests.screening import streams
from tests.titles import a_film

NGINX = shutil.which("nginx", path=os.defpath + ":/usr/sbin")
ROOT = Path(__file__).parents[2]
DOCUMENTED = ROOT / "docs/settings.md"
UPLOADER = ROOT / "src/lanterne/studio/static/studio/upload.js"
SEGMENT = "video/h264-1080/00001.m4s"
OCTETS = bytes(range(256)) * 4

pytestmark = [
    pytest.mark.slow,
    # As a browser for the journeys: `make test` installs it where it may, and CI has no excuse.
    pytest.mark.skipif(
        NGINX is None and not os.environ.get("CI"), reason="nginx is not installed here."
    ),
]


@pytest.fixture
def front(live_server, settings, tmp_path):
    """The address of nginx, with the lines of the document between it and us."""
    settings.STREAMS, settings.SENDFILE = tmp_path / "streams", "/protected/"
    streams(settings.STREAMS / "a1/7")
    (lines,) = re.findall(r"```nginx\n(.*?)```", DOCUMENTED.read_text(), re.DOTALL)
    lines = lines.replace("http://127.0.0.1:8000", live_server.url)
    lines = lines.replace("/path/to/var/streams", str(settings.STREAMS))
    port = _free_port()
    places = "".join(
        f"{one}_temp_path {tmp_path}/{one};"
        for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (tmp_path / "nginx.conf").write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; pid {tmp_path}/pid;"
        f" error_log {tmp_path}/log warn; events {{}}"
        f" http {{ access_log off; sendfile on; {places}"
        f" server {{ listen 127.0.0.1:{port}; {lines} }} }}"
    )
    process = subprocess.Popen([NGINX, "-p", tmp_path, "-c", tmp_path / "nginx.conf"])
    try:
        _wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port, process):
    until = time.monotonic() + 20
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise RuntimeError("nginx did not start")


def prefix(*, expires_in=3600):
    expires = int(clock.now().timestamp()) + expires_in
    return addresses.prefix(folder="a1/7", session_id=UUID(int=7), expires=expires)


def refused(address):
    with pytest.raises(HTTPError) as refusal:
        urlopen(address)
    return refusal.value.code


def test_a_checked_address_is_sent_by_nginx(front):
    with urlopen(f"{front}{prefix()}/{SEGMENT}") as answer:
        assert answer.read() == OCTETS
        assert answer.headers["Content-Type"] == "video/mp4"
        assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        # nginx's own form of it: ours counts nanoseconds.
        assert re.fullmatch(r'"[0-9a-f]{8}-400"', answer.headers["ETag"])


def test_nginx_sends_a_part(front):
    wanted = Request(f"{front}{prefix()}/{SEGMENT}", headers={"Range": "bytes=16-31"})
    with urlopen(wanted) as answer:
        assert (answer.status, answer.read()) == (206, bytes(range(16, 32)))


def test_what_we_refuse_is_not_sent(front):
    assert refused(f"{front}{prefix(expires_in=-1)}/{SEGMENT}") == 410
    assert refused(f"{front}{prefix()}/report.json") == 404
    assert refused(f"{front}{prefix().replace('a1', 'a2')}/{SEGMENT}") == 403


def test_nobody_reaches_the_streams_past_us(front):
    assert refused(f"{front}/protected/a1/7/{SEGMENT}") == 404


def test_a_piece_of_a_film_as_the_studio_sends_it_comes_through(
    front, editor, sign_in, settings, tmp_path
):
    settings.UPLOADS = tmp_path / "uploads"
    (mebibytes,) = re.findall(r"const PIECE = (\d+) \* 1024 \* 1024;", UPLOADER.read_text())
    piece = bytes(int(mebibytes) * 2**20)
    upload_id = services.begin_upload(
        title_id=a_film(), file_name="voyage.mov", length=2 * len(piece), actor=editor.actor
    )
    browser = sign_in(editor)
    token = "t" * 32
    sent = Request(
        f"{front}/studio/uploads/{upload_id}/",
        data=piece,
        method="PATCH",
        headers={
            "Cookie": f"sessionid={browser.cookies['sessionid'].value}; csrftoken={token}",
            "X-CSRFToken": token,
            "Tus-Resumable": "1.0.0",
            "Upload-Offset": "0",
            "Content-Type": "application/offset+octet-stream",
        },
    )
    with urlopen(sent) as answer:
        assert (answer.status, answer.headers["Upload-Offset"]) == (204, str(len(piece)))
    assert queries.upload(upload_id=upload_id).arrived == len(piece)
    # It went on its way as it came, not by a file of nginx's own.
    assert "buffered to a temporary file" not in (tmp_path / "log").read_text()
