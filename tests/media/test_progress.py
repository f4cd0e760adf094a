"""How far a publish is, as its events tell: exact figures at named moments."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from lanterne_media.cli.watching import Lines, Screen, lasting, standing
from lanterne_media.model import (
    POLICIES,
    Cell,
    Codec,
    Ladder,
    LadderChosen,
    Mezzanine,
    Package,
    Rate,
    Rendition,
    Report,
    Reported,
    Rung,
    ShotResult,
    Stage,
    StageBegan,
    UnitDone,
    VideoFacts,
)
from lanterne_media.progress import LATELY, Progress, Tally

HIGH, LOW = Rung(Codec.H264, 1280, 720, 24, "medium"), Rung(Codec.H264, 640, 360, 26, "medium")


def encoded(shot, rung=HIGH, *, bits=800, flat=1000.0, frames=50, weight=10.0, is_reused=False):
    cell = Cell(shot, rung.name, frames, bits, flat)
    return UnitDone(Stage.ENCODE, "one", is_reused, 0.0 if is_reused else 2.0, weight, cell)


@pytest.fixture
def tally() -> Tally:
    """Four shots at two rungs, of which encoding begins at second 100."""
    tally = Tally()
    tally.hear(StageBegan(Stage.QC, 1, 1.0), 0.0)
    tally.hear(UnitDone(Stage.QC, "quality control", is_reused=False), 60.0)
    tally.hear(LadderChosen((HIGH, LOW), 4), 100.0)
    tally.hear(StageBegan(Stage.ENCODE, 8, 80.0), 100.0)
    return tally


def test_before_there_is_a_ladder_nothing_is_known():
    tally = Tally()
    tally.hear(StageBegan(Stage.TRIALS, 20, 9.0), 0.0)
    tally.hear(UnitDone(Stage.TRIALS, "sample", is_reused=False, weight=3.0), 30.0)
    assert tally.progress(60.0) == Progress()


def test_shots_and_encodes_are_counted_when_they_are_whole(tally):
    for shot in (0, 1, 2):
        tally.hear(encoded(shot), 101.0 + shot)
    tally.hear(encoded(1, LOW), 105.0)
    now = tally.progress(105.0)
    assert (now.shots_done, now.shots, now.encodes_done, now.encodes) == (1, 4, 4, 8)
    assert (now.frames, now.bits) == (200, 3200)


def test_frames_a_second_are_those_of_late(tally):
    assert tally.progress(101.0).frames_per_second is None
    tally.hear(encoded(0, frames=100), 110.0)
    assert tally.progress(110.0).frames_per_second == 10.0
    for n in range(LATELY):
        tally.hear(encoded(n, LOW, frames=40), 111.0 + n)
    assert tally.progress(111.0 + LATELY).frames_per_second == 40.0


def test_a_kept_encode_makes_nobody_faster(tally):
    tally.hear(encoded(0, frames=10_000, is_reused=True), 100.5)
    tally.hear(encoded(1, frames=100), 110.0)
    now = tally.progress(110.0)
    assert (now.encodes_done, now.frames_per_second) == (2, 10.0)


def test_bits_saved_are_those_against_one_factor(tally):
    tally.hear(encoded(0, bits=800, flat=1000.0), 101.0)
    tally.hear(encoded(1, bits=900, flat=700.0), 102.0)
    tally.hear(encoded(2, bits=500, flat=700.0), 103.0)
    assert tally.progress(103.0).bits_saved == 200


def test_a_shot_that_takes_more_first_is_told_as_it_is(tally):
    tally.hear(encoded(0, bits=1000, flat=600.0), 101.0)
    assert tally.progress(101.0).bits_saved == -400


def test_nothing_is_said_to_be_saved_where_nothing_was_tried(tally):
    tally.hear(encoded(0, flat=None), 101.0)
    assert tally.progress(101.0).bits_saved is None


def test_a_shot_that_is_made_again_counts_once(tally):
    tally.hear(encoded(0, bits=800, flat=1000.0), 101.0)
    tally.hear(encoded(0, bits=600, flat=750.0), 102.0)
    now = tally.progress(102.0)
    assert (now.encodes_done, now.bits, now.bits_saved) == (1, 600, 150)


def test_the_time_left_goes_by_the_work_that_is_left(tally):
    for n in range(4):
        tally.hear(encoded(n, weight=5.0), 105.0 + 5 * n)
    # A quarter of the work in twenty seconds: sixty are left, and a twentieth of all for what comes afterwards.
    now = tally.progress(120.0)
    assert (now.seconds_left, now.is_rough) == (pytest.approx(64.0), False)
    assert tally.progress(130.0).seconds_left == pytest.approx(54.0)


def test_the_time_left_never_runs_out_before_the_work(tally):
    for n in range(4):
        tally.hear(encoded(n, weight=5.0), 105.0 + 5 * n)
    assert tally.progress(10_000.0).seconds_left == pytest.approx(32.0)


def test_too_little_work_foretells_nothing(tally):
    for n in range(3):
        tally.hear(encoded(n), 110.0 + n)
    assert tally.progress(113.0).seconds_left is None


def test_the_first_share_of_the_work_foretells_roughly(tally):
    for n in range(4):
        tally.hear(encoded(n, weight=2.0), 102.0 + 2 * n)
    now = tally.progress(108.0)
    assert (now.seconds_left, now.is_rough) == (pytest.approx(76.0), True)


def test_pieces_of_an_earlier_run_do_not_hasten_the_end(tally):
    for n in range(4):
        tally.hear(encoded(n, weight=10.0, is_reused=True), 100.1)
    for n in range(4):
        tally.hear(encoded(n, LOW, weight=2.5), 105.0 + 5 * n)
    # Ten parts of work took twenty seconds; thirty are left, and four for what comes afterwards.
    assert tally.progress(120.0).seconds_left == pytest.approx(68.0)


def test_a_stage_that_grows_lengthens_what_is_left(tally):
    for n in range(4):
        tally.hear(encoded(n, weight=5.0), 105.0 + 5 * n)
    tally.hear(StageBegan(Stage.ENCODE, 1, 20.0), 120.0)
    assert tally.progress(120.0).seconds_left == pytest.approx(85.0)


def test_in_the_end_only_what_is_published_counts(tally):
    for rung in (HIGH, LOW):
        for shot in range(4):
            tally.hear(encoded(shot, rung), 110.0)
    tally.hear(Reported(report_of(HIGH, bits=800, flat=1000.0)), 130.0)
    now = tally.progress(130.0)
    assert (now.bits, now.bits_saved, now.seconds_left) == (3200, 800, 0.0)


def report_of(rung, *, bits, flat) -> Report:
    shots = tuple(ShotResult(n, bits, 50, bits_at_one_factor=flat) for n in range(4))
    rate = Rate(25)
    video = VideoFacts(0, "h264", 1280, 720, rate, 8.0)
    made = Rendition(rung, "v", "avc1", rate, 200, 4 * bits, 400, 400, shots=shots)
    return Report(
        mezzanine=Mezzanine("/film.mov", "0" * 64, 1, "mov", 8.0, video),
        findings=(),
        shots=(),
        ladder=Ladder((rung,)),
        renditions=(made,),
        sounds=(),
        captions=(),
        trick_play=None,
        posters=(),
        package=Package("out", "manifest.mpd", "master.m3u8", (), 8.0, False, 1000),
        policy=POLICIES["standard"],
    )


NOW = Progress(12, 5, 60, 25, 1250, 31.4, 130.4, False, 80_000_000, 8_000_000)


def test_a_line_says_how_far_it_is():
    assert standing(NOW) == (
        "5 of 12 shots · 25 of 60 encodes · 31 frames/s · about 2:10 left · "
        "1.0 MB (9.1 %) saved against one rate factor a rung"
    )


def test_a_rough_guess_and_a_loss_are_called_so():
    said = standing(replace(NOW, is_rough=True, bits_saved=-8_000_000))
    assert "roughly 2:10 left" in said
    assert said.endswith("1.0 MB (11.1 %) more so far against one rate factor a rung")


def test_a_small_saving_is_told_in_kilobytes():
    assert " · 10 kB (0.1 %) saved" in standing(replace(NOW, bits_saved=80_000))


def test_without_a_ladder_the_line_is_empty():
    assert standing(Progress()) == ""


def test_times_are_told_as_clocks_do():
    assert [lasting(seconds) for seconds in (0.4, 65, 3725)] == ["0:00", "1:05", "1:02:05"]


def test_a_terminal_shows_a_bar_for_each_stage_and_how_far_it_is_below():
    seen = Screen()
    for event in (StageBegan(Stage.QC, 1, 1.0), StageBegan(Stage.ENCODE, 3, 30.0)):
        seen.hear(event)
    seen.hear(LadderChosen((HIGH,), 4))
    seen.hear(StageBegan(Stage.ENCODE, 1, 10.0))
    seen.hear(encoded(0, is_reused=True))
    console = Console(file=io.StringIO(), force_terminal=True, width=120, color_system=None)
    console.print(seen)
    qc, encode, below = [line.rstrip() for line in console.file.getvalue().splitlines()]
    assert re.fullmatch(r"qc +0/1 +\d:\d\d:\d\d", qc)
    assert re.fullmatch(r"encode +\S+ +1/4 +\d:\d\d:\d\d one \(kept\)", encode)
    assert below == (
        "1 of 4 shots · 1 of 4 encodes · 0 kB (20.0 %) saved against one rate factor a rung"
    )


def test_without_a_terminal_a_stage_is_told_when_it_is_done():
    lines = Lines()
    assert lines.hear(StageBegan(Stage.FIRST_LIGHT, 2, 2.0), 0.0) == []
    done = UnitDone(Stage.FIRST_LIGHT, "stretch", is_reused=False)
    assert lines.hear(done, 1.0) == []
    assert lines.hear(done, 2.0) == ["first light: 2 of 2"]


def test_without_a_terminal_long_work_is_told_now_and_then():
    lines = Lines()
    lines.hear(LadderChosen((HIGH, LOW), 4), 0.0)
    lines.hear(StageBegan(Stage.ENCODE, 8, 80.0), 0.0)
    assert lines.hear(encoded(0), 9.0) == []
    [line] = lines.hear(encoded(1), 10.0)
    assert line.startswith("encode: 2 of 8; 0 of 4 shots · 2 of 8 encodes · 10 frames/s")
    assert lines.hear(encoded(2), 19.0) == []
