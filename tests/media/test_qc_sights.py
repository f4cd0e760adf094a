"""What quality control sees in the frames themselves: harm, repeats, levels, fields."""

from __future__ import annotations

import numpy as np
import pytest

from lanterne_media.model import Dynamics, Rate, Severity, VideoFacts
from lanterne_media.probe import probe
from lanterne_media.qc import inspect, sights
from lanterne_media.qc.flashes import Watch
from lanterne_media.qc.light import Screen

TAGGED = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=limited"
MOVING = "testsrc2=s=320x180:r=24"
AS_FIELDS = ("-c:v", "mpeg2video", "-b:v", "6M", "-flags", "+ildct+ilme")


@pytest.fixture
def findings(tools):
    """All findings of a film, without those about its missing sound."""
    return lambda path: [
        one for one in inspect(probe(path, run=tools), run=tools) if one.code != "no_sound"
    ]


def light(hertz, *, seconds=2, rate=50, low=16, high=235, size="iw:h=ih"):
    """A box that lights up so often a second on a dark ground."""
    dark, bright = (f"0x{(level - 16) * 255 // 219:02x}" * 1 for level in (low, high))
    ground = f"color=c=0x{dark[2:] * 3}:s=320x180:r={rate}"
    lit = f"lt(mod(t*{hertz}\\,1)\\,0.5)"
    box = f"drawbox=x=0:y=0:w={size}:color=0x{bright[2:] * 3}:t=fill:enable='{lit}'"
    return f"{ground},{box},{TAGGED}"


def flashes(found):
    return [one for one in found if one.code == "flashing"]


@pytest.mark.parametrize(("hertz", "told"), [(4, 4.0), (10, 10.0)])
def test_flashing_of_more_than_three_a_second_is_an_error(findings, clip, hertz, told):
    [found] = findings(clip("flash.mkv", picture=light(hertz), sound=None))
    # With the first change: half a period after the first frame.
    assert (found.code, found.severity) == ("flashing", Severity.ERROR)
    assert found.start == pytest.approx(0.5 / hertz, abs=0.03)
    assert found.values == {"kind": "luminance", "flashes": told, "area": 100}
    assert found.sentence == (
        f"The picture flashes {hertz} times a second over 100 % of the screen: it can cause seizures."
    )


@pytest.mark.parametrize("hertz", [2, 3])
def test_flashing_of_three_a_second_is_allowed(findings, clip, hertz):
    assert findings(clip("slow.mkv", picture=light(hertz), sound=None)) == []


def test_flashing_counts_over_more_than_a_quarter_of_the_screen(findings, clip):
    small = findings(clip("small.mkv", picture=light(10, size="120:h=110"), sound=None))
    large = findings(clip("large.mkv", picture=light(10, size="200:h=110"), sound=None))
    assert (flashes(small), [one.values["area"] for one in flashes(large)]) == ([], [38])


def test_faint_flashing_is_allowed(findings, clip):
    assert findings(clip("faint.mkv", picture=light(10, low=60, high=90), sound=None)) == []


def colours(one, other, hertz=5):
    lit = f"lt(mod(t*{hertz}\\,1)\\,0.5)"
    box = f"drawbox=x=0:y=0:w=iw:h=ih:color=0x{other}:t=fill:enable='{lit}'"
    return f"color=c=0x{one}:s=320x180:r=50,{box},{TAGGED}"


def test_red_flashes_are_found_where_luminance_hardly_changes(findings, clip):
    [found] = findings(clip("red.mkv", picture=colours("404040", "900000"), sound=None))
    assert (found.code, found.values["kind"], found.values["flashes"]) == ("flashing", "red", 5.0)
    assert found.sentence.startswith("The picture flashes in red 5 times a second")


def test_blue_flashes_of_the_same_light_are_allowed(findings, clip):
    assert findings(clip("blue.mkv", picture=colours("404040", "0000a0"), sound=None)) == []


# The arithmetic of flashes


def watched(frames, rate=25):
    watch = Watch(Rate(rate))
    for frame in frames:
        watch.look(np.asarray(frame, np.float32), np.zeros(len(frame), np.float32))
    return watch.found()


