"""Fields, film on fields, and frames: told apart by what the picture shows, whatever its flags say."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lanterne_media import scan
from lanterne_media.model import FieldOrder, Finding, Mezzanine, Rate, Severity, VideoFacts
from lanterne_media.probe import probe
from lanterne_media.reference import Reference, conform
from lanterne_media.scan import Seen, cadence, measures
from lanterne_media.scan.cadence import Beat

TOP, BOTTOM, WHOLE = FieldOrder.TOP_FIRST, FieldOrder.BOTTOM_FIRST, FieldOrder.PROGRESSIVE
VIDEO = VideoFacts(0, "mpeg2video", 720, 480, Rate(30000, 1001), 60.0)
# Everything moves, and nothing is as sharp as a comb.
MOVING = "testsrc2=s=320x240:r={rate},rotate=t/2,gblur=sigma=1.2"
FILM, VIDEO_60 = MOVING.format(rate="24000/1001"), MOVING.format(rate="60000/1001")
FIELDS = ("-flags", "+ildct+ilme", "-c:v", "libx264", "-qp", "16")
FRAMES = ("-c:v", "libx264", "-qp", "16")
PULLED_DOWN, INTERLACED = "telecine=first_field={first}", "interlace=scan={scan}:lowpass=off"


def on_fields(clip, name: str, graph: str, *, flag: str, seconds: float = 6.0) -> Path:
    words = FRAMES if flag == "prog" else FIELDS
    picture = f"{graph},setfield={flag}"
    return clip(name, picture=picture, sound=None, seconds=seconds, words=words)


def telecined(clip, first: str, flag: str) -> Path:
    graph = f"{FILM},{PULLED_DOWN.format(first=first)}"
    return on_fields(clip, f"film-{first}-{flag}.mp4", graph, flag=flag)


def interlaced(clip, order: str, flag: str) -> Path:
    graph = f"{VIDEO_60},{INTERLACED.format(scan=order)}"
    return on_fields(clip, f"video-{order}-{flag}.mp4", graph, flag=flag)


def read(film: Path, tools, folder: Path) -> tuple[Mezzanine, Reference]:
    """The film as measured, and its conformed copy."""
    as_flagged = probe(film, run=tools)
    measured = replace(as_flagged, video=scan.measured(as_flagged, folder, run=tools))
    flag = as_flagged.video.field_order
    return measured, conform(measured, folder, run=tools, flag=flag)


def pictures(film: Path, tools) -> np.ndarray:
    size = ("-s", "160x120", "-pix_fmt", "gray", "-fps_mode", "passthrough")
    words = ["ffmpeg", "-v", "error", "-i", f"file:{film}", *size, "-f", "rawvideo", "-"]
    said = tools.run(words, reads=[film]).stdout
    return np.frombuffer(said, np.uint8).reshape(-1, 120, 160).astype(float)


def misplaced(copy: np.ndarray, film: np.ndarray) -> int:
    """How many frames of a copy are not most like the frame of the film at their own place."""
    assert len(copy) == len(film)
    near = {n: range(max(0, n - 2), min(len(film), n + 3)) for n in range(len(copy))}
    nearest = {n: min(near[n], key=lambda m: np.abs(copy[n] - film[m]).mean()) for n in near}
    return sum(place != n for n, place in nearest.items())


@pytest.mark.parametrize(
    ("first", "flag", "order"),
    [
        ("top", "tff", TOP),
        ("bottom", "bff", BOTTOM),
        ("bottom", "prog", BOTTOM),
        ("top", "bff", TOP),
    ],
)
def test_film_on_fields_is_put_together_again_frame_for_frame(
    clip, tools, tmp_path, first, flag, order
):
    measured, made = read(telecined(clip, first, flag), tools, tmp_path)
    assert (measured.video.field_order, measured.video.is_pulled_down) == (order, True)
    assert (made.frames, made.video.rate) == (144, Rate(24000, 1001))
    original = clip("film.mkv", picture=FILM, sound=None, seconds=6.0, words=("-qp", "0"))
    assert misplaced(pictures(Path(made.path), tools), pictures(original, tools)) == 0
    told = [one.code for one in made.findings]
    is_as_flagged = {"tff": TOP, "bff": BOTTOM}.get(flag) is order
    assert told == (["telecine"] if is_as_flagged else ["field_order", "telecine"])


def test_what_was_shot_in_fields_keeps_every_one_of_them(clip, tools, tmp_path):
    measured, made = read(interlaced(clip, "tff", "tff"), tools, tmp_path)
    assert (measured.video.field_order, measured.video.is_pulled_down) == (TOP, False)
    assert (made.frames, made.video.rate, made.findings) == (360, Rate(60000, 1001), ())


@pytest.mark.parametrize(
    ("order", "flag", "seen"),
    [("tff", "prog", TOP), ("bff", "prog", BOTTOM), ("bff", "tff", BOTTOM)],
)
def test_a_wrong_flag_is_put_right(clip, tools, tmp_path, order, flag, seen):
    measured, made = read(interlaced(clip, order, flag), tools, tmp_path)
    assert measured.video.field_order is seen
    original = clip("video.mkv", picture=VIDEO_60, sound=None, seconds=6.0, words=("-qp", "0"))
    # The other order would jump back and forth from field to field.
    assert misplaced(pictures(Path(made.path), tools), pictures(original, tools)) == 0
    [finding] = made.findings
    names = {"prog": "progressive", "tff": "top field first"}
    wrong = {"prog": "progressive", "tff": "top_first"}
    told = f"The file is flagged {names[flag]}, but read as {seen.replace('_', ' field ')}, as its lines show."
    values = {"flag": wrong[flag], "seen": seen.value}
    assert finding == Finding("field_order", Severity.WARNING, told, values=values)
    assert finding.values == values


def test_whole_frames_flagged_as_fields_are_left_whole(clip, tools, tmp_path):
    graph = MOVING.format(rate="25")
    film = on_fields(clip, "whole.mp4", graph, flag="tff", seconds=4.0)
    assert probe(film, run=tools).video.field_order is TOP
    measured, made = read(film, tools, tmp_path)
    assert measured.video.field_order is WHOLE
    assert (made.frames, made.video.rate) == (100, Rate(25))
    assert misplaced(pictures(Path(made.path), tools), pictures(film, tools)) == 0


@pytest.mark.parametrize(
    ("name", "rate", "words"),
    [
        ("a.mp4", Rate(25), ()),
        ("a.mp4", Rate(30000, 1001), ()),
        ("a.mp4", Rate(30), ()),
        ("a.avi", Rate(25), ("-c:v", "mpeg4")),
    ],
)
@pytest.mark.parametrize("seconds", [2.0, 4.0])
def test_edges_as_sharp_as_combs_are_left_as_they_are_flagged(
    clip, tools, tmp_path, name, rate, words, seconds
):
    """The smaller a test picture the more of its edges are a line thick, and more of them move."""
    picture = f"testsrc2=s=320x180:r={rate}"
    film = probe(clip(name, picture=picture, sound=None, seconds=seconds, words=words), run=tools)
    measured = scan.measured(film, tmp_path, run=tools)
    assert measured == film.video
    assert (measured.rate, measured.field_order, measured.is_pulled_down) == (rate, WHOLE, False)


def test_a_mixed_film_is_read_by_its_fields(clip, tools, tmp_path):
    first, then = telecined(clip, "top", "tff"), interlaced(clip, "tff", "tff")
    film = tmp_path / "mixed.mp4"
    both = "[0:v][1:v]concat,fps=30000/1001,setfield=tff"
    words = ["-i", f"file:{first}", "-i", f"file:{then}", "-filter_complex", both, *FIELDS]
    tools.run(
        ["ffmpeg", "-v", "error", *words, f"file:{film}"], reads=[first, then], writes=[tmp_path]
    )
    measured, made = read(film, tools, tmp_path)
    assert (measured.video.field_order, measured.video.is_pulled_down) == (TOP, False)
    assert (made.frames, made.video.rate, made.findings) == (720, Rate(60000, 1001), ())


def test_a_film_that_only_looked_like_film_is_read_by_its_fields_all_the_same(
    clip, tools, tmp_path
):
    """As when all stretches that were looked at lay in a telecined half."""
    film = probe(interlaced(clip, "tff", "tff"), run=tools)
    mistaken = replace(film, video=replace(film.video, is_pulled_down=True))
    made = conform(mistaken, tmp_path, run=tools)
    assert (made.frames, made.video.rate, made.findings) == (360, Rate(60000, 1001), ())
    wrong = replace(film, video=replace(film.video, field_order=WHOLE))
    made = conform(wrong, tmp_path, run=tools, flag=TOP)
    assert (made.frames, made.findings) == (360, ())
    assert not list(tmp_path.glob("*.txt"))


def test_film_that_only_players_spread_over_fields_is_film(clip, tools, tmp_path):
    words = ("-c:v", "mpeg2video", "-q:v", "3", "-bf", "2", "-flags", "+ildct")
    whole = clip("raw.m2v", picture=FILM, sound=None, seconds=4.0, words=words)
    film = tmp_path / "soft.m2v"
    film.write_bytes(with_repeat_flags(whole.read_bytes()))
    found = probe(film, run=tools)
    assert (found.video.rate, found.video.is_constant_rate) == (Rate(24000, 1001), False)
    assert found.duration == pytest.approx(96 * 1001 / 24000)
    made = conform(found, tmp_path, run=tools)
    assert (made.frames, made.video.rate) == (96, Rate(24000, 1001))
    assert misplaced(pictures(Path(made.path), tools), pictures(whole, tools)) == 0


def with_repeat_flags(stream: bytes) -> bytes:
    """An MPEG-2 stream of 29.97 frames a second whose pictures last three fields and two by turns."""
    made, base, seen = bytearray(stream), 0, 0
    for mark in re.finditer(rb"\x00\x00\x01(\xb3|\xb8|\x00)", stream):
        kind, at = mark[1], mark.end()
        if kind == b"\xb3":
            made[at + 3] = made[at + 3] & 0xF0 | 4
        elif kind == b"\xb8":
            base = seen
        else:
            place = base + (stream[at] << 2 | stream[at + 1] >> 6)
            extension = stream.index(b"\0\0\1\xb5", at) + 4
            top, again = ((1, 1), (0, 0), (0, 1), (1, 0))[place % 4]
            made[extension + 3] = made[extension + 3] & ~0x82 | top << 7 | again << 1
            made[extension + 4] |= 0x80
            seen += 1
    return bytes(made)


# What stretches lead to

ALL_TOP, ALL_WHOLE, STILL = Seen(top=50, top_alone=33), Seen(whole=50), Seen(unclear=50)
ALL_BOTTOM = Seen(bottom=50, bottom_alone=33)


@pytest.mark.parametrize(
    ("seen", "flag", "order"),
    [
        ([STILL, STILL], TOP, TOP),
        ([STILL, STILL], WHOLE, WHOLE),
        ([ALL_TOP, STILL], WHOLE, TOP),
        ([ALL_WHOLE] * 9 + [ALL_TOP], WHOLE, WHOLE),
        ([ALL_WHOLE] * 9 + [ALL_TOP], TOP, TOP),
        ([ALL_WHOLE] * 9 + [Seen(top=1, whole=49)], TOP, WHOLE),
        ([Seen(bottom=50)] * 3, TOP, BOTTOM),
        # What looks now like the one and now like the other is a pattern of the picture.
        ([ALL_TOP, ALL_BOTTOM], WHOLE, WHOLE),
        ([Seen(top=50, top_alone=20, bottom_alone=20)], WHOLE, WHOLE),
        # What a few frames say of all their neighbours is not enough against the flag.
        ([Seen(top=50, whole=9, unclear=1, top_alone=3, bottom_alone=1)], WHOLE, WHOLE),
        ([Seen(top=50, top_alone=24)] * 12, WHOLE, WHOLE),
        ([ALL_TOP] * 2 + [Seen(top=50, top_alone=4)] * 10, WHOLE, WHOLE),
        ([ALL_TOP] * 3 + [Seen(top=50, top_alone=4)] * 9, WHOLE, TOP),
        ([], BOTTOM, BOTTOM),
    ],
)
def test_the_order_is_what_stretches_that_move_show(seen, flag, order):
    assert scan.order_of(seen, flag) is order


def test_film_has_its_beat_wherever_anything_moves():
    film, other, unclear = (
        Seen(top=50, beat=beat) for beat in (Beat.FILM, Beat.OTHER, Beat.UNCLEAR)
    )
    assert scan.is_pulled_down([film, unclear])
    assert not scan.is_pulled_down([film, other])
    assert not scan.is_pulled_down([unclear])
    # A pattern that comes back has a beat too, but no combs.
    assert not scan.is_pulled_down([Seen(top=20, whole=30, beat=Beat.FILM), unclear])
    assert not scan.is_pulled_down([Seen(beat=Beat.FILM)])


@pytest.mark.parametrize("rate", [Rate(25), Rate(30), Rate(24000, 1001), Rate(60000, 1001)])
def test_only_american_television_has_film_on_fields(rate):
    assert not cadence.is_possible(replace(VIDEO, rate=rate))
    assert cadence.is_possible(VIDEO)


@pytest.mark.parametrize(
    ("tops", "bottoms", "beat"),
    [
        ([5, 5, 5, 5, 1], [5, 1, 5, 5, 5], Beat.FILM),
        ([5, 5, 5, 5, 1], [5, 5, 5, 5, 1], Beat.UNCLEAR),
        ([5, 5, 5, 5, 4.5], [5, 4.5, 5, 5, 5], Beat.OTHER),
        ([0.1, 0.1, 0.1, 0.1, 0], [0.1, 0, 0.1, 0.1, 0.1], Beat.UNCLEAR),
    ],
)
def test_each_kind_of_field_comes_twice_every_fifth_time(tops, bottoms, beat):
    assert cadence.beat(tops * 6, bottoms * 6) is beat
    assert cadence.beat(tops, bottoms) is Beat.UNCLEAR


def test_a_cut_does_not_hide_the_beat():
    tops = [5, 5, 5, 5, 1] * 6
    tops[13] = 90
    assert cadence.beat(tops, [5, 1, 5, 5, 5] * 6) is Beat.FILM


@pytest.mark.parametrize(
    ("changes", "is_looked_at"),
    [
        ({}, True),
        ({"rate": Rate(24)}, False),
        ({"rate": Rate(60)}, False),
        ({"height": 2160}, False),
        ({"rate": Rate(24), "field_order": TOP}, True),
    ],
)
def test_only_what_may_be_interlaced_is_looked_at(changes, is_looked_at):
    assert measures.is_worth_a_look(replace(VIDEO, **changes)) is is_looked_at


def test_a_long_film_is_looked_at_in_twelve_places():
    places = measures.stretches(replace(VIDEO, duration=1200.0))
    assert [round(at) for at, _ in places[:2]] == [49, 149]
    assert {frames for _, frames in places} == {50}
    assert measures.stretches(replace(VIDEO, duration=1.0)) == [(0.0, 30)]
