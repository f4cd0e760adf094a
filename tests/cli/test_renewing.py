"""``lanterne renew``."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from lanterne.assets import queries
from lanterne.assets.rules import Purpose
from lanterne.cli import service
from lanterne.cli.main import app
from lanterne.core.errors import Refused
from tests.library import foretold


@pytest.fixture(autouse=True)
def awake(monkeypatch):
    monkeypatch.setattr(service, "awake", lambda: None)


def said(*words: str) -> str:
    result = CliRunner().invoke(app, ["renew", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def queued() -> list[tuple[int, Purpose]]:
    return [(job.title_id, job.purpose) for job in queries.jobs() if job.state == "queued"]


def test_alone_it_lists_the_library_and_queues_nothing(library):
    foretold(library[1], 0.5)
    text = said()
    assert "50.0%" in text
    assert "not estimated" in text
    assert queued() == []


def test_the_first_in_rank_are_queued_unless_it_is_only_tried(library):
    foretold(library[1], 0.5)
    said("--top", "2", "--dry-run")
    assert queued() == []
    assert "Queued: 1." in said("--top", "2")
    assert queued() == [(library[1], Purpose.RENEWAL)]


def test_the_most_watched_are_tried_first(library):
    said("--top", "1", "--estimate")
    assert queued() == [(library[0], Purpose.ESTIMATE)]


def test_named_titles_are_queued_and_the_others_say_why(library):
    assert "Queued: 1." in said(str(library[2]))
    text = said(str(library[2]), str(library[1]))
    assert "waiting already" in text
    assert "Queued: 1." in text
    with pytest.raises(Refused, match="no published title 404"):
        said("404")
