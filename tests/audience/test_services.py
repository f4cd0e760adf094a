"""Counting what players tell, in whatever order it arrives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lanterne.audience import queries, services
from lanterne.audience.models import Beat, Viewing
from lanterne.audience.rules import Message
from lanterne.playback import queries as playback_queries
from lanterne.playback import services as playback
from lanterne.playback.services import NotAllowed, UnknownSession
from tests.cast import a_household, subscribe
from tests.screening import NOW, SOFA


@dataclass(frozen=True)
class Viewer:
    household_id: int
    profile_id: int
    session_id: object
    title_id: int

    def tell(self, sequence, ranges, *, position=50.0, at=NOW, household_id=None):
        return services.record_beat(
            session_id=self.session_id,
            household_id=household_id or self.household_id,
            message=Message(sequence, position, tuple(ranges)),
            at=at,
        )

    def leave(self, sequence, ranges, *, position=50.0, at=NOW, household_id=None):
        services.record_stop(
            session_id=self.session_id,
            household_id=household_id or self.household_id,
            message=Message(sequence, position, tuple(ranges)),
            at=at,
        )

    @property
    def place(self):
        return playback_queries.resume_point(profile_id=self.profile_id, title_id=self.title_id)

    @property
    def seconds(self):
        return queries.seconds_watched(title_id=self.title_id)


@pytest.fixture
def viewer(plans, film):
    person = a_household("subscriber@example.com", "Camille", territory="FR", language="fr")
    subscribe(person.household_id, at=NOW - timedelta(days=1))
    started = playback.start_session(
        seat=playback.Seat(person.household_id, person.profile_id, SOFA),
        title_id=film.title_id,
        at=NOW,
    )
    return Viewer(person.household_id, person.profile_id, started.session_id, film.title_id)


def test_each_second_is_counted_once_however_often_it_is_played(viewer):
    viewer.tell(1, [(0, 10)])
    viewer.tell(2, [(5, 12), (0, 3)])
    viewer.tell(3, [(0, 12)])
    assert viewer.seconds == 12.0


def test_a_repeated_message_changes_nothing(viewer):
    viewer.tell(1, [(0, 10)])
    before = Viewing.objects.values().get()
    viewer.tell(1, [(20, 30)])
    assert Viewing.objects.values().get() == before
    assert Beat.objects.count() == 1


def test_a_late_message_counts_and_does_not_move_the_place_back(viewer):
    viewer.tell(2, [(10, 20)], position=20.0)
    viewer.tell(1, [(0, 10)], position=10.0)
    assert viewer.seconds == 20.0
    place = playback_queries.resume_point(profile_id=viewer.profile_id, title_id=viewer.title_id)
    assert place == 20.0


def test_more_than_the_wall_clock_allows_is_cut_and_noted(viewer):
    viewer.tell(1, [(0, 100)], at=NOW + timedelta(seconds=10))
    assert viewer.seconds == 50.0
    beat = Beat.objects.get()
    assert (beat.claimed, beat.counted) == (100.0, 50.0)


def test_many_plausible_messages_together_stay_plausible(viewer):
    for number, start in enumerate((0, 25, 50, 75)):
        viewer.tell(number, [(start, start + 25)], at=NOW + timedelta(seconds=5))
    assert viewer.seconds == 40.0
    viewer.tell(9, [], at=NOW + timedelta(seconds=20))
    assert viewer.seconds == 70.0


def test_what_lies_outside_the_title_is_not_counted(viewer):
    viewer.tell(1, [(95, 400)], at=NOW + timedelta(seconds=50))
    assert viewer.seconds == 5.0


def test_two_sessions_are_two_viewings(viewer, film):
    viewer.tell(1, [(0, 10)])
    second = playback.start_session(
        seat=playback.Seat(viewer.household_id, viewer.profile_id, SOFA),
        title_id=film.title_id,
        at=NOW + timedelta(seconds=1),
    )
    again = Viewer(viewer.household_id, viewer.profile_id, second.session_id, film.title_id)
    again.tell(1, [(0, 10)], at=NOW + timedelta(seconds=1))
    assert viewer.seconds == 20.0
    latest, first = queries.viewings(title_id=film.title_id)
    assert (latest.session, first.session) == (second.session_id, viewer.session_id)
    assert first.ranges == ((0.0, 10.0),)
    assert (first.seconds, first.territory, first.started_at) == (10.0, "FR", NOW)


def test_a_message_of_another_household_is_refused_and_counts_nothing(viewer, stranger):
    with pytest.raises(UnknownSession):
        viewer.tell(1, [(0, 10)], household_id=stranger.household_id)
    assert not Viewing.objects.exists()


def test_a_message_long_after_the_end_is_refused_and_counts_nothing(viewer):
    viewer.tell(1, [(0, 10)])
    playback.stop(session_id=viewer.session_id, household_id=viewer.household_id, at=NOW)
    with pytest.raises(NotAllowed):
        viewer.tell(2, [(10, 20)], at=NOW + timedelta(seconds=10))
    assert viewer.seconds == 10.0


def test_the_last_message_travels_with_the_stop(viewer):
    viewer.tell(1, [(0, 10)], position=10.0)
    viewer.leave(2, [(10, 14)], position=14.0, at=NOW + timedelta(seconds=14))
    assert viewer.seconds == 14.0
    assert viewer.place == 14.0


def test_a_beat_that_the_stop_overtook_counts_and_does_not_move_the_place_back(viewer):
    viewer.leave(2, [(10, 14)], position=14.0, at=NOW + timedelta(seconds=14))
    viewer.tell(1, [(0, 10)], position=10.0, at=NOW + timedelta(seconds=15))
    assert (viewer.seconds, viewer.place) == (14.0, 14.0)


def test_a_stop_without_a_message_counts_nothing(viewer):
    services.record_stop(
        session_id=viewer.session_id, household_id=viewer.household_id, message=None, at=NOW
    )
    assert not Viewing.objects.exists()
    viewer.leave(1, [(0, 10)], position=10.0)
    assert not Viewing.objects.exists()
    assert viewer.place == 0.0


def test_a_stop_of_another_household_is_refused_and_ends_nothing(viewer, stranger):
    with pytest.raises(UnknownSession):
        viewer.leave(1, [(0, 10)], household_id=stranger.household_id)
    viewer.tell(1, [(0, 10)])
    assert viewer.seconds == 10.0


def test_a_title_nobody_watched_has_no_seconds(film):
    assert queries.seconds_watched(title_id=film.title_id) == 0.0
    assert queries.viewings(title_id=film.title_id) == ()


spans = st.lists(st.tuples(st.integers(0, 110), st.integers(0, 110)), max_size=3)
# Each message has its own time of arrival, as late as it likes within the lease.
beats = st.lists(st.tuples(spans, st.integers(0, 50)), min_size=1, max_size=5)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=beats, data=st.data())
def test_any_order_and_any_repetition_give_the_same_seconds(viewer, told, data):
    numbered = list(enumerate(told))
    shuffled = data.draw(st.permutations(numbered + numbered[: len(numbered) // 2 + 1]))
    counts = []
    for order in (numbered, shuffled):
        with transaction.atomic():
            for sequence, (ranges, second) in order:
                viewer.tell(sequence, ranges, at=NOW + timedelta(seconds=second))
            counts.append(viewer.seconds)
            transaction.set_rollback(True)
    assert counts[0] == counts[1]
