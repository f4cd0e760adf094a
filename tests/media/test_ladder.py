"""The ladder is arithmetic: sizes, trials, the hull of the measured curves, and the steps that stand on it."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lanterne_media import ladder
from lanterne_media.ladder import Film
from lanterne_media.model import Codec, Encoder, Ladder, Policy, Rung, Trial

POLICY = Policy()
H264 = Policy(codecs=(Codec.H264,))
BIG, SMALL = (640, 360), (320, 180)
# Ten seconds at 25 frames each, in one shot.
WHOLE = Film((250,), 10.0)


def points(size, *measured, codec=Codec.H264, shot=0):
    """``(crf, kilobits per second, vmaf)`` each."""
    preset = ladder.preset(codec, POLICY)
    return [
        Trial(shot, codec, *size, crf, preset, 10_000.0 * kilobits, vmaf)
        for crf, kilobits, vmaf in measured
    ]


def steps(codec, trials, policy, film=WHOLE):
    return ladder.steps(ladder.curves_of(codec, trials, film), codec, film, policy)


def choose(trials, policy, film=WHOLE):
    return ladder.choose(trials, film, policy)


# A film of which the small size is the better choice below VMAF 80.
FILM = [
    *points(BIG, (18.0, 4000, 98.0), (28.0, 1200, 88.0), (38.0, 500, 60.0)),
    *points(SMALL, (18.0, 1500, 84.0), (28.0, 500, 76.0), (38.0, 160, 50.0)),
]


QUICK = settings(max_examples=40, deadline=None)


# Sizes


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        ((1920, 1080), [(1920, 1080), (1280, 720), (768, 432), (512, 288), (256, 144)]),
        ((1080, 1920), [(1080, 1920), (720, 1280), (432, 768), (288, 512), (144, 256)]),
        ((640, 360), [(640, 360), (512, 288), (384, 216), (256, 144)]),
        ((320, 180), [(320, 180), (256, 144)]),
        ((100, 100), [(100, 100)]),
        ((2, 2), [(2, 2)]),
    ],
)
def test_a_picture_is_tried_at_its_own_size_and_at_smaller_ones(display, expected):
    assert list(ladder.sizes(display, POLICY)) == expected


def test_nothing_is_taller_than_the_policy_allows():
    assert ladder.sizes((3840, 2160), Policy(tallest=720))[0] == (1280, 720)


lengths = st.integers(1, 4320).map(lambda half: half * 2)


@QUICK
@given(width=lengths, height=lengths, tallest=st.integers(72, 2160))
def test_sizes_never_upscale_and_never_repeat(width, height, tallest):
    found = ladder.sizes((width, height), Policy(tallest=tallest * 2))
    assert 1 <= len(found) <= POLICY.most_trial_sizes
    for one in found:
        assert one[0] <= width
        assert one[1] <= height
        assert one[0] % 2 == one[1] % 2 == 0
    for above, below in pairwise(found):
        assert min(below) < min(above)
        assert max(below) <= max(above)


@QUICK
@given(width=st.integers(72, 2160), height=st.integers(72, 2160))
def test_a_turned_picture_has_turned_sizes(width, height):
    upright = ladder.sizes((2 * width, 2 * height), POLICY)
    assert [(h, w) for w, h in ladder.sizes((2 * height, 2 * width), POLICY)] == list(upright)


# Trials


def test_trials_are_every_codec_at_every_size_at_a_few_factors_as_viewers_get_them():
    assert ladder.trials((320, 180), POLICY) == (
        (Rung(Codec.H264, 320, 180, 22.0, "medium"), Rung(Codec.H264, 320, 180, 34.0, "medium")),
        (Rung(Codec.H264, 256, 144, 22.0, "medium"), Rung(Codec.H264, 256, 144, 34.0, "medium")),
        (Rung(Codec.AV1, 320, 180, 33.0, "7"), Rung(Codec.AV1, 320, 180, 56.0, "7")),
        (Rung(Codec.AV1, 256, 144, 33.0, "7"), Rung(Codec.AV1, 256, 144, 56.0, "7")),
    )


def test_large_pictures_are_tried_one_at_a_time():
    tried = ladder.trials((3840, 2160), H264)
    assert [(len(group), group[0].height) for group in tried] == [
        (1, 2160), (1, 2160), (2, 1080), (2, 540), (2, 288), (2, 144),
    ]  # fmt: skip


def test_a_chip_is_tried_one_encode_at_a_time_and_small_pictures_are_left_to_software():
    tried = ladder.trials((640, 360), H264, {Codec.H264: Encoder.QSV, Codec.AV1: Encoder.NVENC})
    assert [(len(group), group[0].height, group[0].encoder) for group in tried] == [
        *[(1, 360, Encoder.QSV)] * 3,
        *[(1, 288, Encoder.QSV)] * 3,
        *[(1, 216, Encoder.QSV)] * 3,
        (2, 144, Encoder.SOFTWARE),
    ]


def test_a_rung_is_made_by_the_encoder_that_its_size_was_tried_with():
    film = [
        *(replace(one, encoder=Encoder.NVENC) for one in FILM if one.width == BIG[0]),
        *(one for one in FILM if one.width == SMALL[0]),
    ]
    rungs = choose(film, H264).rungs
    assert {(rung.width, rung.encoder) for rung in rungs} == {
        (640, Encoder.NVENC),
        (320, Encoder.SOFTWARE),
    }


def test_the_rest_of_a_film_is_tried_only_where_scouts_found_rungs():
    tried = tuple(
        tuple(Rung(Codec.H264, *size, crf, "veryfast") for crf in (18.0, 28.0, 38.0))
        for size in (BIG, SMALL, (160, 90))
    )
    tiny = points((160, 90), (18.0, 1400, 40.0), (28.0, 800, 30.0), (38.0, 400, 20.0))
    assert ladder.likely(tried, [*FILM, *tiny], WHOLE, H264) == [tried[0], tried[1]]


def test_a_size_that_only_scouts_were_tried_at_carries_no_rung():
    scouted = points((160, 90), (18.0, 10, 99.0), (28.0, 5, 98.0), (38.0, 2, 97.0))
    assert set(ladder.grids_of(Codec.H264, [*UNEVEN, *scouted], TWO)) == {BIG}


def test_the_part_of_a_film_that_scouts_stand_for_lasts_its_share():
    assert Film((100, 200, 300), 24.0).of([0, 2]) == Film((100, 300), 16.0)


# Choice


def test_steps_go_down_at_one_ratio_of_bits_but_never_by_less_than_the_eye_can_tell():
    found = steps(Codec.H264, FILM, H264)
    # From the best, the last six points cost more than the ratio of the others.
    assert [round(step.vmaf, 1) for step in found] == [95.1, 89.0, 80.4, 74.2, 64.0, 48.4]


def test_each_step_stands_at_the_size_that_is_cheapest_there():
    assert [step.size for step in steps(Codec.H264, FILM, H264)] == [BIG, BIG, *[SMALL] * 4]


def test_a_rung_is_named_after_the_factor_of_its_middle_shot():
    found = choose(FILM, H264)
    factors = [23.0, 27.5, 24.0, 29.0, 33.5, 38.5]
    assert [rung.crf for rung in found.rungs] == factors
    assert [[aim.crf for aim in aims] for aims in found.aims] == [[crf] for crf in factors]


def test_the_ladder_keeps_the_trials_it_was_chosen_by_and_the_curves_they_make():
    found = choose(FILM, H264)
    assert found.trials == tuple(FILM)
    of_size = [point for point in found.points if (point.width, point.height) == SMALL]
    assert (of_size[0].crf, of_size[-1].crf) == (16.0, 40.0)
    [tried] = [point for point in found.points if (point.height, point.crf) == (180, 40.0)]
    assert tried.bits_per_second == pytest.approx(160_000 * (160 / 500) ** (2 / 10), rel=0.1)


def test_a_codec_without_trials_has_no_rungs():
    assert choose([], POLICY) == Ladder((), (), (), ())
    assert steps(Codec.AV1, FILM, POLICY) == ()


def test_each_codec_stands_on_its_own_trials():
    av1 = points(SMALL, (24.0, 900, 90.0), (60.0, 100, 50.0), codec=Codec.AV1)
    rungs = choose([*FILM, *av1], POLICY).rungs
    assert [rung for rung in rungs if rung.codec is Codec.H264] == list(choose(FILM, H264).rungs)
    assert {(rung.width, rung.height) for rung in rungs if rung.codec is Codec.AV1} == {SMALL}


def test_a_film_so_easy_that_every_trial_is_transparent_gets_its_cheapest_trial_only():
    easy = [
        *points(BIG, (18.0, 90, 99.9), (38.0, 30, 99.0)),
        *points(SMALL, (18.0, 40, 98.0), (38.0, 10, 97.0)),
    ]
    [rung] = choose(easy, H264).rungs
    assert (rung.width, rung.height, rung.preset) == (*SMALL, "medium")
    assert rung.crf >= 38.0


def test_a_film_that_no_trial_makes_good_begins_at_its_best():
    hard = points(BIG, (18.0, 9000, 70.0), (38.0, 3000, 40.0))
    found = steps(Codec.H264, hard, H264)
    assert found[0].share.factors == (16.0,)
    assert found[0].vmaf == pytest.approx(70.5, abs=0.1)
    assert found[-1].share.factors == (40.0,)


def test_the_ladder_ends_where_the_least_bandwidth_is_reached():
    cheap = points(SMALL, (18.0, 1000, 96.0), (28.0, 150, 80.0), (38.0, 20, 30.0))
    assert steps(Codec.H264, cheap, H264)[-1].vmaf == pytest.approx(80.0, abs=0.5)


def test_a_bad_line_gets_something_it_can_carry_though_it_looks_nearly_as_good():
    easy = points(SMALL, (18.0, 400, 96.0), (28.0, 140, 90.0), (38.0, 100, 85.0))
    found = steps(Codec.H264, easy, H264)
    assert [round(step.vmaf, 1) for step in found] == [95.1, 91.0]
    # Within half a rate factor of it.
    assert found[-1].bits == pytest.approx(10 * 150_000, rel=0.05)


def test_a_wobble_in_the_measurements_does_not_turn_the_ladder_back():
    wobbly = points(BIG, (18.0, 1000, 90.0), (28.0, 1010, 91.0), (38.0, 100, 60.0))
    found = steps(Codec.H264, wobbly, H264)
    assert found[0].vmaf == pytest.approx(90.7, abs=0.1)
    assert [above.bits > below.bits for above, below in pairwise(found)] == [True] * (
        len(found) - 1
    )


# A film of a hard shot and an easy one


TWO = Film((125, 125), 10.0)
UNEVEN = [
    *points(BIG, (16.0, 3000, 96.0), (28.0, 900, 80.0), (40.0, 300, 40.0)),
    *points(BIG, (16.0, 300, 98.0), (28.0, 90, 92.0), (40.0, 30, 80.0), shot=1),
]


def test_no_bits_could_be_moved_between_shots_for_more_quality():
    for step in steps(Codec.H264, UNEVEN, H264, TWO):
        [curve] = ladder.curves_of(Codec.H264, UNEVEN, TWO)
        bits, vmaf = curve.grid.bits, curve.grid.vmaf
        rivals = [
            (bits[0, one] + bits[1, two], (vmaf[0, one] + vmaf[1, two]) / 2)
            for one in range(bits.shape[1])
            for two in range(bits.shape[1])
            if vmaf[0, one] > step.vmaf - 8
        ]
        better = [rival for rival in rivals if rival[1] > step.vmaf and rival[0] < step.bits]
        assert better == []


def test_bits_go_where_they_buy_most():
    top = steps(Codec.H264, UNEVEN, H264, TWO)[0]
    # A point of the easy shot costs a tenth: it is lifted higher, and still takes a fraction of the bits.
    assert top.share.vmaf[1] > top.share.vmaf[0]
    assert top.share.bits[0] > 5 * top.share.bits[1]


def test_no_shot_is_left_far_behind_the_film():
    for step in steps(Codec.H264, UNEVEN, H264, TWO):
        assert min(step.share.vmaf) >= step.vmaf - 8.5


@st.composite
def measured(draw):
    """Trials of a few sizes, each with bits and quality that fall as the factor rises, as measurements do."""
    found = []
    count = draw(st.integers(2, 4))
    for height in draw(
        st.lists(st.sampled_from((144, 216, 360, 540, 720)), unique=True, min_size=1)
    ):
        qualities = draw(st.lists(st.floats(5, 100), min_size=count, max_size=count))
        rates = draw(st.lists(st.floats(1e3, 2e7), min_size=count, max_size=count))
        factors = [18.0 + 20.0 * n / (count - 1) for n in range(count)]
        ordered = zip(factors, sorted(rates)[::-1], sorted(qualities)[::-1], strict=True)
        found += [
            Trial(0, Codec.H264, height * 2, height, factor, "veryfast", 10 * rate, vmaf)
            for factor, rate, vmaf in ordered
        ]
    return found


policies = st.builds(
    Policy,
    codecs=st.just((Codec.H264,)),
    top_vmaf=st.floats(60, 99),
    vmaf_step=st.floats(1, 12),
    most_rungs=st.integers(1, 10),
    bottom_bits_per_second=st.integers(1_000, 2_000_000),
)


@QUICK
@given(film=measured(), policy=policies)
def test_whatever_was_measured_steps_fall_in_quality_and_in_bits(film, policy):
    found = steps(Codec.H264, film, policy)
    assert 1 <= len(found) <= policy.most_rungs
    for above, below in pairwise(found):
        assert above.vmaf - below.vmaf >= ladder.ALIKE * policy.vmaf_step
        assert above.bits > below.bits


@QUICK
@given(film=measured(), policy=policies)
def test_whatever_was_measured_the_first_step_reaches_what_can_be_reached(film, policy):
    reachable = max(point.vmaf for point in film)
    first = steps(Codec.H264, film, policy)[0]
    # Factors come in halves: the film may end a half above what was asked.
    assert first.vmaf >= min(policy.top_vmaf, reachable) - 100 / 20


@QUICK
@given(film=measured(), policy=policies)
def test_whatever_was_measured_rungs_are_distinct_and_within_the_trials(film, policy):
    rungs = choose(film, policy).rungs
    assert len(set(rungs)) == len(rungs)
    for rung in rungs:
        assert (rung.width, rung.height) in {(point.width, point.height) for point in film}
        assert 16.0 <= rung.crf <= 40.0


# Finished rungs


@pytest.mark.parametrize(
    ("qualities", "kept"),
    [
        ((), ()),
        ((95.0,), (0,)),
        ((95.0, 80.0, 60.0), (0, 1, 2)),
        # The middle one looks like the best.
        ((95.0, 92.0, 60.0), (0, 2)),
        # The middle one looks like the lightest.
        ((95.0, 63.0, 60.0), (0, 2)),
        # The lightest looks like the best.
        ((95.0, 94.0), (0,)),
        ((95.0, 89.0, 83.0), (0, 1, 2)),
        # A little nearer than it was meant to stand, but without it there would be a hole.
        ((95.0, 90.0, 60.0), (0, 1, 2)),
    ],
)
def test_of_rungs_that_came_out_alike_one_is_kept(qualities, kept):
    assert ladder.distinct(qualities, POLICY) == kept


@QUICK
@given(st.lists(st.floats(0, 100), max_size=8))
def test_kept_rungs_are_always_a_step_apart(qualities):
    ordered = sorted(qualities, reverse=True)
    kept = ladder.distinct(ordered, POLICY)
    assert kept[:1] == ((0,) if ordered else ())
    for above, below in pairwise(kept):
        assert ordered[above] - ordered[below] >= ladder.ALIKE * POLICY.vmaf_step
