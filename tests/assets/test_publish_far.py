"""A job whose shots are tried and encoded on other machines."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import close_old_connections

from lanterne.assets import queries, services, tasks
from lanterne.assets.models import Publication
from lanterne.assets.rules import JobState
from lanterne_media.model import Stage, StageBegan
from tests.assets.conftest import ACTOR
from tests.assets.test_publish import accepted, film, publish, tiny, verify_with
from tests.media.farm.cluster import Cluster

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
__all__ = ["film", "tiny"]


@pytest.fixture
def cluster(tmp_path, settings):
    made = Cluster(tmp_path)
    settings.FARM = f"dask://127.0.0.1:{made.address.port}"
    settings.FARM_STORE = made.store
    yield made
    made.close()


def lying(cluster):
    return [path for path in (cluster.folder / "store").rglob("*") if path.is_file()]


def test_it_becomes_the_same_streams_and_leaves_nothing_in_the_store(
    title, film, settings, cluster, capfd
):
    cluster.hire()
    job_id = accepted(title, film)
    publish()
    card = queries.job(job_id=job_id)
    assert (card.state, card.sentence) == (JobState.DONE, "")
    assert [step.stage for step in card.steps if not step.is_over] == []
    streams = queries.publication(title_id=title)
    keys = queries.content_keys(publication_id=streams.id)
    assert verify_with(Path(settings.STREAMS) / streams.folder, keys) == []
    journal = capfd.readouterr().err
    assert '"is": "finished"' in journal
    assert journal.count('"is": "begun"') == journal.count('"is": "finished"')
    assert lying(cluster) == []


def test_cancelled_while_no_machine_is_there_it_ends(title, film, cluster, monkeypatch):
    monkeypatch.setattr(tasks, "HEARTBEAT", tasks.HEARTBEAT / 20)
    job_id = accepted(title, film)

    def cancel_when_placed(event):
        if isinstance(event, StageBegan) and event.stage is Stage.TRIALS:
            services.cancel(job_id=job_id, actor=ACTOR)
            close_old_connections()

    publish(cancel_when_placed)
    assert queries.job(job_id=job_id).state is JobState.CANCELLED
    assert not Publication.objects.filter(is_final=True).exists()
