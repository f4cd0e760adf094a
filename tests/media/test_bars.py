"""Black bars that every frame has are left out; whatever is ever lit in them stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lanterne_media import bars
from lanterne_media.model import Bars, Finding, Policy, Rate, Severity, VideoFacts
from lanterne_media.probe import probe
from lanterne_media.reference import cropped, scale, smaller
from tests.media.test_as_they_come import QUICK, found, publish

__all__ = ["publish"]

VIDEO = VideoFacts(0, "h264", 1920, 1080, Rate(24), 60.0)
NONE = Bars()
MOVING = "testsrc2=s=320x136:r=25"
LETTERBOXED = f"{MOVING},pad=320:180:0:22"


@pytest.fixture
def seen(clip, tools):
    """The bars of a generated film."""

    def look(name: str, picture: str, *, seconds: float = 3.0, words: tuple[str, ...] = ()) -> Bars:
        film = clip(name, picture=picture, sound=None, seconds=seconds, words=words)
        return bars.found(probe(film, run=tools), run=tools)

    return look


@pytest.mark.parametrize(
    ("name", "picture", "expected"),
    [
        ("letterbox.mp4", LETTERBOXED, Bars(22, 22)),
        ("pillarbox.mp4", "testsrc2=s=240x180:r=25,pad=320:180:40:0", Bars(left=40, right=40)),
        ("windowbox.mp4", "testsrc2=s=240x136:r=25,pad=320:180:40:22", Bars(22, 22, 40, 40)),
        ("full.mp4", "testsrc2=s=320x180:r=25", NONE),
        ("black.mp4", "color=black:s=320x180:r=25", NONE),
        # A title on black has no straight edge beside the black.
        ("disc.mp4", "color=black:s=320x180:r=25,geq=lum='if(lt(hypot(X-160,Y-90),60),200,16)':cb=128:cr=128", NONE),
        # Half of the film is dark, and the other half has bars.
        ("dark.mp4", f"{LETTERBOXED},eq=brightness=-0.6:enable='lt(t,1.5)'", Bars(22, 22)),
        # One shot of a second fills a taller frame.
        ("opened.mp4", f"{LETTERBOXED},drawbox=0:8:320:164:red:fill:enable='between(t,1,2)'", Bars(8, 8)),
        # Words stand in the lower bar for half a second.
        ("words.mp4", f"{LETTERBOXED},drawbox=120:162:80:8:white:fill:enable='between(t,2,2.5)'", NONE),
    ],
)  # fmt: skip
def test_only_what_is_always_black_up_to_a_straight_edge_is_a_bar(seen, name, picture, expected):
    assert seen(name, picture) == expected


def test_a_long_film_is_seen_at_its_key_frames(seen):
    picture = "testsrc2=s=128x56:r=5,pad=128:96:0:20"
    assert seen("keyed.mp4", picture, seconds=130, words=("-g", "25")) == Bars(20, 20)
    late = f"{picture},drawbox=0:0:128:96:red:fill:enable='between(t,50,60)'"
    # Key frames that are two minutes apart show too little.
    assert seen("rarely.mp4", late, seconds=130, words=("-g", "600", "-sc_threshold", "0")) == NONE


def test_bars_are_seen_as_viewers_see_them(clip, tools, tmp_path):
    film = clip("upright.mp4", picture=LETTERBOXED, sound=None, seconds=1.0)
    turned = tmp_path / "turned.mp4"
    words = ["-display_rotation", "90", "-i", f"file:{film}", "-c", "copy", f"file:{turned}"]
    tools.run(["ffmpeg", "-v", "error", *words], reads=[film], writes=[tmp_path])
    mezzanine = probe(turned, run=tools)
    assert mezzanine.video.rotation == 270
    found_bars = bars.found(mezzanine, run=tools)
    assert found_bars == Bars(left=22, right=22)
    assert replace(mezzanine.video, bars=found_bars).display_size == (136, 320)


def grid(height: int, width: int, *, lit: tuple[slice, slice], level: int = 200) -> np.ndarray:
    frame = np.full((height, width), 16, np.uint8)
    frame[lit] = level
    cells = bars.CELLS
    rows = frame.reshape(height, cells, -1).mean(axis=2)
    columns = frame.reshape(cells, -1, width).mean(axis=1).T
    return np.vstack([rows, columns]).astype(np.uint8)


@pytest.mark.parametrize(
    ("top", "end", "expected"),
    [
        (100, 540, Bars(100, 100)),
        # Of a pair of lines that is half black, the picture's half goes too.
        (99, 539, Bars(100, 102)),
        # Bars of one line in a hundred are not worth another size.
        (3, 637, NONE),
        (300, 340, NONE),
    ],
)
def test_bars_are_pairs_of_lines_and_worth_their_size(top, end, expected):
    video = replace(VIDEO, width=640, height=640)
    assert bars.of(grid(640, 640, lit=(slice(top, end), slice(None))), video) == expected


def test_a_picture_that_is_hardly_lighter_than_black_has_no_bars():
    video = replace(VIDEO, width=640, height=640)
    faint = grid(640, 640, lit=(slice(100, 540), slice(None)), level=24)
    assert bars.of(faint, video) == NONE


def test_sizes_follow_the_active_picture():
    video = replace(VIDEO, bars=Bars(138, 138))
    assert video.display_size == (1920, 804)
    assert smaller(video, 720) == (1720, 720)
    assert cropped(video) == "crop=1920:804:0:138,"
    assert scale(video, 960, 402).startswith("crop=1920:804:0:138,scale=960:402:")
    wide = replace(VIDEO, width=720, height=576, pixel_aspect=Rate(64, 45), bars=Bars(72, 72))
    assert wide.display_size == (1024, 432)
    assert cropped(VIDEO) == ""


def test_a_published_film_has_no_bars_and_says_which_were_cut(publish, clip):
    film = clip("barred.mp4", picture=LETTERBOXED, seconds=2.0)
    report = publish(film)
    assert {(one.rung.width, one.rung.height) for one in report.renditions} == {(320, 136)}
    told = "Black bars are left out (22 at the top, 22 at the bottom): the picture is 320 by 136."
    values = {"top": 22, "bottom": 22, "left": 0, "right": 0, "width": 320, "height": 136}
    assert found(report, "bars_cut") == (Finding("bars_cut", Severity.NOTE, told, values=values),)
    assert found(report, "bars_cut")[0].values == values
    assert found(report, "letterbox") == ()
    assert {(poster.width, poster.height) for poster in report.posters} == {(320, 136)}
    # Whoever looks for its frames in the film knows what to leave out.
    assert report.mezzanine.video.bars == Bars(22, 22)


def test_a_house_that_wants_bars_keeps_them(publish, clip):
    film = clip("barred.mp4", picture=LETTERBOXED, seconds=2.0)
    report = publish(film, replace(QUICK, crops_bars=False))
    assert {one.rung.width / one.rung.height for one in report.renditions} == {16 / 9}
    assert found(report, "bars_cut") == ()
    assert [one.severity for one in found(report, "letterbox")] == [Severity.NOTE]
    assert Policy().crops_bars
