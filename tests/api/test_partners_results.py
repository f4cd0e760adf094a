"""Results, forecasts and renewals for a program."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from lanterne.accounts.roles import Role
from lanterne.accounts.scopes import Scope
from lanterne.commissioning import services
from lanterne.commissioning.models import Project
from tests.api.partners import a_program, problem
from tests.cast import a_colleague
from tests.commissioning.slating import a_project
from tests.commissioning.test_foretelling import a_past, brought
from tests.titles import a_film

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def program(plans):
    owner = a_colleague("owner@example.com", Role.OWNER)
    with time_machine.travel(NOW, tick=False):
        yield a_program(owner, scopes=[Scope.SLATE_READ])


def test_results_come_in_pieces_with_first_plays_beside_what_was_gained(program):
    past = a_past()

    first = program.get("/commissioning/results?territory=FR&limit=5").json()
    rest = program.get(f"/commissioning/results?territory=FR&limit=5&cursor={first['next']}").json()

    assert [one["title_id"] for one in (*first["items"], *rest["items"])] == past
    assert rest["next"] is None
    one = first["items"][0]
    assert (one["starters"], one["completers"], one["hours"], one["views"]) == (
        100,
        26,
        100.0,
        60.0,
    )
    assert one["households"] == {
        "newcomers": 50,
        "earlier": 50,
        "first_plays": 20,
        "gained": {"value": 10.0, "low": 5.0, "high": 15.0},
        "kept": {"value": 0.0, "low": -1.0, "high": 1.0},
    }
    assert program.get("/commissioning/results?days=28").json()["items"] == []
    assert problem(program.get("/commissioning/results?days=30"))[0] == 422


def test_a_title_has_its_course_and_too_few_households_are_null(program, settings):
    [title_id, *_] = a_past()
    settings.FEWEST_HOUSEHOLDS = 101

    answer = program.get(f"/commissioning/results/{title_id}?territory=FR")

    [one] = answer.json()["items"]
    assert (one["days"], one["is_closed"], one["starters"], one["households"]) == (91, True, None, None)  # fmt: skip
    assert program.get(f"/commissioning/results/{title_id}?territory=BE").json() == {"items": []}
    assert problem(program.get("/commissioning/results/99?territory=FR")) == (404, "nothing_there")


def test_forecasts_stand_beside_what_came(program):
    a_past()
    one = a_project("La Digue", genre="drama")
    services.forecast(project_id=one, actor="user:1")
    Project.objects.filter(pk=one).update(title_id=brought(a_film("La Digue"), 50.0))

    hours, _, gained = program.get("/commissioning/forecasts").json()["items"]

    assert (hours["measure"], hours["came"], hours["is_within"]) == ("hours", 50.0, False)
    assert (round(hours["low"]), round(hours["high"]), hours["past"]) == (100, 900, 9)
    assert (gained["came"], gained["is_within"], gained["ceiling"]) == (10.0, True, None)


def test_the_renewal_paper_of_a_project(program):
    a_past()
    one = a_project("La Digue", genre="drama")
    assert problem(program.get("/commissioning/renewal?project=la-digue"))[0] == 404
    assert problem(program.get("/commissioning/renewal?project=nobody"))[0] == 404
    Project.objects.filter(pk=one).update(title_id=brought(a_film("La Digue"), 50.0, completers=5))

    paper = program.get("/commissioning/renewal?project=la-digue").json()

    assert (paper["advice"], paper["flags"], paper["cost"]) == ("open", ["not_finished"], None)
    assert {end: round(value, 1) for end, value in paper["households"].items()} == {"value": 10.0, "low": 4.9, "high": 15.1}  # fmt: skip
