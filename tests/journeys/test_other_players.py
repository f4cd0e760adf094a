"""Players that are not ours play what the product publishes and serves."""

from __future__ import annotations

import base64
import functools
import http.server
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator

import pytest

from lanterne.cli.rehearsal import PASSWORD
from lanterne_media.tools import binary
from tests.journeys import house as houses
from tests.journeys.house import NEEDS_CHROMIUM, ROOT

MPV = shutil.which("mpv")
FRAMES = 96  # Plein Jour: four seconds of 24
SCRIPTS = {
    "hls": ROOT / "node_modules/hls.js/dist/hls.min.js",
    "dash": ROOT / "node_modules/dashjs/dist/legacy/umd/dash.all.min.js",
}
PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<video muted playsinline width="320"></video>
<script src="/library.js"></script><script src="/page.js"></script>"""
PLAY = {
    "hls": """
const asked = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const video = document.querySelector("video");
const drm = asked.licence && {
  emeEnabled: true,
  drmSystems: {"org.w3.clearkey": {licenseUrl: asked.licence}},
};
const player = new Hls({...drm});
window.failures = [];
player.on(Hls.Events.ERROR, (_, told) => told.fatal && failures.push(told.details));
player.loadSource(asked.manifest);
player.attachMedia(video);
player.on(Hls.Events.MANIFEST_PARSED, () => video.play());
""",
    "dash": """
const asked = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const video = document.querySelector("video");
const player = dashjs.MediaPlayer().create();
window.failures = [];
player.on("error", (told) => failures.push(String(told.error.message ?? told.error)));
player.initialize(video, null, true);
if (asked.keys) player.setProtectionData({"org.w3.clearkey": {clearkeys: asked.keys}});
player.attachSource(asked.manifest);
""",
}

pytestmark = [
    pytest.mark.slow,
    NEEDS_CHROMIUM,
]


class Shop(http.server.SimpleHTTPRequestHandler):
    """Streams from a folder, a page for each library, and a Clear Key licence server."""

    keys: dict[str, str] = {}
    extensions_map = {
        ".mpd": "application/dash+xml",
        ".m3u8": "application/vnd.apple.mpegurl",
        ".m4s": "video/mp4",
        ".mp4": "video/mp4",
        ".vtt": "text/vtt",
        ".jpg": "image/jpeg",
        "": "application/octet-stream",
    }

    def do_GET(self) -> None:
        library, _, name = self.path.lstrip("/").partition("/")
        if library not in SCRIPTS:
            super().do_GET()
        elif name == "library.js":
            self._answer("text/javascript", SCRIPTS[library].read_bytes())
        elif name == "page.js":
            self._answer("text/javascript", PLAY[library].encode())
        else:
            page = PAGE.replace('src="/', f'src="/{library}/')
            self._answer("text/html", page.encode())

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        given = [{"kty": "oct", "kid": kid, "k": self.keys[kid]} for kid in asked["kids"]]
        self._answer("application/json", json.dumps({"keys": given, "type": "temporary"}).encode())

    def _answer(self, kind: str, content: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture(scope="module")
def published(staged) -> dict[str, dict]:
    """Folder and keys of each film, as the product tells."""
    told = houses.run(staged, "-c", TELL)
    return json.loads(told.splitlines()[-1])


TELL = """
import json
from lanterne.cli import service
service.awake()
from lanterne.assets import queries
from lanterne.catalogue import queries as titles
told = {}
for slug in ("le-voyage", "la-colline", "plein-jour"):
    card = queries.publication(title_id=titles.title_id(slug=slug))
    told[slug] = {"folder": card.folder, "keys": queries.content_keys(publication_id=card.id)}
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def shop(staged, published) -> Iterator[str]:
    pairs = [pair for film in published.values() for pair in film["keys"].items()]
    keys = {short(kid): short(key) for kid, key in pairs}
    kind = type("OpenShop", (Shop,), {"keys": keys})
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(kind, directory=str(staged / "streams"))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def short(digits: str) -> str:
    """Hexadecimal as Clear Key writes it: base64url without padding."""
    return base64.urlsafe_b64encode(bytes.fromhex(digits)).decode().rstrip("=")


@pytest.mark.parametrize("slug", ["le-voyage", "la-colline", "plein-jour"])
@pytest.mark.parametrize(
    ("library", "manifest"), [("hls", "master.m3u8"), ("dash", "manifest.mpd")]
)
def test_other_libraries_play_it_to_its_end(chromium, shop, published, library, manifest, slug):
    film = published[slug]
    asked: dict[str, object] = {"manifest": f"{shop}/{film['folder']}/{manifest}"}
    if slug != "plein-jour":
        asked["licence"] = f"{shop}/licence"
        asked["keys"] = {short(kid): short(key) for kid, key in film["keys"].items()}
    page = chromium.new_page()
    page.goto(f"{shop}/{library}/#{json.dumps(asked)}")
    page.wait_for_function(
        "failures.length || document.querySelector('video').ended", timeout=60_000
    )
    assert page.evaluate("failures") == []
    played = page.evaluate(
        "() => { const film = document.querySelector('video');"
        " const {totalVideoFrames, corruptedVideoFrames} = film.getVideoPlaybackQuality();"
        " return [totalVideoFrames, corruptedVideoFrames, film.webkitAudioDecodedByteCount,"
        " film.duration, film.mediaKeys !== null] }"
    )
    page.close()
    frames, corrupted, heard, seconds, is_protected = played
    assert frames > 20 * (seconds - 1)
    assert corrupted == 0
    assert heard > 10_000
    assert seconds == pytest.approx(10.0 if slug == "le-voyage" else 4.0, abs=0.1)
    assert is_protected is (slug != "plein-jour")


@pytest.fixture
def signed(house, devices) -> str:
    """The signed address of the clear film's master playlist, as the API gives it to a member."""
    device = devices()
    device.sign_in(house.next_guest(), PASSWORD, "Robin")
    with device.page.expect_response(re.compile("/api/v1/sessions$")) as started:
        device.go("/watch/plein-jour/")
    return house.address + started.value.json()["hls_url"]


def test_ffmpeg_plays_every_frame_of_what_is_served_behind_a_signed_address(signed):
    words = [binary("ffmpeg"), "-v", "error", "-nostdin", "-xerror", "-i", signed]
    ended = subprocess.run(
        [*words, "-map", "0:v:0", "-map", "0:a:0", "-f", "null", "-progress", "pipe:1", "-"],
        text=True,
        capture_output=True,
        timeout=120,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    told = dict(line.split("=", 1) for line in ended.stdout.splitlines())
    assert told["frame"].strip() == str(FRAMES)


@pytest.mark.skipif(MPV is None, reason="mpv is not installed here")
def test_mpv_plays_every_frame_of_what_is_served_behind_a_signed_address(signed, tmp_path):
    frames = tmp_path / "frames"
    quiet = ["--no-config", "--msg-level=all=error", "--no-audio", "--no-sub", "--ytdl=no"]
    told = [f"--o={frames}", "--of=framecrc", "--ovc=rawvideo"]
    subprocess.run([MPV, *quiet, *told, signed], timeout=120, check=True)
    lines = frames.read_text().splitlines()
    assert sum(not line.startswith("#") for line in lines) == FRAMES


def test_an_address_with_a_changed_letter_opens_nothing(signed):
    words = [binary("ffprobe"), "-v", "error", signed.replace("/m/", "/m/x", 1)]
    refused = subprocess.run(words, text=True, capture_output=True, timeout=60)
    assert refused.returncode != 0
    assert "403" in refused.stderr
