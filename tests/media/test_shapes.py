"""A picture that changes its size in the middle is fitted, never squeezed, and said to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from lanterne_media import shapes
from lanterne_media.losses import timecode
from lanterne_media.model import MediaRefused, Rate, Severity, Shape, VideoFacts
from lanterne_media.pipeline import picture
from lanterne_media.pipeline import plan as planned
from lanterne_media.probe import probe
from lanterne_media.report.worst import best, source_command
from tests.media.test_as_they_come import QUICK, publish
from tests.media.test_formats import ended, site

__all__ = ["publish", "site"]

MPEG2 = ("-c:v", "mpeg2video", "-b:v", "2M", "-bf", "0")
WHITE = "color=white:s={}:r=25"


@pytest.fixture
def joined(clip, tmp_path):
    """A transport stream of a second of each of these sizes, all white."""

    def make(*sizes: str, words: tuple[str, ...] = MPEG2):
        film = tmp_path / "film.ts"
        parts = [
            clip(f"{n}.ts", picture=WHITE.format(size), sound=None, seconds=1, words=words)
            for n, size in enumerate(sizes)
        ]
        film.write_bytes(b"".join(part.read_bytes() for part in parts))
        return film

    return make


def lit(path, at, tools):
    """The box around what is white in a frame of a film: left, top, width, height."""
    words = ["ffmpeg", "-v", "error", "-i", path, "-vf", f"select='eq(n\\,{at})'"]
    words += ["-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    frame = tools.run(words, reads=[Path(path)]).stdout
    rows = [n for n in range(72) if max(frame[n * 128 : n * 128 + 128]) > 128]
    columns = [n for n in range(128) if frame[36 * 128 + n] > 128]
    return columns[0], rows[0], len(columns), len(rows)


@pytest.mark.parametrize("sizes", [("128x72", "96x72"), ("96x72", "128x72")])
def test_every_size_is_fitted_into_the_largest(joined, site, tools, sizes):
    film = joined(*sizes)
    reference = ended(picture.find_reference(planned(film, QUICK, run=tools), site))
    assert reference.video.display_size == (128, 72)
    assert reference.frames == 50
    whole, narrow = (10, 40) if sizes[0] == "128x72" else (40, 10)
    assert lit(reference.path, whole, tools) == (0, 0, 128, 72)
    assert lit(reference.path, narrow, tools) == (16, 0, 96, 72)
    [finding] = reference.findings
    assert (finding.code, finding.severity, finding.start) == ("size_changes", Severity.WARNING, 1)
    first, then = (size.replace("x", " by ") for size in sizes)
    assert finding.sentence == (
        f"From 00:00:01.000 on the picture is {then} pixels, not {first}: "
        "it is fitted into 128 by 72 without being distorted."
    )


def test_the_report_shows_the_film_fitted_like_what_was_published(joined, publish, tools, tmp_path):
    film, still = tmp_path / "whole.mkv", tmp_path / "still.jpg"
    # Of one clock, as films are in which a moment can be found.
    words = ["-i", f"file:{joined('96x72', '128x72')}", "-c", "copy", f"file:{film}"]
    tools.run(["ffmpeg", "-v", "error", "-nostdin", *words], reads=[tmp_path], writes=[tmp_path])
    report = publish(film)
    video, made = report.mezzanine.video, best(report)
    assert [(one.width, one.height) for one in video.shapes] == [(96, 72), (128, 72)]
    for frame, box in ((10, (16, 0, 96, 72)), (40, (0, 0, 128, 72))):
        command = source_command(film, video, made.rate, frame, still)
        tools.run(command, reads=[film], writes=[tmp_path])
        assert lit(still, 0, tools) == box


def test_a_film_of_two_sample_entries_is_no_reference_of_its_own(clip, site, tools, tmp_path):
    parts = [
        clip(f"{size}.mp4", picture=WHITE.format(size), sound=None, seconds=1)
        for size in ("128x72", "64x72")
    ]
    listed, film = tmp_path / "list.txt", tmp_path / "film.mp4"
    listed.write_text("".join(f"file '{part}'\n" for part in parts))
    words = ["ffmpeg", "-v", "error", "-f", "concat", "-safe", "0", "-i", str(listed)]
    tools.run([*words, "-c", "copy", str(film)], reads=[listed, *parts], writes=[tmp_path])
    reference = ended(picture.find_reference(planned(film, QUICK, run=tools), site))
    assert reference.frames == 50
    assert lit(reference.path, 40, tools) == (32, 0, 64, 72)


def test_a_film_of_one_size_has_no_shapes(clip, tools):
    assert shapes.seen(probe(clip(), run=tools), run=tools) == ()


def test_pixels_that_change_their_shape_alone_are_refused(clip, tools, tmp_path):
    film = tmp_path / "film.ts"
    parts = [
        clip("p.ts", sound=None, seconds=1, words=("-vf", f"setsar={one}")) for one in ("1", "4/3")
    ]
    film.write_bytes(b"".join(part.read_bytes() for part in parts))
    with pytest.raises(MediaRefused) as refused:
        shapes.seen(probe(film, run=tools), run=tools)
    assert str(refused.value) == (
        "The picture changes the shape of its pixels in the middle, but not its size of 320 by 180: "
        "it cannot be told where. Have the film exported with one shape."
    )


def test_each_shape_is_measured_with_its_own_pixels():
    old, new = Shape(0.0, 720, 576, Rate(16, 15)), Shape(60.0, 1920, 1080)
    video = shapes.gathered(VideoFacts(0, "mpeg2video", 720, 576, Rate(25), 120.0), (old, new))
    assert video.display_size == (1920, 1080)
    assert "if(eq(iw,720)*eq(ih,576),11520/8640," in shapes.fitted(video)
    assert shapes.fitted(VideoFacts(0, "h264", 720, 576, Rate(25), 120.0)) == ""


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.0, "00:00:00.000"), (59.9996, "00:01:00.000"), (3725.5, "01:02:05.500")],
)
def test_a_time_is_rounded_before_it_is_cut_into_minutes(seconds, told):
    assert timecode(seconds) == told
