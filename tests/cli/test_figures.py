"""Figures from the shell."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from lanterne.cli import service
from lanterne.cli.figures import app
from lanterne.facts import services
from lanterne.facts.models import Claim
from tests.facts import figures

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_tests_database(monkeypatch):
    """It is in its present form already."""
    monkeypatch.setattr(service, "prepare", lambda: None)


@pytest.fixture
def report():
    for draft in (*figures.originals(), figures.subscribers()):
        services.state_claim(draft=draft, actor="user:1")


def run(*words):
    return CliRunner().invoke(app, words)


def test_unlike_figures_are_not_compared_and_the_like_ones_are_offered(report):
    told = run("compare", "netflix-pipeline", "amazon-catalogue")

    assert told.exit_code == 1
    verdict, *pairs = told.output.splitlines()
    assert verdict == (
        "more than 250 titles and 105 titles may not be compared: they measure different things."
    )
    assert [re.findall(r"\[([a-z-]+)\]", pair) for pair in pairs] == [
        ["netflix-catalogue", "amazon-catalogue"],
        ["netflix-pipeline", "amazon-pipeline"],
    ]
    assert run("compare", "netflix-catalogue", "amazon-catalogue").exit_code == 0


def test_a_claim_is_told_with_its_source(report):
    told = run("show", "netflix-subscribers-fr").output.splitlines()

    assert told[0] == (
        "Netflix, Subscribers: about 3.5 million households (territory=FR) as of 2018-09-28 [netflix-subscribers-fr]"
    )
    assert told[2] == "  reported, current; source: A service opens an office in Paris · The press"
    assert told[3] == "  “3,5 millions d’abonnés”"


def test_what_nobody_claims_is_refused():
    told = run("show", "nobody")

    assert isinstance(told.exception, services.NoSuchClaim)
    assert str(told.exception) == "There is no claim “nobody”."


def test_a_table_goes_out_and_in(report, tmp_path):
    table = str(tmp_path / "claims.csv")
    run("export", table)
    Claim.objects.all().delete()

    assert run("import", table, "--dry-run").exit_code == 0
    assert not Claim.objects.exists()
    assert run("import", table).output.splitlines()[0] == "line 2: added netflix-pipeline"
    assert Claim.objects.count() == 5
    assert run("about", "netflix").output.count("\n") == 3


def test_a_table_with_a_bad_line_takes_in_nothing(tmp_path):
    table = tmp_path / "claims.csv"
    table.write_text("key,subject,measure,said,source,confidence\na,x,opened,soon,p,reported\n")

    told = run("import", str(table))

    assert told.exit_code == 1
    assert told.output.splitlines() == [
        "line 2: refused a This measure is not told in words, or the words are missing.",
        "Nothing was taken in.",
    ]
