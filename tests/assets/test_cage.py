"""A film from outside is opened where something shuts it in, or where the operator took the risk."""

from __future__ import annotations

import pytest

from lanterne.assets import queries, services, tasks
from lanterne.assets.queries.cage import UNCAGED
from lanterne.assets.rules import REHEARSAL, JobState
from lanterne.core import clock
from lanterne_media.tools import Tools, sandbox
from tests.assets.conftest import ACTOR, uploaded

NONE = sandbox.Offers(bubblewrap=None, landlock_abi=0, has_seccomp=False)
ONLY_SECCOMP = sandbox.Offers(bubblewrap=None, landlock_abi=0, has_seccomp=True)
BUBBLEWRAP = sandbox.Offers(bubblewrap="/usr/bin/bwrap", landlock_abi=0, has_seccomp=False)
LANDLOCK = sandbox.Offers(bubblewrap=None, landlock_abi=3, has_seccomp=False)


@pytest.fixture
def machine(monkeypatch, settings):
    settings.ALLOW_UNCAGED = False

    def offering(offers: sandbox.Offers) -> None:
        monkeypatch.setattr(sandbox, "offers", lambda: offers)

    return offering


@pytest.mark.parametrize("offers", [BUBBLEWRAP, LANDLOCK])
def test_one_layer_that_hides_other_files_is_enough(machine, offers):
    machine(offers)
    assert queries.why_uncaged() is None


@pytest.mark.parametrize("offers", [NONE, ONLY_SECCOMP])
def test_without_such_a_layer_the_sentence_names_the_remedy(machine, offers):
    machine(offers)
    assert queries.why_uncaged() == UNCAGED
    assert "Install bubblewrap" in UNCAGED


def test_an_operator_may_take_the_risk(machine, settings):
    machine(NONE)
    settings.ALLOW_UNCAGED = True
    assert queries.why_uncaged() is None


def published(title, actor, monkeypatch) -> tuple[queries.JobCard, list[str]]:
    """The job as it ends when no tool can be started, and the tools that were asked for."""
    asked: list[str] = []

    def run(self, command, **_allowed):
        asked.append(command[0])
        raise OSError("no tool is started in this test")

    monkeypatch.setattr(Tools, "run", run)
    job_id = services.accept_mezzanine(
        title_id=title, upload_id=uploaded(title), policy_name="swift", actor=actor
    )
    _, owner = services.claim(at=clock.now())
    tasks.publish(job_id=job_id, owner=owner)
    return queries.job(job_id=job_id), asked


@pytest.mark.django_db(transaction=True)
def test_a_film_from_outside_is_refused_before_any_tool_sees_it(machine, title, monkeypatch):
    machine(NONE)
    card, asked = published(title, ACTOR, monkeypatch)
    assert (card.state, card.sentence, asked) == (JobState.FAILED, UNCAGED, [])


@pytest.mark.django_db(transaction=True)
def test_the_demos_own_film_needs_no_cage(machine, title, monkeypatch):
    machine(NONE)
    card, asked = published(title, REHEARSAL, monkeypatch)
    assert asked == ["ffprobe"]
    assert card.sentence == "no tool is started in this test"
