"""Where shots begin, and that they cover a film exactly."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lanterne_media.model import MediaRefused, Policy, Rate, Shot
from lanterne_media.probe import probe
from lanterne_media.shots import arrange, command, detect, typical

POLICY = Policy(shortest_shot=1, longest_shot=12)
SIZE = "s=320x180:r=25"


def takes(*sources):
    """A lavfi graph of several sources, one after the other."""
    named = ";".join(f"{source},setsar=1,format=yuv420p[t{n}]" for n, source in enumerate(sources))
    return f"{named};{''.join(f'[t{n}]' for n in range(len(sources)))}concat=n={len(sources)}"


def spans(shots):
    return [(shot.first, shot.frames) for shot in shots]


def test_a_cut_is_found_to_the_frame(tools, clip):
    picture = takes(f"testsrc2={SIZE}:d=2", f"smptebars={SIZE}:d=1.2", f"testsrc2={SIZE}:d=1.6")
    film = probe(clip(picture=picture, sound=None, seconds=4.8), run=tools)
    assert spans(detect(film, run=tools, policy=POLICY)) == [(0, 50), (50, 30), (80, 40)]


def test_a_moving_picture_without_a_cut_is_one_shot(tools, clip):
    film = probe(clip(picture=f"testsrc2={SIZE}", sound=None, seconds=3), run=tools)
    assert detect(film, run=tools, policy=POLICY) == (Shot(0, 0, 75, typical=26),)


def test_frames_are_counted_at_the_constant_rate(tools, clip):
    uneven = ("-vf", r"select='not(between(mod(n\,10)\,4\,6))'", "-fps_mode", "vfr")
    film = probe(clip(picture="color=s=64x64:r=30", sound=None, words=uneven), run=tools)
    assert sum(shot.frames for shot in detect(film, run=tools, policy=POLICY)) == 60


def test_a_typical_stretch_moves_as_the_whole_shot_does():
    still_and_wild = [9.0, *[0.0] * 40, *[8.0] * 40]
    found = typical(Shot(0, 1, 80), still_and_wild, 20)
    # Half of it before the change.
    assert still_and_wild[found : found + 20].count(8.0) == 10


def test_of_stretches_that_are_alike_the_most_central_is_typical():
    assert typical(Shot(0, 100, 80), [1.0] * 200, 20) in (129, 130)
    assert typical(Shot(0, 0, 10), [1.0] * 10, 24) == 0


@pytest.mark.parametrize("size", ["3x200", "200x3", "64x36"])
def test_any_shape_of_picture_is_looked_at(tools, clip, size):
    picture = f"color=s={size}:r=25,format=yuv444p"
    film = probe(clip(picture=picture, sound=None, seconds=1), run=tools)
    assert spans(detect(film, run=tools, policy=POLICY)) == [(0, 25)]


def test_a_film_that_became_unreadable_is_refused(tools, clip, tmp_path):
    film = probe(clip(sound=None), run=tools)
    (tmp_path / "film.mp4").write_text("no film any more")
    with pytest.raises(MediaRefused, match=r"^The picture of this film cannot be decoded\.$"):
        detect(replace(film, path=str(tmp_path / "film.mp4")), run=tools, policy=POLICY)


def test_the_command_asks_for_small_frames_of_the_first_picture(tools, clip):
    film = probe(clip(sound=None), run=tools)
    words = command(clip(sound=None), film.video)
    assert words[words.index("-map") :] == [
        *("-map", "0:0", "-vf", "fps=25/1,scale=256:144:flags=fast_bilinear"),
        *("-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "bgr24", "-"),
    ]


@pytest.mark.parametrize(
    ("cuts", "frames", "expected"),
    [
        ([], 100, [(0, 100)]),
        ([40], 100, [(0, 40), (40, 60)]),
        ([60, 40], 100, [(0, 40), (40, 60)]),
        ([40, 50, 70], 100, [(0, 40), (40, 30), (70, 30)]),
        ([10], 100, [(0, 100)]),
        ([90], 100, [(0, 100)]),
        ([0, 100, 400], 100, [(0, 100)]),
        ([], 301, [(0, 150), (150, 151)]),
        ([], 10, [(0, 10)]),
        ([], 0, []),
    ],
)
def test_short_shots_are_joined_and_long_ones_split(cuts, frames, expected):
    assert spans(arrange(cuts, frames, Rate(25), POLICY)) == expected


@given(
    cuts=st.lists(st.integers(-10, 5000), max_size=60),
    frames=st.integers(1, 4000),
    rate=st.sampled_from([Rate(8), Rate(24000, 1001), Rate(25), Rate(60)]),
    shortest=st.floats(0.1, 3),
    longest=st.floats(6, 20),
)
def test_shots_cover_every_frame_exactly_once(cuts, frames, rate, shortest, longest):
    policy = Policy(shortest_shot=shortest, longest_shot=longest)
    shots = arrange(cuts, frames, rate, policy)
    assert [shot.index for shot in shots] == list(range(len(shots)))
    assert [shot.first for shot in shots] == [0, *(shot.end for shot in shots[:-1])]
    assert shots[-1].end == frames
    assert max(shot.frames for shot in shots) <= rate.frames(longest)
    assert min(shot.frames for shot in shots) >= min(frames, rate.frames(shortest))


@given(cuts=st.lists(st.integers(0, 500), max_size=30), frames=st.integers(1, 500))
def test_shots_begin_at_a_cut_when_none_is_too_long(cuts, frames):
    policy = Policy(shortest_shot=1, longest_shot=60)
    assert {shot.first for shot in arrange(cuts, frames, Rate(25), policy)} <= {0, *cuts}


def test_ten_thousand_cuts_in_a_row_are_shots_of_a_second():
    shots = arrange(range(1, 10_000), 10_000, Rate(25), Policy())
    assert [(shot.first, shot.frames) for shot in shots] == [(n * 25, 25) for n in range(400)]


def test_two_hours_of_black_are_shots_as_long_as_allowed():
    shots = arrange([], 180_000, Rate(25), Policy())
    assert [(shot.first, shot.frames) for shot in shots] == [(n * 300, 300) for n in range(600)]
