"""Players that are not ours play what we publish, to the last frame."""

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from lanterne_media.tools import Tools
from tests.media.packaged import FRAMES, make_clips

pytestmark = pytest.mark.slow

MPV = shutil.which("mpv")
# Four seconds, the encoder's warming up and the filling of the last frame: ffmpeg hides neither in fragments.
SOUND_FRAMES = 189


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    clips = make_clips(tmp_path_factory.mktemp("clips"))
    return clips.packaged(tmp_path_factory.mktemp("package"))


def opening(package, name):
    """The input words. Out of care ffmpeg opens no caption file from an MPD unless all endings are allowed."""
    allowed = ["-allowed_extensions", "ALL"] if name.endswith(".mpd") else []
    return [*allowed, "-i", f"{package.folder}/{name}"]


def packets(package, name):
    """How many packets each stream gives, pictures first, without decoding any."""
    copied = ["-map", "0:v", "-map", "0:a", "-c", "copy", "-f", "framecrc", "-"]
    words = ["ffmpeg", "-v", "error", "-nostdin", "-xerror", *opening(package, name), *copied]
    lines = Tools().run(words, reads=[Path(package.folder)]).stdout.decode().splitlines()
    counted = Counter(int(line.split(",")[0]) for line in lines if not line.startswith("#"))
    return [counted[stream] for stream in sorted(counted)]


def played(package, name, stream):
    """What comes out of decoding one stream to its end: the last of each figure."""
    words = [
        "ffmpeg",
        "-v",
        "error",
        "-nostdin",
        "-xerror",
        *opening(package, name),
        "-map",
        stream,
    ]
    report = ["-f", "null", "-progress", "pipe:1", "-nostats", "-"]
    done = Tools().run([*words, *report], reads=[Path(package.folder)])
    return dict(line.split("=", 1) for line in done.stdout.decode().splitlines() if "=" in line)


@pytest.mark.parametrize("name", ["master.m3u8", "manifest.mpd"])
def test_ffmpeg_reads_every_packet_of_every_rung_and_sound(package, name):
    assert packets(package, name) == [FRAMES, FRAMES, FRAMES, SOUND_FRAMES, SOUND_FRAMES]


@pytest.mark.parametrize("name", ["master.m3u8", "manifest.mpd"])
@pytest.mark.parametrize("rung", [0, 1, 2])
def test_ffmpeg_plays_every_frame_of_every_rung(package, name, rung):
    ended = played(package, name, f"0:v:{rung}")
    assert (ended["frame"].strip(), ended["dup_frames"], ended["drop_frames"]) == (
        str(FRAMES),
        "0",
        "0",
    )


@pytest.mark.parametrize("name", ["master.m3u8", "manifest.mpd"])
def test_ffmpeg_hears_the_sound_to_its_end(package, name):
    ended = played(package, name, "0:a:1")
    assert int(ended["out_time_us"]) == SOUND_FRAMES * 1024 * 1_000_000 // 48_000


@pytest.mark.parametrize("name", ["master.m3u8", "manifest.mpd"])
@pytest.mark.skipif(MPV is None, reason="mpv is not installed here")
def test_mpv_plays_every_frame(package, name, tmp_path):
    frames = tmp_path / "frames"
    quiet = ["--no-config", "--msg-level=all=error", "--no-audio", "--no-sub"]
    told = [
        f"--o={frames}",
        "--of=framecrc",
        "--ovc=rawvideo",
        "--demuxer-lavf-o=allowed_extensions=ALL",
    ]
    subprocess.run([MPV, *quiet, *told, f"{package.folder}/{name}"], timeout=120, check=True)
    lines = frames.read_text().splitlines()
    assert sum(not line.startswith("#") for line in lines) == FRAMES
