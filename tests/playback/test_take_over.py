"""A second window of the same device, while the first tells where it is: one of them plays, never both."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from lanterne.playback import queries, services
from lanterne.playback.models import PlaySession
from lanterne.playback.rules import Reason
from tests.cast import subscribe
from tests.screening import NOW, SOFA

WINDOWS = 8


@pytest.mark.django_db(transaction=True)
def test_of_windows_opened_at_once_one_plays_and_the_others_are_told(stranger, film):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("needs a database that threads share")
    subscribe(stranger.household_id, plan="solo", at=NOW - timedelta(days=1))
    begin, tell = Barrier(WINDOWS), Barrier(WINDOWS)

    def window(number):
        try:
            begin.wait(timeout=60)
            own = services.start_session(
                seat=services.Seat(stranger.household_id, stranger.profile_id, SOFA),
                title_id=film.title_id,
                at=NOW + timedelta(milliseconds=number),
            ).session_id
            tell.wait(timeout=60)
            try:
                services.beat(
                    session_id=own,
                    household_id=stranger.household_id,
                    position=10.0 + number,
                    at=NOW + timedelta(seconds=1),
                )
            except services.NotAllowed as no:
                return own, no.reason
            return own, "plays"
        finally:
            connection.close()

    with ThreadPoolExecutor(WINDOWS) as windows:
        told = dict(windows.map(window, range(WINDOWS)))
    assert sorted(told.values()) == sorted(["plays"] + [Reason.ELSEWHERE] * (WINDOWS - 1))
    [live] = PlaySession.objects.filter(ended_at=None)
    assert told[live.id] == "plays"
    where = queries.resume_point(profile_id=stranger.profile_id, title_id=film.title_id)
    assert where == 10.0 + (live.started_at - NOW) / timedelta(milliseconds=1)
