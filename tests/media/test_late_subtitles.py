"""Subtitles that come after the end of the film: told, left out of what is published, and no reason to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from lanterne_media import pipeline
from lanterne_media.model import CaptionRendition, Finding, MediaRefused, Severity, Sidecar
from lanterne_media.qc import words
from tests.media.shell import lanterne_media
from tests.media.test_as_they_come import PICTURE, QUICK, found, publish

__all__ = ["publish"]

LATE = "1\n00:00:12,000 --> 00:00:13,000\nToo late.\n\n2\n00:00:14,000 --> 00:00:15,500\nLater.\n"
SPREAD = "1\n00:00:00,500 --> 00:00:01,500\nIn time.\n\n2\n00:00:14,000 --> 00:00:15,500\nLate.\n"
TOLD = (
    "Subtitles in de are left out: all of them come after the end of the film, "
    "so they are another film's."
)


@pytest.fixture
def film(clip, tools, tmp_path):
    """A film of two seconds with German words that all come late, and French of which half do."""
    late, spread, made = tmp_path / "late.srt", tmp_path / "spread.srt", tmp_path / "film.mkv"
    late.write_text(LATE)
    spread.write_text(SPREAD)
    picture = clip("late.mkv", picture=PICTURE, sound=None)
    inputs = [word for one in (picture, late, spread) for word in ("-i", f"file:{one}")]
    maps = ("-map", "0", "-map", "1", "-map", "2", "-c", "copy")
    tongues = ("-metadata:s:s:0", "language=ger", "-metadata:s:s:1", "language=fre")
    command = ["ffmpeg", "-v", "error", "-nostdin", *inputs, *maps, *tongues, f"file:{made}"]
    tools.run(command, reads=[picture, tmp_path], writes=[tmp_path])
    return made


def test_a_track_of_another_film_is_left_out_and_the_film_is_published(film, publish):
    report = publish(film)
    assert [(text.language, text.cues) for text in report.captions] == [("fr", 2)]
    other, late = sorted(found(report, "subtitle_outside"), key=lambda one: one.start)
    values = {"language": "de", "seconds": 13.5, "times": 2}
    assert other == Finding("subtitle_outside", Severity.ERROR, TOLD, 12.0, 15.5, values)
    assert late.sentence == "The subtitles: the last ends 13.5 seconds after the film."
    assert (late.severity, late.values["times"]) == (Severity.WARNING, 1)


def test_quality_control_alone_tells_of_it_too(film):
    told = lanterne_media("qc", film, "--json").json["findings"]
    assert next(one["sentence"] for one in told if one["code"] == "subtitle_outside") == TOLD


def test_a_file_for_another_film_is_held_to_the_picture_however_long_the_file_is(
    film, tools, tmp_path
):
    """The text inside makes the whole file last 15.5 seconds."""
    with pytest.raises(MediaRefused, match=r"^2 of the 2 subtitles in late\.srt come after"):
        pipeline.plan(film, QUICK, sidecars=[Sidecar(str(tmp_path / "late.srt"), "de")], run=tools)


def test_those_that_are_published_are_counted_without_those_left_out(tmp_path):
    texts = []
    for number, (start, language) in enumerate(((10.0, "de"), (1.0, "fr"), (9.999, "en"))):
        path = Path(tmp_path / f"{number}.srt")
        at = f"00:00:{start:06.3f}".replace(".", ",")
        path.write_text(f"1\n{at} --> 00:00:11,700\nWords.\n")
        texts.append(CaptionRendition(str(path), language, cues=1))
    outside = [one for one in words(texts, 10.0) if one.code == "subtitle_outside"]
    assert [(one.values["language"], one.values.get("subtitle")) for one in outside] == [
        ("fr", 1),
        ("en", 2),
        ("de", None),
    ]
