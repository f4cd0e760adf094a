"""A film that a post house sends, through the worker with real tools, to the acceptance and the opening."""

from __future__ import annotations

import threading

import pytest

from lanterne.assets import queries as assets
from lanterne.assets import tasks
from lanterne.catalogue import services as catalogue
from lanterne.core import clock
from lanterne.deliveries import queries, services
from lanterne.rights.rules import Window
from lanterne_media import model
from tests.assets.films import a_clip
from tests.assets.test_publish import TINY
from tests.deliveries.conftest import ACTOR, MASTER, a_request, state, turn

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def quick(monkeypatch, settings):
    """The standard treatment of an evening, in seconds; known to this process only."""
    monkeypatch.setitem(model.POLICIES, "standard", TINY)
    settings.ALLOW_UNCAGED = True


def work() -> None:
    """The worker of ``lanterne worker``, for one job."""
    stopped = threading.Event()

    def hear_over(job_id: int) -> None:
        services.follow_job(job_id)
        stopped.set()

    tasks.work_until(stopped, hear_over=hear_over)


def test_a_film_that_a_post_house_sends_opens_in_france(visitor, moon, lab, markets, tmp_path):
    film = a_clip(tmp_path / "lune.mp4", size="160x90").read_bytes()
    asked = a_request(moon, MASTER, lab)
    assert visitor.send(asked, "lune.mp4", film).status_code == 201
    work()
    assert state(asked) == "processed"
    job = assets.job(job_id=queries.request(request_id=asked).job_id)
    assert [one["rules"] for one in job.verdicts] == ["streaming"]
    services.accept(request_id=asked, turn=turn(asked), actor=ACTOR)
    catalogue.localise(title_id=moon, language="fr", name="Lune", synopsis="…", actor=ACTOR)
    catalogue.rate(title_id=moon, territory="FR", label="U", minimum_age=0, actor=ACTOR)
    services.open_in_market(title_id=moon, window=Window("FR", clock.now()), actor=ACTOR)
    found = queries.readiness(title_id=moon, territory="FR", at=clock.now())
    assert (found.percent, found.is_complete) == (100, True)


def test_what_is_no_film_leaves_its_request_delivered_with_the_reason(visitor, moon, lab):
    asked = a_request(moon, MASTER, lab)
    visitor.send(asked, "lune.mov", b"This is a letter and no film.")
    work()
    assert state(asked) == "delivered"
    assert assets.latest_job(title_id=moon).state == "failed"
