"""What the law asks, from the shell."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from lanterne.cli import service
from lanterne.cli.main import app
from lanterne.core.errors import Refused
from tests.regulation.house import of_the_report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_tests_database(monkeypatch):
    """It is in its present form already."""
    monkeypatch.setattr(service, "prepare", lambda: None)


def run(*words):
    return CliRunner().invoke(app, ["rules", *words])


def test_the_window_of_the_report_is_thirty_six_months_with_its_rule_and_source():
    of_the_report()
    told = run("FR", "--at", "2018-09-28").output.splitlines()
    assert told[0] == "France on 28 September 2018"
    assert "This service is established in: Netherlands; it targets it." in told
    asked = next(line for line in told if "months after their release" in line)
    assert asked.startswith("    Films may be shown 36 months after")
    assert any(
        "FR-WIN-2009-SVOD, in force from 9 July 2009 to 9 February 2019" in line for line in told
    )
    assert told[-1].startswith("This is not legal advice")


def test_what_is_asked_comes_for_programs_too():
    of_the_report()
    told = json.loads(run("FR", "--at", "2023-01-01", "--json").output)
    answers = {one["rule"]: one for one in told["answers"]}
    assert answers["FR-WIN-2022-SVOD-SIGN"]["months"] == 15
    assert answers["FR-CAT-EU"]["verdict"] == "elsewhere"
    assert told["vat"]["rate"] == "20"


@pytest.mark.parametrize("words", [["ZZ"], ["FR", "--at", "yesterday"]])
def test_what_is_no_country_or_no_day_is_refused(words):
    assert isinstance(run(*words).exception, Refused)
