"""Curves are arithmetic: lines that fall, what a first encode teaches, and aims at one price."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanterne_media.curves import Curve, Grid
from lanterne_media.model import Codec, Trial
from tests.media.test_ladder import QUICK

FACTORS = (16.0, 28.0, 40.0)


def grid(*shots, frames=(100,)):
    """Each shot as three pairs of bits and VMAF, at the factors 16, 28 and 40."""
    trials = [
        Trial(n, Codec.H264, 640, 360, crf, "veryfast", bits, vmaf)
        for n, shot in enumerate(shots)
        for crf, (bits, vmaf) in zip(FACTORS, shot, strict=True)
    ]
    return Grid.of(trials, frames)


HARD = ((4e6, 96.0), (1e6, 80.0), (3e5, 40.0))
EASY = ((4e5, 98.0), (1e5, 92.0), (3e4, 80.0))


def test_a_line_goes_through_what_was_measured():
    found = grid(HARD)
    at = [int(np.flatnonzero(found.factors == crf)[0]) for crf in FACTORS]
    assert found.vmaf[0, at].tolist() == pytest.approx([96.0, 80.0, 40.0])
    assert found.bits[0, at].tolist() == pytest.approx([4e6, 1e6, 3e5])


@QUICK
@given(
    bits=st.lists(st.floats(1e3, 1e9), min_size=3, max_size=3),
    vmaf=st.lists(st.floats(0, 100), min_size=3, max_size=3),
)
def test_whatever_was_measured_a_line_only_falls(bits, vmaf):
    found = grid(tuple(zip(bits, vmaf, strict=True)))
    assert np.all(np.diff(found.bits[0]) <= 1e-6 * found.bits[0, :-1])
    assert np.all(np.diff(found.vmaf[0]) <= 1e-9)


@QUICK
@given(st.floats(30, 99))
def test_a_share_reaches_the_quality_asked_at_no_more_than_it_takes(vmaf):
    curve = Curve.of(grid(HARD, EASY, frames=(100, 50)))
    share = curve.share_at(vmaf)
    reached = np.average(share.vmaf, weights=(100, 50))
    worst, best = float(curve.vmaf[-1]), float(curve.vmaf[0])
    assert reached >= min(max(vmaf, worst), best) - 1e-6
    # A half of a rate factor is the finest step: never more than two of them too good.
    assert reached <= max(vmaf, worst) + 5


def test_a_shot_that_cannot_follow_does_not_take_everybodys_bits():
    poor = ((4e6, 50.0), (1e6, 45.0), (3e5, 40.0))
    curve = Curve.of(grid(HARD, EASY, poor, frames=(100, 100, 100)))
    cheapest = curve.share_at(0.0)
    assert cheapest.vmaf[2] == pytest.approx(42.0, abs=0.5)
    assert cheapest.bits[2] < 6e5


def test_a_black_shot_does_not_spoil_the_prices():
    black = ((9e3, 97.43), (6e3, 97.43), (5e3, 97.43))
    with_it, without = grid(HARD, black, frames=(100, 100)), grid(HARD)
    assert with_it.prices()[0] == pytest.approx(without.prices()[0])


def test_a_shot_takes_its_part_of_what_its_sample_stands_for():
    row = grid(HARD, frames=(400,)).row(0, 100)
    assert row.bits[0] == pytest.approx(1e6)
    assert row.vmaf[0] == pytest.approx(96.0)
