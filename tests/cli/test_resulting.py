"""``lanterne results``."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from typer.testing import CliRunner

from lanterne.cli import service
from lanterne.cli.main import app
from lanterne.commissioning.models import Project
from lanterne.core.errors import Refused
from tests.commissioning.slating import a_project
from tests.commissioning.test_foretelling import a_past, brought
from tests.titles import a_film

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def awake(monkeypatch, markets):
    monkeypatch.setattr(service, "prepare", lambda: None)
    with time_machine.travel(NOW, tick=False):
        yield


def said(*words):
    answer = CliRunner().invoke(app, ["results", *words])
    assert answer.exit_code == 0, answer.output
    return answer.output.splitlines()


def refused(*words):
    answer = CliRunner().invoke(app, ["results", *words])
    assert isinstance(answer.exception, Refused)
    return str(answer.exception)


def test_first_plays_stand_beside_the_households_that_were_gained():
    a_past(1)

    lines = ["100 hours, 60 views", "100 started, 60 watched, 26 finished it (26%)", "households gained: 10, from 5 to 15"]  # fmt: skip
    lines += [
        "first plays: 20 of 50 who joined (not the same)",
        "households kept: 0, from \N{MINUS SIGN}1 to 1",
    ]
    listed = said("list", "--in", "FR")
    assert listed[0] == "Film 1, released 2025-08-14"
    assert [line.strip().replace("\xa0", " ") for line in listed[1:]] == lines
    assert said("list", "--in", "FR", "--days", "7") == []
    shown = said("show", "film-1", "--in", "FR")
    assert (shown[0], shown[1:]) == ("91 days:", listed[1:])


def test_a_forecast_before_and_what_came_after():
    a_past()
    a_project("La Digue", genre="drama")

    assert said("forecast", "la-digue")[0].startswith(
        "  Hours, foretold 2026-03-02: 415, in four of five cases from 100 to 900"
    )
    assert said("renewal", "la-digue") == ["None of its first 7 days there are over and counted."]
    title_id = brought(a_film("La Digue"), 50.0, completers=5, gained=2.0)
    Project.objects.update(title_id=title_id)
    last = said("forecasts")[-1].replace("\xa0", " ")
    assert last == "0% of what came lies in the range that was foretold (0 of 3); 80 % were to."
    assert said("renewal", "la-digue")[:4] == [
        "The figures leave it open.",
        "  It is in the quarter of titles that the fewest finished.",
        "  Less came than the range that was foretold.",
        "  Neither gained nor kept households can be told from none.",
    ]


def test_what_is_not_there_is_refused_in_a_sentence():
    assert refused("show", "nobody", "--in", "FR") == "There is no title “nobody”."
    assert refused("forecast", "nobody") == "There is no project “nobody”."
    a_film("La Digue")
    assert said("show", "la-digue", "--in", "FR") == ["Nobody has watched it there yet."]
    assert said("close") == ["0 results were closed."]
