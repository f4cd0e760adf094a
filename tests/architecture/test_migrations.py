"""Migrations say all that the tables say, in one line; asked without a database."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

OURS = sorted(app.label for app in apps.get_app_configs() if app.name in settings.FIRST_PARTY_APPS)


@pytest.fixture(scope="module")
def loader():
    return MigrationLoader(None, ignore_no_migrations=True)


def test_every_change_of_a_table_has_its_migration(loader):
    detector = MigrationAutodetector(
        loader.project_state(), ProjectState.from_apps(apps), NonInteractiveMigrationQuestioner()
    )
    missing = detector.changes(graph=loader.graph)
    assert {app: missing[app] for app in OURS if app in missing} == {}


def test_the_migrations_of_an_app_are_one_line(loader):
    assert loader.detect_conflicts() == {}
