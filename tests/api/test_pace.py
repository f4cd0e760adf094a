"""A token's requests are all counted, also those that come at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from lanterne.accounts.scopes import Scope
from tests.api.partners import a_program
from tests.playback.test_both_databases import passed, suite

CROWD, EACH = 6, 5


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_requests_at_once_none_goes_uncounted(editor, settings, time_machine):
    settings.API_REQUESTS_A_MINUTE = CROWD * EACH - 1
    time_machine.move_to("2027-03-01T12:00:00Z", tick=False)
    program, start = a_program(editor, scopes=[Scope.TITLES_READ]), Barrier(CROWD)

    def ask(_number):
        start.wait(timeout=60)
        try:
            return [program.get("/catalogue/titles").status_code for _ in range(EACH)]
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as crowd:
        answers = [code for codes in crowd.map(ask, range(CROWD)) for code in codes]
    assert sorted(answers) == [200] * (CROWD * EACH - 1) + [429]


@pytest.mark.slow
@pytest.mark.postgres
def test_none_goes_uncounted_on_postgresql(postgres_url):
    assert passed(suite("-k", "at_once", __file__, DATABASE_URL=postgres_url)) == 1
