"""Two people at one upload: where transactions run side by side, one waits for the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, transaction

from lanterne.assets import services
from tests.assets.conftest import ACTOR, uploaded
from tests.playback.test_both_databases import passed, suite


@pytest.mark.slow
@pytest.mark.postgres
def test_an_accepted_upload_stays_on_postgresql(postgres_url):
    output = suite(__file__, "-k", "at_this_moment", DATABASE_URL=postgres_url)
    assert passed(output) == 1


@pytest.mark.django_db(transaction=True)
def test_a_film_that_is_accepted_at_this_moment_is_not_deleted(title, settings):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one transaction in at a time; the test above brings PostgreSQL")
    upload_id = uploaded(title)
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            services.accept_mezzanine(
                title_id=title, upload_id=upload_id, policy_name="standard", actor=ACTOR
            )
            given_up = other.submit(_abandon, upload_id)
            while not (_somebody_waits() or given_up.done()):
                pass
        with pytest.raises(services.NoSuchUpload):
            given_up.result()
    assert (Path(settings.UPLOADS) / str(upload_id)).read_bytes() == b"a film"


def _abandon(upload_id) -> None:
    try:
        services.abandon_upload(upload_id=upload_id, actor=ACTOR)
    finally:
        connection.close()


def _somebody_waits() -> bool:
    with connection.cursor() as asked:
        asked.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return asked.fetchone()[0] > 0
