"""What the engine tells and what the audit trail holds is in docs/events.md, and nothing else is."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import get_args

import pytest
from django.conf import settings
from django.utils.translation import override

from lanterne.assets.rules import JobState
from lanterne.billing.rules import ChargeState, Event
from lanterne.studio import activity
from lanterne.studio.deeds import DEEDS
from lanterne_media import model
from lanterne_media.model import Stage
from lanterne_media.qc import CODES
from tests.docs import lookups
from tests.docs.reading import rows, sections, text

EVENTS = get_args(model.Event)
DOCUMENT = text("docs/events.md")
ENDS = (JobState.DONE, JobState.FAILED)


def _first_words(heading: str) -> list[str]:
    named = (re.fullmatch(r"`([\w.]+)`", row[0]) for row in rows(sections(DOCUMENT)[heading]))
    return [name.group(1) for name in named if name]


def _actions() -> list[str]:
    return _first_words("What goes into the audit trail")


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_an_event_of_the_engine_is_documented_with_its_fields(event):
    [row] = [row for row in rows(DOCUMENT) if row[0] == f"`{event.__name__}`"]
    assert row[1] == ", ".join(f"`{field.name}`" for field in fields(event))


def test_only_events_that_exist_are_documented():
    assert _first_words("What the engine tells") == [event.__name__ for event in EVENTS]


def test_the_stages_are_documented_in_their_order():
    assert _first_words("Stages") == [str(stage) for stage in Stage]


def test_every_code_of_a_finding_is_documented_with_its_values():
    assert _first_words("Findings") == list(CODES)


@pytest.mark.parametrize("written", sorted(lookups.actions()))
def test_an_action_that_is_written_is_documented(written):
    assert any(re.fullmatch(written, action) for action in _actions())


@pytest.mark.parametrize("action", _actions())
def test_a_documented_action_is_written_somewhere(action):
    assert any(re.fullmatch(written, action) for written in lookups.actions())


def test_every_end_of_a_job_a_charge_and_a_membership_is_documented():
    ends = {f"assets.job_{state}" for state in ENDS}
    charges = {f"billing.charge_{state}" for state in ChargeState if state != "pending"}
    leaves = {f"billing.{event.name.lower()}" for event in (Event.ENDED, Event.GRACE_OVER)}
    assert (ends | charges | leaves) - set(_actions()) == set()


@pytest.mark.parametrize("action", _actions())
def test_an_action_begins_with_the_name_of_its_app(action):
    app, _, did = action.partition(".")
    assert f"lanterne.{app}" in settings.FIRST_PARTY_APPS
    assert re.fullmatch(r"[a-z_]+", did)


def test_each_action_is_documented_once():
    assert len(_actions()) == len(set(_actions()))


def test_the_console_has_words_for_every_action_and_for_no_other():
    assert sorted(set(_actions()) ^ set(DEEDS)) == []


@pytest.mark.parametrize("language", [code for code, _name in settings.STAFF_LANGUAGES])
def test_every_action_has_words_of_its_own_in_every_language_of_staff(language):
    with override("en"):
        english = {action: activity.deed(action) for action in _actions()}
    with override(language):
        said = {action: activity.deed(action) for action in _actions()}
    assert [action for action, words in said.items() if words in ("", action)] == []
    is_the_same = language == "en"
    assert {action for action in said if (said[action] == english[action]) != is_the_same} == set()
