"""The plan's limit of simultaneous streams, when everybody presses play at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from lanterne.playback import services
from lanterne.playback.models import PlaySession
from lanterne.playback.rules import Reason
from tests.cast import subscribe
from tests.screening import NOW

CROWD = 20


def threads_share_the_database() -> bool:
    """SQLite in memory belongs to one connection; test_both_databases.py brings a file."""
    return connection.vendor != "sqlite" or not connection.is_in_memory_db()


@pytest.mark.django_db(transaction=True)
def test_twenty_simultaneous_plays_are_granted_exactly_the_plans_limit(stranger, film):
    if not threads_share_the_database():
        pytest.skip("needs a database that threads share")
    subscribe(stranger.household_id, plan="duo", at=NOW - timedelta(days=1))
    start = Barrier(CROWD)

    def play(_):
        start.wait(timeout=60)
        try:
            services.start_session(
                seat=services.Seat(stranger.household_id, stranger.profile_id, uuid4()),
                title_id=film.title_id,
                at=NOW,
            )
        except services.NotAllowed as no:
            return no.reason
        else:
            return "granted"
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as crowd:
        answers = list(crowd.map(play, range(CROWD)))
    assert sorted(answers) == ["granted"] * 2 + [Reason.TOO_MANY_STREAMS] * (CROWD - 2)
    assert PlaySession.objects.filter(ended_at=None).count() == 2
