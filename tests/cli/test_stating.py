"""``lanterne statement``."""

from __future__ import annotations

import csv

import pytest
import time_machine
from typer.testing import CliRunner

from lanterne.cli import service
from lanterne.cli.main import app
from lanterne.core.errors import Refused
from tests.statements.conftest import LATER, a_licence, film, grant, paid, watched
from tests.titles import a_film

__all__ = ["film", "paid"]


@pytest.fixture(autouse=True)
def awake(monkeypatch):
    monkeypatch.setattr(service, "awake", lambda: None)


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def licensed(film, paid):
    grant(film, a_licence())
    watched(film, 3600)


def said(*words: str) -> str:
    result = CliRunner().invoke(app, ["statement", *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_a_statement_is_drafted_shown_issued_and_listed(licensed):
    made = said("draft", "Gaumont", "2026-10").split()[1]
    told = said("show", made)
    assert "Gaumont · 2026-10 · draft" in told
    assert "1.0000" in told
    assert "To pay: 5.41 EUR" in told
    assert "Statement 2027-0001 is issued: 5.41 EUR" in said("issue", made)
    assert "Gaumont · 2026-10 · 2027-0001" in said("show", "2027-0001")
    assert said("list").split()[-5:] == ["2027-0001", "Gaumont", "2026-10", "5.41", "EUR"]


def test_the_table_has_every_figure(licensed):
    made = said("draft", "Gaumont", "2026-10").split()[1]
    rows = list(csv.DictReader(said("show", made, "--csv").splitlines()))
    assert [(row["kind"], row["amount"]) for row in rows] == [
        ("watched", "5.41"),
        ("pool", "5.41"),
        ("fee", "0.00"),
        ("fee due", "0.00"),
        ("revenue share", "5.41"),
        ("price of plays", "0.00"),
        ("earned before", "0.00"),
        ("recouped", "0.00"),
        ("not recouped yet", "0.00"),
        ("earnings due", "5.41"),
        ("this statement", "5.41"),
        ("balance", "0.00"),
        ("to pay", "5.41"),
        ("carried", "0.00"),
    ]
    pool = rows[1]
    assert (pool["pool"], pool["milliseconds"], pool["all_milliseconds"], pool["share_percent"]) == (
        "10.82", "3600000", "3600000", "50",
    )  # fmt: skip


@pytest.mark.parametrize(
    "words", [("draft", "Nobody", "2026-10"), ("show", "2026-0001"), ("issue", "404")]
)
def test_what_is_not_there_is_refused(db, words):
    with pytest.raises(Refused):
        said(*words)


def test_a_name_that_would_be_a_formula_is_none_in_the_table(paid):
    named = a_film("=HYPERLINK(1)")
    grant(named, a_licence())
    watched(named, 60)
    made = said("draft", "Gaumont", "2026-10").split()[1]
    first = next(csv.DictReader(said("show", made, "--csv").splitlines()))
    assert first["title"] == "'=HYPERLINK(1)"
