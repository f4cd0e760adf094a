"""One shot at one rung, and shots put one after the other: commands as lists, counts that must agree."""

import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from lanterne_media.encode import (
    Take,
    codec_string,
    command,
    encode_shot,
    join,
    join_command,
    key_interval,
    longest_run,
    timescale,
)
from lanterne_media.model import Codec, Policy, Rate, Rung, Shot, VideoFacts
from lanterne_media.probe import probe
from lanterne_media.reference import Reference, as_is, count_frames, scale
from lanterne_media.tools import Finished, ToolFailed, untrusted

VIDEO = VideoFacts(0, "h264", 640, 360, Rate(25), 4.0)
REFERENCE = Reference("/films/film.mov", "identity", VIDEO, 100)
H264 = Rung(Codec.H264, 320, 180, 23.5, "veryfast")
AV1 = Rung(Codec.AV1, 320, 180, 35.0, "10")
COLOURS = (
    *("-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"),
    *("-color_range", "tv", "-map_metadata", "-1", "-map_chapters", "-1"),
)


def before(rate="25/1"):
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y"),
        *("-ss", "1.980000", "-t", "1.000000", *untrusted("/films/film.mov")),
        *("-map", "0:0", "-vf", f"{scale(VIDEO, 320, 180)},settb=1/25,setpts=N"),
        *("-frames:v", "25", "-r", rate, "-fps_mode", "cfr"),
    ]


def test_h264_has_closed_groups_and_key_frames_only_where_we_say():
    take = Take(REFERENCE, Shot(1, 50, 25), H264, 50)
    assert command(take, Path("/desk/shot.mp4")) == [
        *before(),
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", "23.5"),
        *("-profile:v", "high", "-pix_fmt", "yuv420p", "-threads", "1"),
        *("-x264-params", "keyint=50:min-keyint=50:scenecut=0:open-gop=0"),
        *COLOURS,
        *("-video_track_timescale", "25000", "/desk/shot.mp4"),
    ]


def test_av1_has_the_same_key_frames_on_one_core():
    take = Take(REFERENCE, Shot(1, 50, 25), AV1, 50)
    assert command(take, Path("/desk/shot.mp4")) == [
        *before(),
        *("-c:v", "libsvtav1", "-preset", "10", "-crf", "35", "-pix_fmt", "yuv420p10le"),
        *("-g", "50", "-svtav1-params", "lp=1:scd=0:irefresh-type=2"),
        *COLOURS,
        *("-video_track_timescale", "25000", "/desk/shot.mp4"),
    ]


@pytest.mark.parametrize(
    ("rate", "ticks"),
    [
        (Rate(24), 24_000),
        (Rate(24000, 1001), 24_000),
        (Rate(25), 25_000),
        (Rate(30000, 1001), 30_000),
        (Rate(60000, 1001), 60_000),
        (Rate(25, 2), 25_000),
    ],
)
def test_a_frame_is_a_whole_number_of_ticks(rate, ticks):
    assert timescale(rate) == ticks
    assert ticks * rate.den % rate.num == 0


ONE_KEY = "900,K__\n" + "100,___\n" * 24


def test_large_pictures_are_given_the_memory_they_take():
    class Remembers(Says):
        def run(self, words, *, limits=None, **_):
            self.limits = getattr(self, "limits", limits)
            return Finished(self.answer.encode(), "", 1.0)

    said = Remembers(ONE_KEY)
    encode_shot(Take(REFERENCE, Shot(1, 50, 25), H264, 50), Path("/desk"), run=said)
    assert said.limits.memory_bytes == 4 * 2**30
    large = replace(H264, width=3840, height=2160)
    said = Remembers(ONE_KEY)
    encode_shot(Take(REFERENCE, Shot(1, 50, 25), large, 50), Path("/desk"), run=said)
    assert said.limits.memory_bytes == 2**30 + 800 * 3840 * 2160


def test_a_shot_has_no_more_key_frames_than_its_length_asks_for():
    longest = longest_run(Rate(24), Policy(segment_seconds=3.0))
    assert longest == 144
    assert [key_interval(frames, longest) for frames in (1, 24, 144, 145, 288, 289)] == [
        *(1, 24, 144),
        *(73, 144, 97),
    ]
    assert longest_run(Rate(24000, 1001), Policy()) == 144
    assert longest_run(Rate(1, 10), Policy()) == 1


