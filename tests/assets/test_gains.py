"""What a new encode is worth, in exact figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lanterne.assets.gains import (
    Curve,
    Gain,
    Outcome,
    Rung,
    Verdict,
    bytes_an_hour,
    curves,
    gain,
    judge,
    judged_by,
    seen_as,
    worth,
)

TOP, LOW = Rung("av1", 4_000_000, 95.0), Rung("av1", 1_000_000, 75.0)
OLD = (TOP, LOW)


def test_between_two_rungs_bits_grow_by_ratios():
    [curve] = curves(OLD)
    assert curve.bits_at(85.0) == pytest.approx(2_000_000)
    assert curve.bits_at(90.0) == pytest.approx(1_000_000 * 4**0.75)


def test_above_its_end_a_curve_says_nothing_and_below_it_its_lightest_rung_serves():
    [curve] = curves(OLD)
    assert curve.bits_at(95.51) is None
    assert curve.bits_at(95.5) == pytest.approx(4_000_000 * 4 ** (0.5 / 20))
    assert curve.bits_at(10.0) == 1_000_000


def test_the_share_saved_is_told_over_the_rungs_of_today():
    fewer = [replace(rung, bits=rung.bits * 0.75) for rung in OLD]
    assert gain(OLD, curves(fewer)) == Gain(0.25, 2)
    assert gain(OLD, curves(OLD)) == Gain(0.0, 2)
    more = [replace(rung, bits=rung.bits * 1.5) for rung in OLD]
    assert gain(OLD, curves(more)) == Gain(-0.5, 2)


def test_at_each_quality_the_cheapest_size_has_the_say():
    small = Curve.of("av1", [Rung("av1", 500_000, 75.0), Rung("av1", 900_000, 80.0)])
    assert gain(OLD, (*curves(OLD), small)) == Gain(0.1, 2)


def test_figures_of_unlike_models_are_never_compared():
    fewer = [replace(rung, bits=rung.bits * 0.5, model="v0.6.1neg") for rung in OLD]
    assert gain(OLD, curves(fewer)) is None
    assert judge(OLD, fewer) == Outcome(Verdict.INCOMPARABLE)
    alike = [replace(rung, model="v0.6.1neg") for rung in OLD]
    assert judge(alike, fewer).verdict is Verdict.IN_PLACE


def test_scores_of_a_picture_under_its_grain_stand_apart():
    assert judged_by("v0.6.1", grain=0) == "v0.6.1"
    bare = [replace(rung, bits=1.0, model=judged_by("v0.6.1", grain=24)) for rung in OLD]
    assert gain(OLD, curves(bare)) is None
    assert judge(OLD, bare).verdict is Verdict.INCOMPARABLE


def test_a_rung_that_is_not_reached_is_not_counted():
    assert gain(OLD, curves((replace(TOP, vmaf=90.0, bits=2e6), LOW))) == Gain(0.0, 1)
    assert gain((TOP,), curves((LOW,))) is None
    assert gain(OLD, curves((Rung("h264", 1.0, 99.0),))) is None


def test_as_good_for_fewer_bits_takes_the_place():
    fewer = [replace(rung, bits=rung.bits * 0.9, vmaf=rung.vmaf - 0.5) for rung in OLD]
    found = judge(OLD, fewer)
    assert (found.verdict, found.before, found.after) == (Verdict.IN_PLACE, 95.0, 94.5)


@pytest.mark.parametrize("factor", [1.0, 1.01])
def test_no_fewer_bits_is_no_better(factor):
    again = [replace(rung, bits=rung.bits * factor) for rung in OLD]
    assert judge(OLD, again).verdict is Verdict.MORE_BITS


def test_fewer_bits_for_a_worse_picture_is_no_better():
    worse = (replace(TOP, vmaf=94.4, bits=1_000_000), replace(LOW, bits=100_000))
    found = judge(OLD, worse)
    assert (found.verdict, found.before, found.after) == (Verdict.LOWER_QUALITY, 95.0, 94.4)


def test_devices_that_know_one_codec_must_not_be_left_without():
    both = (*OLD, Rung("h264", 9e6, 95.0))
    assert judge(both, OLD).verdict is Verdict.FEWER_CODECS
    assert judge(OLD, ()) == Outcome(Verdict.FEWER_CODECS, None)


def test_the_codec_that_lost_most_has_the_say():
    old = (*OLD, Rung("h264", 8e6, 95.0))
    new = (replace(TOP, bits=1e6), replace(LOW, bits=1e5), Rung("h264", 4e6, 90.0))
    found = judge(old, new)
    assert (found.verdict, found.before, found.after) == (Verdict.LOWER_QUALITY, 95.0, 90.0)


def test_what_was_never_measured_cannot_be_compared():
    assert judge((), OLD).verdict is Verdict.INCOMPARABLE


def test_an_hour_takes_the_mean_of_the_rungs():
    assert bytes_an_hour(OLD) == 2_500_000 * 3600 / 8
    assert bytes_an_hour(()) is None


def test_titles_are_ranked_by_hours_and_the_share_saved():
    assert worth(100.0, 0.2) == 20.0
    assert worth(1000.0, None) == 0.0
    assert worth(1000.0, -0.1) == 0.0


def test_the_bright_version_of_a_codec_is_compared_with_itself_alone():
    bright = Rung(seen_as("av1", "pq"), 6_000_000, 95.0)
    assert bright.codec == "av1 pq"
    assert seen_as("av1", "sdr") == "av1"
    assert judge([TOP, bright], [replace(TOP, bits=3_000_000)]).verdict is Verdict.FEWER_CODECS
    leaner = [replace(TOP, bits=3_000_000), replace(bright, bits=5_000_000)]
    assert judge([TOP, bright], leaner) == Outcome(
        Verdict.IN_PLACE, Gain(0.2, 2), before=95.0, after=95.0
    )
