"""What the tests of this room share."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from typer.testing import CliRunner

from lanterne.cli import service
from lanterne.cli.main import app
from tests.ready_database import lay

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


@pytest.fixture(scope="session")
def taken_in(django_db_setup, django_db_blocker, tmp_path_factory):
    """A database with the example, taken in with its one command; once for a process."""
    base = tmp_path_factory.mktemp("france") / "example.sqlite3"
    lay(base)
    with (
        django_db_blocker.unblock(),
        in_place_of_the_tests(base),
        mock.patch.object(service, "prepare"),
    ):
        answer = CliRunner().invoke(app, ["example", str(EXAMPLE)])
    assert answer.exit_code == 0, answer.output
    return base


@contextmanager
def in_place_of_the_tests(base):
    held = connection.settings_dict["NAME"]
    assert not connection.in_atomic_block, "ask for this before anything that asks the database"
    _connect(str(base))
    try:
        yield
    finally:
        _connect(held)


def _connect(name):
    connection.close()
    connection.settings_dict["NAME"] = name
    # A table has another number in each database, once a test has emptied one.
    ContentType.objects.clear_cache()


@pytest.fixture
def on_the_example(taken_in):
    with in_place_of_the_tests(taken_in):
        yield


@pytest.fixture
def france(on_the_example, ask):
    """The example, taken in; what a test does to it is taken back."""
    return ask
