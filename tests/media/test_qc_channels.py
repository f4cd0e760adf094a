"""What quality control hears in single channels: one that is missing, two that oppose each other."""

from __future__ import annotations

import math

import pytest

from lanterne_media.model import Finding, Severity
from lanterne_media.probe import probe
from lanterne_media.qc import ears, inspect

TAGGED = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=limited"
PICTURE = f"testsrc2=s=320x180:r=25,{TAGGED}"
PCM = ("-c:a", "pcm_s16le")
ONLY = {"track": 1, "tracks": 1, "language": "und"}
TONES = ("0.2*sin(1000*t)", "0.2*sin(1300*t)", "0.2*sin(900*t)", "0.1*sin(300*t)", "0.2*sin(1700*t)", "0.2*sin(2100*t)")  # fmt: skip


@pytest.fixture
def findings(tools, clip):
    """All findings of a film with this sound, whose channels are sums of sines."""

    def of(*channels, layout, seconds=6.0, **rest):
        sound = f"aevalsrc=exprs='{'|'.join(channels)}':channel_layout={layout}:sample_rate=48000"
        film = clip("film.mov", picture=PICTURE, sound=sound, seconds=seconds, words=PCM, **rest)
        return inspect(probe(film, run=tools), run=tools)

    return of


@pytest.mark.parametrize(
    ("missing", "channel", "named"),
    [(0, "L", "left"), (2, "C", "centre"), (4, "Ls", "left surround")],
)
def test_a_silent_channel_of_surround_is_named(findings, missing, channel, named):
    channels = ["0" if place == missing else tone for place, tone in enumerate(TONES)]
    told = f"The sound: the {named} channel is silent from end to end."
    wanted = Finding("channel_missing", Severity.WARNING, told, values={**ONLY, "channel": channel})
    assert findings(*channels, layout="5.1") == (wanted,)


def test_a_silent_side_of_stereo_is_named(findings):
    [found] = findings("0.2*sin(1000*t)", "0", layout="stereo")
    assert (found.code, found.values["channel"]) == ("channel_missing", "R")


def test_a_film_without_low_effects_misses_nothing(findings):
    channels = ["0" if place == 3 else tone for place, tone in enumerate(TONES)]
    assert findings(*channels, layout="5.1") == ()


def test_a_channel_that_speaks_once_is_there(findings):
    assert findings("0.2*sin(1000*t)", "0.2*sin(900*t)*gt(t,5)", layout="stereo") == ()


@pytest.mark.parametrize("layout", ["stereo", "5.1"])
def test_a_side_that_is_turned_over_is_told_with_its_times(findings, layout):
    turned = "0.2*sin(1000*t)*if(between(t,1,5),-1,1)"
    more = TONES[2:] if layout == "5.1" else ()
    [found] = findings(TONES[0], turned, *more, layout=layout)
    assert (found.code, found.severity, found.start, found.end) == (
        "phase", Severity.WARNING, 1.0, 5.0,
    )  # fmt: skip
    assert found.values == {**ONLY, "seconds": 4.0}
    assert found.sentence == (
        "The sound: left and right are in opposite phase for 4.0 seconds; in mono they vanish."
    )


def test_a_moment_of_opposed_sides_and_wide_stereo_are_no_fault(findings):
    moment = "0.2*sin(1000*t)*if(between(t,1,3),-1,1)"
    assert findings(TONES[0], moment, layout="stereo") == ()
    assert findings(TONES[0], TONES[1], layout="stereo") == ()


def test_the_seconds_of_a_pass_that_broke_off_are_read_as_far_as_they_go(tmp_path):
    notes = tmp_path / "sound0"
    notes.write_text(
        "frame:0    pts:0       pts_time:0\n"
        "lavfi.astats.1.Peak_level=-6.0\nlavfi.astats.1.RMS_level=nan\n"
        "lavfi.astats.1.Flat_factor=0.0\nlavfi.astats.Overall.Number_of_samples=48000.0\n"
        "frame:1    pts:48000   pts_time:1\nlavfi.astats.1.Peak_level=-6.0\n"
    )
    first, second = ears.read(notes)
    assert (first.at, first.samples, first.channels) == (
        0.0,
        48_000,
        (ears.ChannelSecond(-6.0, -math.inf, 0.0),),
    )
    assert (second.samples, second.channels, second.phase) == (0, (), None)
    assert ears.read(tmp_path / "nothing") == ()
