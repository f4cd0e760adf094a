"""A film of many shots, cut where they end: no gap between them, in the bytes or in a browser that changes rungs."""

import functools
import http.server
import shutil
import struct
import threading
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import pytest

from lanterne_media.model import Codec
from lanterne_media.package import package
from lanterne_media.tools import Tools
from lanterne_media.verify import verify
from tests.journeys.house import NEEDS_CHROMIUM, ROOT, chromium
from tests.media.packaged import POLICY, RATE, make_rung, make_sound

pytestmark = pytest.mark.slow

# Frames of each shot: eight seconds, and nothing is a multiple of anything.
SHOTS = (29, 13, 53, 19, 37, 41)
FRAMES = sum(SHOTS)
CUTS = list(accumulate(SHOTS))[:-1]
RUNGS = {"video/h264-180p-30": (320, 180), "video/h264-90p-30": (160, 90)}
# The number of the frame in eight bars, the lowest bit on the left.
BARS = (
    "color=gray:s={size}:r={rate},format=yuv420p,"
    "geq=lum='16+219*mod(floor(N/pow(2,floor(8*X/W))),2)':cb=128:cr=128"
)
SCRIPTS = {
    "hls": ROOT / "node_modules/hls.js/dist/hls.min.js",
    "dash": ROOT / "node_modules/shaka-player/dist/shaka-player.compiled.js",
}
# Both ask for the other rung whenever a segment of the picture has come.
START = {
    "hls": """
const player = new Hls({maxBufferLength: 1, maxMaxBufferLength: 1, startLevel: 0});
// A segment fetched again in the other rung brings nothing new, which hls.js reports and goes on.
player.on(Hls.Events.ERROR, (_, {details, fatal}) => {
  if (fatal || details !== "bufferAppendNoProgress") events.push(details);
});
player.on(Hls.Events.FRAG_LOADED, (_, {frag}) => {
  if (frag.type === "main") player.nextLoadLevel = 1 - frag.level;
});
player.loadSource("package/master.m3u8");
player.attachMedia(video);
""",
    "dash": """
const player = new shaka.Player();
player.addEventListener("error", (told) => events.push(String(told.detail.code)));
player.configure({abr: {enabled: false}, streaming: {bufferingGoal: 1, rebufferingGoal: 0.1}});
player.getNetworkingEngine().registerResponseFilter((kind, answer) => {
  if (!/video.*m4s/.test(answer.uri)) return;
  const other = player.getVariantTracks().find((track) => !answer.uri.includes(`${track.height}p`));
  setTimeout(() => player.selectVariantTrack(other, false));
});
player.attach(video).then(() => player.load("package/manifest.mpd"));
""",
}
PAGE = """<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">
<video muted playsinline width="320"></video><script src="{library}.js"></script>
<script type="module">
const video = (window.video = document.querySelector("video"));
const events = (window.events = []);
let hasBegun = false;
video.addEventListener("playing", () => (hasBegun = true));
for (const kind of ["waiting", "stalled", "error"])
  video.addEventListener(kind, () => hasBegun && !video.seeking && events.push(kind));
window.frame = () => {{
  const canvas = new OffscreenCanvas(64, 8);
  const pen = canvas.getContext("2d");
  pen.drawImage(video, 0, 0, 64, 8);
  const pixels = pen.getImageData(0, 4, 64, 1).data;
  let number = 0;
  for (let bit = 0; bit < 8; bit++) number += (pixels[4 * (8 * bit + 4)] > 128) << bit;
  return number;
}};
window.seek = async (at) => {{
  const there = new Promise((done) => video.addEventListener("seeked", done, {{once: true}}));
  video.currentTime = at;
  await there;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return frame();
}};
video.addEventListener("canplay", () => video.play(), {{once: true}});
{start}
</script>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("film")
    rungs = [
        make_rung(root, Codec.H264, *size, frames=FRAMES, every=1000, picture=BARS, cuts=CUTS)
        for size in RUNGS.values()
    ]
    sound = make_sound(root, "fr", 440, seconds=FRAMES / 24)
    policy = replace(POLICY, segment_seconds=0.5)
    package(rungs, [sound], (), None, None, policy, root / "site/package", run=Tools())
    for library, script in SCRIPTS.items():
        shutil.copyfile(script, root / f"site/{library}.js")
        page = PAGE.format(library=library, start=START[library])
        (root / f"site/{library}.html").write_text(page)
    return root / "site"


def instants(content: bytes) -> list[int]:
    """When the frames of a segment are shown, in ticks, in order."""
    decoded = number(content, content.index(b"tfdt") + 8)
    ticks = number(content, content.index(b"tfhd") + 16)
    run = content.index(b"trun") + 4
    flags, count = number(content, run), number(content, run + 4)
    fields = [bit for bit in (0x100, 0x200, 0x400, 0x800) if flags & bit]
    first = run + 8 + 4 * (flags & 0x1) + (flags & 0x4)
    offsets = first + 4 * fields.index(0x800)
    each = range(offsets, offsets + 4 * len(fields) * count, 4 * len(fields))
    return sorted(decoded + at * ticks + number(content, place) for at, place in enumerate(each))


def number(content: bytes, at: int) -> int:
    return struct.unpack_from(">i", content, at)[0]


def test_segments_end_where_shots_end_and_frames_follow_without_a_gap(folder):
    shown = {}
    for rung in RUNGS:
        segments = sorted((folder / "package" / rung).glob("*.m4s"))
        times = [instants(segment.read_bytes()) for segment in segments]
        assert [len(each) for each in times] == list(SHOTS)
        shown[rung] = [time for each in times for time in each]
        assert {after - before for before, after in pairwise(shown[rung])} == {12288 // 24}
    one, other = shown.values()
    assert one == other


def test_the_package_is_sound(folder):
    found = verify(
        folder / "package",
        duration=FRAMES / 24,
        frames=FRAMES,
        rate=RATE,
        keys=None,
        run=Tools(),
    )
    assert found == ()


@pytest.fixture(scope="module")
def site(folder):
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture(scope="module")
def browser():
    with chromium() as opened:
        yield opened


@NEEDS_CHROMIUM
@pytest.mark.parametrize("library", ["hls", "dash"])
def test_a_browser_plays_over_every_cut_while_it_changes_rungs(browser, site, library):
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/{library}.html")
    page.wait_for_function("document.querySelector('video').ended", timeout=60_000)
    assert page.evaluate("events") == []
    rungs = [url.split("/")[-2] for url in asked if "/video/" in url and url.endswith(".m4s")]
    assert sum(one != other for one, other in pairwise(rungs)) >= len(CUTS) - 1, rungs
    assert page.evaluate("frame()") == FRAMES - 1
    around = [at for cut in CUTS for at in (cut - 1, cut)]
    seen = [page.evaluate("(at) => seek(at)", (at + 0.5) / 24) for at in around]
    assert seen == around
    assert page.evaluate("events") == []
    # Nothing is thrown away in so short a film, and all of it lies in one piece.
    ends = page.evaluate("[video.buffered.length, video.buffered.start(0), video.buffered.end(0)]")
    assert ends == [1, 0, pytest.approx(FRAMES / 24, abs=0.03)]
    page.close()
