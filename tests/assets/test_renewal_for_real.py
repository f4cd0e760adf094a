"""A published film is tried and encoded anew: real tools, a tiny film."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lanterne.assets import queries, services
from lanterne.assets.gains import Verdict
from lanterne.assets.rules import JobState
from lanterne_media import model
from lanterne_media.model import Stage
from tests.assets.conftest import ACTOR
from tests.assets.films import a_clip
from tests.assets.test_publish import TINY, accepted, publish

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def by(monkeypatch, preset: str) -> None:
    """From now on the policy of the film has another preset, as it would by better tools."""
    monkeypatch.setitem(model.POLICIES, "tiny", replace(TINY, most_rungs=2, h264_preset=preset))


@pytest.fixture
def film(transactional_db, tmp_path) -> Path:
    return a_clip(tmp_path / "voyage.mp4", size="160x90")


def test_a_better_preset_is_foretold_and_takes_its_place_and_a_worse_one_is_left_out(
    title, film, monkeypatch, settings
):
    by(monkeypatch, "ultrafast")
    accepted(title, film)
    publish()
    before = queries.publication(title_id=title)
    by(monkeypatch, "slow")
    trials = services.estimate(title_id=title, actor=ACTOR)
    publish()
    card = queries.job(job_id=trials)
    assert (card.state, card.sentence) == (JobState.DONE, "")
    assert card.estimate.gain.share > 0.1
    assert {step.stage for step in card.steps} == {
        Stage.PROBE,
        Stage.CONFORM,
        Stage.SHOTS,
        Stage.TRIALS,
        Stage.CUT,
    }
    assert "ffmpeg" in card.estimate.tools
    assert queries.publication(title_id=title) == before
    better = services.renew(title_id=title, actor=ACTOR)
    publish()
    card = queries.job(job_id=better)
    assert (card.state, card.outcome.verdict) == (JobState.DONE, Verdict.IN_PLACE)
    assert card.outcome.gain.share > 0.1
    assert Stage.FIRST_LIGHT not in {step.stage for step in card.steps}
    after = queries.publication(title_id=title)
    assert (before.revision, after.revision, after.is_final) == (2, 3, True)
    for one in (before, after):
        assert queries.open_file(folder=one.folder, path="manifest.mpd") is not None
    by(monkeypatch, "ultrafast")
    worse = services.renew(title_id=title, actor=ACTOR)
    publish()
    assert queries.job(job_id=worse).outcome.verdict is not Verdict.IN_PLACE
    assert queries.publication(title_id=title) == after
    assert list(Path(settings.WORKSHOP).iterdir()) == []
