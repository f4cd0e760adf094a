"""The rows of everybody are asked once for many; none is shown what another may see, or what has changed."""

from __future__ import annotations

import importlib
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanterne.accounts.rules import ProfileCard
from lanterne.catalogue import services as catalogue
from lanterne.core import revision
from lanterne.playback.models import ResumePoint
from tests.cast import a_household
from tests.discovery.conftest import NOW

# What is kept is kept outside of transactions.
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HOUR = timedelta(hours=1)
MOMENT = timedelta(microseconds=1)
rows = importlib.import_module("lanterne.discovery.queries.home")


@pytest.fixture(autouse=True)
def fresh():
    rows._kept = rows.Answers(rows.MOST_KEPT)
    revision.watch()


def look(*, ceiling=None, language="fr", territory="FR", at=NOW):
    profile = ProfileCard(1, 1, "Camille", language, "amber", ceiling is not None, ceiling)
    return rows.home(household_id=1, profile=profile, territory=territory, at=at)


def names(**who):
    return sorted({entry.card.name for row in look(**who).rows for entry in row.entries})


def test_the_second_profile_asks_for_what_is_its_own(shown):
    shown("Un")
    assert names() == ["Un"]
    with CaptureQueriesContext(connection) as caught:
        assert names() == ["Un"]
    assert len(caught) == 3  # the mark, what is begun, and what is listed


def test_every_table_that_the_rows_are_made_of_is_watched(shown):
    shown("Un", genres=["drama"])
    with CaptureQueriesContext(connection) as caught:
        look()
    said = " ".join(query["sql"] for query in caught.captured_queries)
    for table in connection.introspection.table_names():
        if f'"{table}"' in said and table not in {"discovery_listentry", "playback_resumepoint"}:
            assert table in revision.watched()


def test_a_ceiling_a_country_and_a_language_are_told_apart(shown):
    grown = shown("Adulte", minimum_age=16)
    for spoken, name in (("fr", "Adulte"), ("en", "Grown-up")):
        catalogue.localise(title_id=grown, language=spoken, name=name, actor="system:test")
    shown("Pour tous", minimum_age=0)
    assert names() == ["Adulte", "Pour tous"]
    assert names(ceiling=10) == ["Pour tous"]
    assert names(territory="BE") == []
    assert names(language="en") == ["Grown-up", "Pour tous"]
    assert names() == ["Adulte", "Pour tous"]


def test_rows_change_at_the_stroke_and_with_every_word(shown):
    un = shown("Un", closes_at=NOW + HOUR)
    shown("Deux")
    assert names() == ["Deux", "Un"]
    assert names(at=NOW + HOUR) == ["Deux"]
    assert names(at=NOW + HOUR - timedelta(microseconds=1)) == ["Deux", "Un"]
    catalogue.localise(title_id=un, language="fr", name="Uni", actor="system:test")
    assert names() == ["Deux", "Uni"]


def test_a_title_begins_to_leave_at_the_stroke_and_is_gone_at_another(shown):
    closes = NOW + rows.SOON + HOUR
    shown("Un", closes_at=closes)
    shown("Deux", closes_at=NOW + 3 * rows.SOON)
    told = {}
    for at in (NOW, NOW + HOUR - MOMENT, NOW + HOUR, closes - MOMENT, closes):
        told[at - NOW] = [
            (row.key, [entry.closes_at for entry in row.entries if entry.closes_at])
            for row in look(at=at).rows
        ]
    assert list(told.values()) == [
        [("new", [])],
        [("new", [])],
        [("leaving", [closes]), ("new", [closes])],
        [("leaving", [closes]), ("new", [closes])],
        [("new", [])],
    ]


def test_how_far_somebody_is_nobody_else_is_shown(shown, markets):
    film = shown("Un")
    one, other = (
        a_household(f"{name}@example.com", name, territory="FR", language="fr")
        for name in ("camille", "alex")
    )
    ResumePoint.objects.create(
        profile_id=one.profile_id, title_id=film, seconds=25.0, duration=100.0, updated_at=NOW
    )

    def progress(who):
        page = rows.home(household_id=who.household_id, profile=who.profile, territory="FR", at=NOW)
        return {row.key: [entry.progress for entry in row.entries] for row in page.rows}

    shown("Deux")
    assert progress(other) == {"new": [None, None]}
    assert progress(one) == {"watching": [0.25], "new": [None, 0.25]}
    assert progress(other) == {"new": [None, None]}
