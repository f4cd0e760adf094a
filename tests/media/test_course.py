"""How quality goes through a film, in few enough figures."""

from __future__ import annotations

from lanterne_media import course
from lanterne_media.model import Moment


def moments(*scores, step=5):
    return [Moment(2 + step * n, score) for n, score in enumerate(scores)]


def test_a_short_film_keeps_every_judged_frame():
    found = course.of(moments(91.26, 88.0, 95.04), apart=1)
    assert found.frames == (2, 7, 12)
    assert found.mean == found.lowest == (91.3, 88.0, 95.0)


def test_a_long_film_keeps_the_mean_and_the_lowest_of_each_stretch():
    found = course.of(moments(*[90.0, 80.0] * course.MOST_STRETCHES), apart=1)
    assert len(found.frames) == course.MOST_STRETCHES
    assert (found.frames[1], found.mean[1], found.lowest[1]) == (12, 85.0, 80.0)


def test_the_worst_moments_lie_apart():
    found = course.of(moments(90, 50, 51, 92, 60, 70), apart=10)
    assert found.worst == (Moment(7, 50), Moment(22, 60))


def test_a_film_of_one_judged_frame_has_one_moment():
    assert course.of([Moment(0, 77.0)], apart=48).worst == (Moment(0, 77.0),)