def test_a_pattern_that_turns_over_flashes_although_its_mean_stays():
    frames = [[200, 0] * 50 if n // 3 % 2 else [0, 200] * 50 for n in range(50)]
    [found] = watched(frames)
    assert (found.area, found.is_red) == (1.0, False)


def test_texture_in_movement_does_not_flash():
    """Stripes that wander: every block changes often, and never many at once."""
    stripes = np.arange(576) / 576 * 62 * np.pi
    frames = [100 * (1 + np.sin(stripes + n / 25 * 5 * 2 * np.pi)) for n in range(75)]
    assert watched(frames) == ()


def test_bright_pictures_are_held_to_a_contrast_of_one_in_seventeen():
    just = [[170, 170] if n // 3 % 2 else [191.5, 191.5] for n in range(50)]
    more = [[170, 170] if n // 3 % 2 else [189.0, 189.0] for n in range(50)]
    assert (len(watched(just)), watched(more)) == (1, ())


def test_a_slow_swell_is_no_flash():
    frames = [[100 + 90 * np.sin(n / 25 * 2 * np.pi)] * 4 for n in range(100)]
    assert watched(frames) == ()


def video(**facts):
    return VideoFacts(0, "h264", 1920, 1080, Rate(25), 10.0, **facts)


@pytest.mark.parametrize(
    ("facts", "white"),
    [
        ({}, 200.0),
        ({"dynamics": Dynamics.HLG, "transfer": "arib-std-b67"}, 1000.0),
        ({"dynamics": Dynamics.PQ, "transfer": "smpte2084"}, 10_000.0),
    ],
)
def test_white_is_as_bright_as_the_screen_of_its_transfer(facts, white):
    screen = Screen.of(video(**facts))
    rgb = screen.light(np.array([[[235.0], [128.0], [128.0]]], np.float32))
    assert float(screen.luminance(rgb)[0, 0]) == pytest.approx(white, rel=0.01)


def test_half_of_the_signal_in_pq_is_ninety_candela():
    screen = Screen.of(video(dynamics=Dynamics.PQ))
    rgb = screen.light(np.array([[[16 + 219 / 2], [128.0], [128.0]]], np.float32))
    assert float(screen.luminance(rgb)[0, 0]) == pytest.approx(92.2, rel=0.02)


# Frames that come twice


@pytest.mark.parametrize(("rate", "every"), [(25, 25), (30, 5)])
def test_a_film_brought_to_another_rate_by_repeating_is_told_with_its_step(
    findings, clip, rate, every
):
    picture = f"testsrc2=s=320x180:r=24,fps={rate},{TAGGED}"
    [found] = findings(clip("again.mkv", picture=picture, sound=None, seconds=6))
    assert (found.code, found.severity) == ("frames_repeated", Severity.WARNING)
    assert found.values["every"] == every
    assert found.sentence == (
        f"One frame of every {every} is shown twice: the film was brought to another rate by repeating."
    )


def test_one_frame_shown_twice_in_movement_is_noted_with_its_place(findings, clip):
    twice = f"testsrc2=s=320x180:r=24,setpts=(N+gte(N\\,24))/24/TB,fps=24,{TAGGED}"
    [found] = findings(clip("glitch.mkv", picture=twice, sound=None, seconds=3))
    assert (found.code, found.severity, found.start) == ("frames_repeated", Severity.NOTE, 1.0)
    assert (found.sentence, found.values) == (
        "Frames shown twice in the midst of movement: 1.",
        {"repeats": 1},
    )


@pytest.mark.parametrize("held", [2, 3, 4])
def test_animation_on_twos_threes_and_fours_is_no_fault(findings, clip, held):
    picture = f"testsrc2=s=320x180:r=24,fps=24/{held},fps=24,{TAGGED}"
    found = findings(clip("drawn.mkv", picture=picture, sound=None, seconds=4))
    assert [one.code for one in found] == []


def test_a_repeat_in_a_still_moment_is_not_missed_for_the_step():
    moved = np.full(200, 3.0, np.float32)
    moved[10:200:10] = 0.0
    moved[60:80] = 0.0
    assert sights.repeats(moved).every == 10


# Levels


def test_levels_outside_the_legal_range_are_a_warning(findings, clip):
    wild = f"{MOVING},format=yuv420p,lutyuv=y='if(lt(val,60),1,val)',{TAGGED}"
    [found] = findings(clip("wild.mkv", picture=wild, sound=None))
    assert (found.code, found.severity, found.start) == ("illegal_levels", Severity.WARNING, 0.0)
    assert (found.values["seconds"], found.end) == (2.0, 2.0)


def test_full_range_may_use_every_level(findings, clip):
    full = TAGGED.replace("limited", "full")
    picture = f"{MOVING},format=yuv420p,lutyuv=y='if(lt(val,60),1,val)',{full}"
    assert findings(clip("full.mkv", picture=picture, sound=None)) == []


# Fields


def test_film_spread_over_fields_was_pulled_down(findings, clip):
    picture = f"testsrc2=s=320x180:r=24,telecine=pattern=23,setfield=tff,{TAGGED}"
    found = {one.code: one for one in findings(clip("tele.ts", picture=picture, sound=None, words=AS_FIELDS, seconds=4))}  # fmt: skip
    assert set(found) == {"pull_down"}
    assert found["pull_down"].values == {"share": pytest.approx(40, abs=5)}


def test_combs_in_a_part_of_a_progressive_film_are_a_warning(findings, clip):
    fields = f"testsrc2=s=320x180:r=50,tinterlace=interleave_top,setfield=prog,trim=duration=1,format=yuv420p,{TAGGED}[a]"
    frames = f"testsrc2=s=320x180:r=25,trim=duration=2,setsar=1,format=yuv420p,{TAGGED}[b]"
    picture = f"{fields};{frames};[a]setsar=1[c];[c][b]concat=n=2,{TAGGED}"
    [found] = findings(clip("mixed.ts", picture=picture, sound=None, seconds=3, words=("-c:v", "mpeg2video", "-b:v", "6M")))  # fmt: skip
    assert (found.code, found.severity) == ("combs", Severity.WARNING)
    assert 25 <= found.values["share"] <= 40


@pytest.mark.parametrize(
    ("size", "matrix", "told"),
    [
        ("720x576", "bt709", "The matrix is bt709, but pictures of 576 lines are made with that of BT.601."),
        ("1280x720", "smpte170m", "The matrix is smpte170m, but pictures of 720 lines are made with that of BT.709."),
        ("720x576", "bt470bg", None),
        ("320x180", "bt709", None),
    ],
)  # fmt: skip
def test_a_matrix_that_nobody_expects_at_this_size_is_noted(findings, clip, size, matrix, told):
    tags = f"setparams=color_primaries=bt709:color_trc=bt709:colorspace={matrix}:range=limited"
    found = findings(clip("tags.mkv", picture=f"testsrc2=s={size}:r=25,{tags}", sound=None, seconds=1))  # fmt: skip
    assert [(one.severity, one.sentence) for one in found] == (
        [(Severity.NOTE, told)] if told else []
    )
