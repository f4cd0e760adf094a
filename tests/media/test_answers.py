"""How a shot answers to the rate factor is arithmetic: lines from a few trials, lessons, and aims at one price."""

from dataclasses import replace

import numpy as np
import pytest

from lanterne_media.answers import DULL, HABITS, Lesson, bits_of, habit, odds, of_odds, vmaf_of
from lanterne_media.model import Aim, Codec, Encoder, Trial
from tests.media.test_curves import HARD, grid

H264 = HABITS[Codec.H264]


def trials(*measured, codec=Codec.H264):
    """``(crf, bits, vmaf)`` each."""
    return [Trial(0, codec, 640, 360, crf, "medium", bits, vmaf) for crf, bits, vmaf in measured]


def at(line, crf, habit=H264):
    return float(line[np.flatnonzero(habit.all == crf)[0]])


# A shot of Big Buck Bunny at 720 lines, x264 medium, measured at every fourth factor: bits of 24 frames, VMAF.
MEASURED = {16: 92.1, 20: 89.7, 24: 85.7, 28: 78.9, 32: 68.6, 36: 54.6, 40: 37.9}


def test_factors_are_spread_over_the_range_of_their_encoder():
    assert H264.spread(1) == (28.0,)
    assert H264.spread(2) == (22.0, 34.0)
    assert HABITS[Codec.AV1].spread(3) == (28.0, 45.0, 58.0)
    assert HABITS[Codec.HEVC].spread(2) == (22.0, 34.0)


def test_a_chip_is_tried_at_three_factors_at_least_on_its_own_scale():
    assert H264.tried(2) == H264.spread(2)
    assert habit(Codec.H264, Encoder.SOFTWARE) is H264
    assert habit(Codec.HEVC, Encoder.NVENC).tried(2) == (19.0, 29.0, 39.0)
    assert habit(Codec.AV1, Encoder.NVENC).tried(1) == (25.0, 40.0, 55.0)
    assert habit(Codec.AV1, Encoder.QSV).tried(5) == (17.0, 23.0, 29.0, 35.0, 41.0)
    whole = habit(Codec.AV1, Encoder.QSV).all
    assert (whole[0], whole[1], whole[-1]) == (14.0, 15.0, 44.0)


def test_the_line_of_a_chip_goes_through_its_trials_and_bends_as_they_do():
    measured = {19.0: 96.0, 29.0: 90.0, 39.0: 55.0}
    tried = [
        replace(one, encoder=Encoder.QSV)
        for one in trials(*((crf, 1e7 / crf, vmaf) for crf, vmaf in measured.items()))
    ]
    line, chip = vmaf_of(tried), habit(Codec.H264, Encoder.QSV)
    assert {crf: round(at(line, crf, chip), 6) for crf in measured} == measured
    between = [float(odds(at(line, crf, chip))) for crf in (19.0, 24.0, 29.0)]
    assert between[1] == pytest.approx((between[0] + between[2]) / 2)


def test_odds_and_quality_are_two_names_of_one_thing():
    assert of_odds(odds(80.0)) == pytest.approx(80.0)
    assert of_odds(odds(100.0)) == pytest.approx(100.0)
    assert of_odds(odds(0.0)) == pytest.approx(0.1)


def test_two_trials_tell_a_whole_line():
    line = vmaf_of(trials((24.0, 1e6, MEASURED[24]), (36.0, 3e5, MEASURED[36])))
    missed = {crf: at(line, crf) - vmaf for crf, vmaf in MEASURED.items()}
    assert max(map(abs, missed.values())) < 1.0
    assert missed[24] == pytest.approx(0.0, abs=1e-9)


def test_where_an_encoder_begins_to_take_larger_steps_so_do_lines():
    line = bits_of(trials((41.0, 1e6, 90.0), (55.0, 5e5, 80.0), codec=Codec.AV1))
    before, after = (at(line, crf, HABITS[Codec.AV1]) for crf in (54.0, 56.0))
    assert np.log(5e5 / after) == pytest.approx(2.2 * np.log(before / 5e5))


def test_one_trial_tells_a_line_by_the_habit_of_its_encoder():
    line = bits_of(trials((28.0, 1e6, 80.0)))
    assert at(line, 28.0) == pytest.approx(1e6)
    assert at(line, 38.0) == pytest.approx(1e6 * np.exp(10 * H264.bits))
    quality = vmaf_of(trials((28.0, 1e6, 80.0)))
    assert at(quality, 28.0) == pytest.approx(80.0, abs=0.02)
    assert (at(quality, 16.0), at(quality, 40.0)) == pytest.approx((92.7, 40.3), abs=0.1)


