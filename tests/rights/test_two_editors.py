"""Two editors who grant the same period at the same moment: one of them is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from lanterne.rights import queries, services
from tests.titles import a_film, a_window

CROWD = 6


@pytest.mark.django_db(transaction=True)
def test_of_simultaneous_grants_of_one_period_exactly_one_holds():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("needs a database that threads share")
    film = a_film()
    start = Barrier(CROWD)

    def grant(day):
        start.wait(timeout=60)
        try:
            a_window(film, "FR", datetime(2027, 3, 1 + day, tzinfo=UTC))
        except services.WindowOverlaps:
            return "refused"
        else:
            return "granted"
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as crowd:
        answers = list(crowd.map(grant, range(CROWD)))
    assert sorted(answers) == ["granted"] + ["refused"] * (CROWD - 1)
    assert len(queries.windows(title_id=film)) == 1