def test_shots_are_joined_without_encoding_and_frames_stand_on_their_ticks():
    assert join_command(Path("/desk/shots.txt"), Rate(30000, 1001), Path("/desk/film.mp4")) == [
        *("ffmpeg", "-nostdin", "-v", "error", "-y"),
        *("-f", "concat", "-safe", "0", "-protocol_whitelist", "file"),
        *("-i", "file:/desk/shots.txt", "-map", "0:v:0", "-c", "copy", "-bsf:v"),
        "setts=pts=round(PTS/1001)*1001:dts=round(DTS/1001)*1001:duration=1001",
        *("-video_track_timescale", "30000", "/desk/film.mp4"),
    ]


class Says:
    """Stands in for the tools: every question has the same answer."""

    def __init__(self, answer):
        self.answer = answer

    def run(self, words, **_):
        return Finished(self.answer.encode(), "", 1.0)


def test_a_shot_with_missing_frames_is_a_failure(tmp_path):
    take = Take(REFERENCE, Shot(1, 50, 25), H264, 50)
    said = Says("900,K__\n" + "100,___\n" * 23)
    with pytest.raises(ToolFailed, match="24 frames came out of 25"):
        encode_shot(take, tmp_path, run=said)


def test_a_shot_whose_key_frames_stand_elsewhere_is_a_failure(tmp_path):
    take = Take(REFERENCE, Shot(1, 50, 25), H264, 10)
    exact = [f"900,{'K' if n % 10 == 0 else '_'}__" for n in range(25)]
    made = encode_shot(take, tmp_path, run=Says("\n".join([*exact, "SHA256:0a1b"])))
    assert (made.key_frames, made.key_bits, made.head) == (3, 3 * 7200, "SHA256:0a1b")
    late = [*exact[:10], exact[11], exact[10], *exact[12:]]
    with pytest.raises(ToolFailed, match=r"key frames came at \[0, 11, 20\], not at \[0, 10, 20\]"):
        encode_shot(take, tmp_path, run=Says("\n".join(late)))


def test_a_joined_film_with_missing_frames_is_a_failure(tmp_path):
    said = Says('{"streams": [{"nb_read_packets": "99"}]}')
    with pytest.raises(ToolFailed, match="99 frames came out of 100"):
        join([tmp_path / "a.mp4"], Rate(25), 100, tmp_path, run=said)


AVCC = '"extradata": "\\n00000000: {} ffe1 0018                           ........\\n"'


@pytest.mark.parametrize(
    ("stream", "name"),
    [
        (f'"codec_name": "h264", {AVCC.format("0164 001f")}', "avc1.64001f"),
        (f'"codec_name": "h264", {AVCC.format("014d 4028")}', "avc1.4d4028"),
        ('"codec_name": "av1", "level": 0, "pix_fmt": "yuv420p10le"', "av01.0.00M.10"),
        ('"codec_name": "av1", "level": 8, "pix_fmt": "yuv420p"', "av01.0.08M.08"),
    ],
)
def test_codecs_are_named_as_players_ask_for_them(stream, name):
    said = Says(f'{{"streams": [{{{stream}}}]}}')
    assert codec_string(Path("/desk/film.mp4"), run=said) == name


@pytest.mark.slow
@pytest.mark.parametrize("rung", [replace(H264, preset="ultrafast"), replace(AV1, preset="12")])
def test_real_shots_are_encoded_exactly_and_joined_exactly(clip, tools, tmp_path, rung):
    film = clip("small.mp4", picture="testsrc2=s=160x90:r=30000/1001", sound=None, seconds=0.6)
    reference = as_is(probe(film, run=tools), run=tools)
    rung = replace(rung, width=80, height=44)
    pieces = []
    for shot in (Shot(0, 0, 7), Shot(1, 7, reference.frames - 7)):
        folder = tmp_path / str(shot.index)
        folder.mkdir()
        made = encode_shot(Take(reference, shot, rung, 60), folder, run=tools)
        assert made.frames == shot.frames
        assert 0 < made.bits < 8 * (folder / made.file).stat().st_size
        assert shlex.split(made.command)[0] == "ffmpeg"
        pieces.append(folder / made.file)
    joined = tmp_path / join(pieces, reference.video.rate, reference.frames, tmp_path, run=tools)
    assert count_frames(joined, run=tools) == reference.frames == 18
    video = probe(joined, run=tools).video
    assert (video.rate, video.is_constant_rate, video.start) == (Rate(30000, 1001), True, 0.0)
    assert not (tmp_path / "shots.txt").exists()
