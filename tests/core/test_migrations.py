"""What the migrations of this room do to lines that were written before them."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from lanterne.core import audit

naming = import_module("lanterne.core.migrations.0002_actions_name_their_app")


def actions() -> set[str]:
    return set(audit.actions())


@pytest.mark.django_db
def test_lines_of_old_are_found_under_the_names_of_today():
    for action in ("grant_window", "job.failed", "rate", "accounts.add_profile"):
        audit.record(actor="user:3", action=action, subject="title:1", detail={"kept": action})
    then = MigrationLoader(None).project_state(("core", "0001_initial")).apps
    naming.name_the_app(then, connection.schema_editor())
    today = {"rights.grant_window", "assets.job_failed", "catalogue.rate", "accounts.add_profile"}
    assert actions() == today
    (line,) = audit.search(action="rights.grant_window")
    assert (line.actor, line.subject, line.detail) == (
        "user:3",
        "title:1",
        {"kept": "grant_window"},
    )
    naming.forget_the_app(then, connection.schema_editor())
    assert actions() == {"grant_window", "job.failed", "rate", "accounts.add_profile"}
