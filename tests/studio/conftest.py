"""The console's people and titles. Its pages are drawn whole, each through every door: all of it is the slow part."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lanterne.assets.models import Mezzanine, PublishJob, PublishStep
from tests.titles import a_film

NOW = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.slow)


@pytest.fixture
def console(editor, sign_in, markets):
    """A browser in which the editor has signed in, with six open markets."""
    return sign_in(editor)


@pytest.fixture
def moon(db) -> int:
    return a_film("Le Voyage dans la Lune", year=1902, runtime_seconds=840)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    settings.WORKSHOP = tmp_path / "workshop"
    settings.STREAMS = tmp_path / "streams"
    settings.MEDIA_ROOT = tmp_path / "art"
    settings.FINDINGS = tmp_path / "findings"


def a_job(title_id: int, state: str = "failed", sentence: str = "", steps=(), **more) -> int:
    """A job as the worker left it; steps are (stage, units, done)."""
    film = Mezzanine.objects.create(
        title_id=title_id, path="moon.mov", file_name="moon.mov", accepted_at=NOW
    )
    if state == "running":
        more |= {"owner": "00000000-0000-0000-0000-000000000001", "lease_until": NOW}
    job = PublishJob.objects.create(
        mezzanine=film,
        policy="standard",
        actor="user:1",
        state=state,
        sentence=sentence,
        created_at=more.pop("created_at", NOW),
        began_at=NOW,
        **more,
    )
    for order, (stage, units, done) in enumerate(steps):
        began = NOW + timedelta(seconds=order)
        PublishStep.objects.create(job=job, stage=stage, units=units, done=done, began_at=began)
    return job.pk
