"""What the tests of this room share."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from lanterne.cli import service
from lanterne.cli.main import app

EXAMPLE = Path(__file__).parents[2] / "examples" / "france-2018"


@pytest.fixture
def ask(db, monkeypatch):
    """A command line of the product; its database is in its present form already."""
    monkeypatch.setattr(service, "prepare", lambda: None)

    def asked(*words, code=0):
        answer = CliRunner().invoke(app, [str(word) for word in words])
        assert answer.exit_code == code, answer.output
        return answer.output.splitlines()

    return asked


@pytest.fixture
def france(ask):
    """The example, taken in with its one command."""
    ask("example", EXAMPLE)
    return ask
