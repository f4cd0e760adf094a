"""What only long films meet: hundreds of segments, thousands of shots."""

import os

import pytest

from lanterne_media.encode import join, timescale
from lanterne_media.model import Codec, Policy, Rate
from lanterne_media.package import package
from lanterne_media.reference import count_frames
from lanterne_media.verify import verify
from tests.media.packaged import KEYS, make_rung, make_sound

pytestmark = pytest.mark.slow

RATE, FRAMES, PIECES = Rate(2), 640, 2_500
SECONDS = RATE.seconds(FRAMES)
POLICY = Policy(segment_seconds=0.5)


def test_a_film_of_hundreds_of_segments_is_packaged_and_verified(tmp_path, tools):
    clips, out = tmp_path / "clips", tmp_path / "out"
    clips.mkdir()
    out.mkdir()
    films = [
        make_rung(clips, Codec.H264, width, height, rate=RATE, frames=FRAMES, every=1)
        for width, height in ((64, 36), (32, 18))
    ]
    sound = make_sound(clips, "fr", 440, seconds=SECONDS)
    made = package(films, [sound], (), None, KEYS, POLICY, out, run=tools)
    assert [track.segments for track in made.tracks] == [FRAMES, FRAMES, FRAMES]
    facts = {"duration": SECONDS, "frames": FRAMES, "rate": RATE, "keys": KEYS, "run": tools}
    assert verify(out, **facts) == ()
    (out / "video" / "h264-36p-30" / "00333.m4s").unlink()
    assert verify(out, **facts) != ()


def test_thousands_of_shots_are_joined_into_one_film(tmp_path, tools):
    piece = make_rung(tmp_path, Codec.H264, 64, 36, rate=RATE, frames=2, every=2)
    shot = tmp_path / "shot.mp4"
    words = ["ffmpeg", "-v", "error", "-i", piece.path, "-c", "copy"]
    ticks = ["-video_track_timescale", str(timescale(RATE)), str(shot)]
    tools.run([*words, *ticks], reads=[tmp_path], writes=[tmp_path])
    shots = []
    for number in range(PIECES):
        home = tmp_path / "work" / f"encode-{number:024x}"
        home.mkdir(parents=True)
        os.link(shot, home / "shot.mp4")
        shots.append(home / "shot.mp4")
    film = tmp_path / "film"
    film.mkdir()
    name = join(shots, RATE, 2 * PIECES, film, run=tools)
    assert count_frames(film / name, run=tools) == 2 * PIECES
    assert [path.name for path in film.iterdir()] == [name]
