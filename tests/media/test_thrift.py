"""What sharing bits saves against one rate factor for all shots."""

from __future__ import annotations

import numpy as np
import pytest

from lanterne_media.curves import Grid
from lanterne_media.model import Aim, Codec
from lanterne_media.thrift import excess

FACTORS = np.array([20.0, 30.0, 40.0])


def grid(*vmaf, frames=(100.0, 100.0)):
    bits = np.array([[4000.0, 2000.0, 1000.0], [16000.0, 8000.0, 4000.0]])
    return Grid(Codec.H264, (640, 360), FACTORS, bits, np.array(vmaf), np.array(frames))


def test_where_all_shots_have_one_factor_nothing_is_saved():
    alike = grid([100.0, 90, 80], [90.0, 80, 70])
    assert excess(alike, [Aim(30.0), Aim(30.0)]) == pytest.approx((1.0, 1.0))


def test_the_same_mean_is_compared_with():
    # 100 and 70 make 85, which both shots give together at 30.
    alike = grid([100.0, 90, 80], [90.0, 80, 70])
    assert excess(alike, [Aim(20.0), Aim(40.0)]) == pytest.approx((0.5, 2.0))


def test_a_longer_shot_weighs_more():
    # (3 × 100 + 70) / 4 = 92.5, which is met half-way between 20 and 30.
    long = grid([100.0, 90, 80], [90.0, 80, 70], frames=(300.0, 100.0))
    factor = 20 + 10 * (97.5 - 92.5) / 10
    flat = 4000 * 0.5 ** ((factor - 20) / 10), 16000 * 0.5 ** ((factor - 20) / 10)
    found = excess(long, [Aim(20.0), Aim(40.0)])
    assert found == pytest.approx((flat[0] / 4000, flat[1] / 4000))


def test_without_trials_nothing_can_be_said():
    assert excess(None, [Aim(20.0), Aim(30.0)]) == (None, None)