def test_a_score_near_nothing_does_not_tell_how_good_a_finer_encode_is():
    line = vmaf_of(trials((22.0, 8e5, 13.3), (34.0, 2e5, 0.0)))
    assert at(line, 22.0) == pytest.approx(13.3, abs=0.02)
    # A line through both would promise 60.
    assert at(line, 16.0) == pytest.approx(19.8, abs=0.1)
    assert at(line, 34.0) < DULL


def test_more_trials_are_gone_through_one_by_one():
    line = vmaf_of(trials(*((float(crf), 1e6, vmaf) for crf, vmaf in MEASURED.items())))
    assert [at(line, crf) for crf in MEASURED] == pytest.approx(list(MEASURED.values()))


def test_a_level_line_stays_level():
    line = bits_of(trials((22.0, 500.0, 99.0), (34.0, 500.0, 99.0)))
    assert line.tolist() == pytest.approx([500.0] * len(line))


# What an encode teaches


def test_an_encode_that_came_as_foretold_teaches_nothing():
    row = grid(HARD).row(0, 100)
    nothing = Lesson(28.0, pytest.approx(0.0, abs=1e-9), pytest.approx(0.0, abs=1e-9))
    assert row.lesson(28.0, 1e6, 80.0) == nothing


def test_an_encode_teaches_how_far_off_everything_was():
    row = grid(HARD).row(0, 100)
    lesson = row.lesson(28.0, 1.4e6, 90.0)
    assert np.exp(lesson.bits) == pytest.approx(1.4)
    taught = row.taught(lesson)
    assert taught.bits.tolist() == pytest.approx((1.4 * row.bits).tolist())
    assert taught.vmaf[24] == pytest.approx(90.0)
    # Where 80 became 90, 40 became 59.5: the odds, counted to 100.5, are better by the same ratio.
    assert taught.vmaf[-1] == pytest.approx(59.5, abs=0.1)


def test_after_an_encode_that_took_far_more_than_foretold_only_habit_is_believed():
    # What was tried hardly changed with the factor: it was not what the shot is like.
    flat = grid(((3e5, 94.0), (2e5, 92.0), (1e5, 88.0))).row(0, 100)
    lesson = flat.lesson(22.0, 3e6, 93.0)
    taught = flat.taught(lesson)
    there = int(np.flatnonzero(flat.factors == 22.0)[0])
    assert (taught.bits[there], taught.vmaf[there]) == (pytest.approx(3e6), pytest.approx(93.0))
    assert np.log(taught.bits[0] / taught.bits[-1]) == pytest.approx(-24 * H264.bits)
    assert taught.vmaf[-1] < 65 < 85 < flat.vmaf[-1]


def test_after_such_an_encode_by_a_chip_its_trials_are_still_believed():
    flat = replace(grid(((3e5, 94.0), (2e5, 92.0), (1e5, 88.0))).row(0, 100), encoder=Encoder.NVENC)
    taught = flat.taught(flat.lesson(22.0, 3e6, 93.0))
    assert taught.bits[0] / taught.bits[-1] == pytest.approx(3.0)


def test_a_shot_that_is_easier_than_foretold_is_aimed_rougher():
    row = grid(HARD).row(0, 100)
    price = 1e-4
    first = row.aim(price, 0.0)
    easier = row.taught(Lesson(28.0, np.log(0.7), 0.5)).aim(price, 0.0)
    assert easier.vmaf > first.vmaf
    harder_to_see = row.taught(Lesson(28.0, 0.0, 1.5)).aim(price, 0.0)
    assert harder_to_see.crf > first.crf


def test_the_price_decides_down_to_the_floor():
    row = grid(HARD).row(0, 100)
    assert row.aim(0.0, 0.0) == Aim(16.0, 96.0)
    assert row.aim(1.0, 0.0) == Aim(40.0, 40.0)
    assert row.aim(1.0, 80.0) == Aim(28.0, 80.0)
    # Who cannot follow the film is not left far behind its own best.
    assert row.aim(1.0, 99.0).vmaf == pytest.approx(88.0, abs=0.7)
