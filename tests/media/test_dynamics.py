"""The ranges of brightness: what is declared, what is kept, and what is never made up."""

import json
from pathlib import Path

import pytest

from lanterne_media.encode import Take, encode_shot
from lanterne_media.model import Codec, Rung, Shot
from lanterne_media.probe import probe
from lanterne_media.reference import as_is, plate, plate_of


def declared(path, tools):
    """Primaries, transfer, matrix and range, as a player finds them."""
    entries = "stream=color_primaries,color_transfer,color_space,color_range"
    words = ["ffprobe", "-v", "error", "-show_entries", entries, "-of", "json", str(path)]
    [stream] = json.loads(tools.run(words, reads=[path]).stdout)["streams"]
    names = ("color_primaries", "color_transfer", "color_space", "color_range")
    return tuple(stream.get(name) for name in names)


@pytest.mark.slow
@pytest.mark.parametrize(
    "rung",
    [
        Rung(Codec.H264, 160, 90, 30.0, "ultrafast"),
        Rung(Codec.HEVC, 160, 90, 30.0, "ultrafast"),
        Rung(Codec.AV1, 160, 90, 50.0, "12"),
    ],
)
def test_what_viewers_get_says_its_colours_though_plates_say_none(clip, tools, tmp_path, rung):
    film = clip("colours.mp4", picture="testsrc2=s=160x90:r=25", sound=None, seconds=0.4)
    reference, shot = as_is(probe(film, run=tools), run=tools), Shot(0, 0, 10)
    path = str(tmp_path / plate(reference, shot, tmp_path, run=tools))
    made = encode_shot(Take(plate_of(reference, shot, path), shot, rung, 25), tmp_path, run=tools)
    assert declared(tmp_path / Path(made.file), tools) == ("bt709", "bt709", "bt709", "tv")
