"""The slate by a token."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanterne.accounts.scopes import Scope
from tests.api.partners import a_program, problem
from tests.commissioning.slating import a_project, a_work, hold_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def projects():
    a_project("Vampires", kind="series", stage="development", on=date(2018, 9, 1), work=a_work())
    a_project(
        "Jinn", territory="JO", original_language="ar", stage="greenlit", on=date(2018, 2, 26)
    )
    a_project("Marseille", stage="ended", on=date(2018, 4, 16))


def names(answer) -> list[str]:
    assert answer.status_code == 200
    return [one["name"] for one in answer.json()["items"]]


def test_a_program_reads_the_slate_of_a_day_and_a_country(editor, projects):
    program = a_program(editor, scopes=[Scope.SLATE_READ])

    assert names(program.get("/commissioning/slate")) == ["Vampires", "Jinn"]
    assert names(program.get("/commissioning/slate?on=2018-08-31")) == ["Jinn"]
    assert names(program.get("/commissioning/slate?everything=true&territory=FR")) == [
        "Vampires",
        "Marseille",
    ]
    [vampires] = program.get("/commissioning/slate?territory=FR").json()["items"]
    assert vampires == {
        "key": "vampires",
        "kind": "series",
        "name": "Vampires",
        "original_language": "fr",
        "territory": "FR",
        "stage": "development",
        "since": "2018-09-01",
        "writers": [],
        "source": {
            "kind": "novel",
            "name": "De la Terre à la Lune",
            "authors": ["Jules Verne"],
            "needs_rights": True,
            "missing": [
                "author_grant",
                "publisher_release",
                "proof_of_payment",
                "writer_agreement",
            ],
        },
        "outcome": "",
        "claims": [],
    }


def test_a_token_of_some_markets_sees_no_other_countrys_projects(editor, projects):
    program = a_program(editor, scopes=[Scope.SLATE_READ], markets=["FR"])

    assert names(program.get("/commissioning/slate")) == ["Vampires"]
    assert problem(program.get("/commissioning/slate?territory=JO"))[0] == 403


def test_the_slate_comes_in_pieces_each_project_once(editor, projects):
    program = a_program(editor, scopes=[Scope.SLATE_READ])
    first = program.get("/commissioning/slate?everything=true&limit=2")
    assert names(first) == ["Vampires", "Jinn"]
    following = first.json()["next"]
    last = program.get(f"/commissioning/slate?everything=true&limit=2&cursor={following}")
    assert (names(last), last.json()["next"]) == (["Marseille"], None)
    # Another list's place is none in this one.
    other = program.get(f"/commissioning/slate?limit=2&cursor={following}")
    assert problem(other) == (400, "cursor_wrong")


def test_a_piece_is_full_although_many_were_not_there_yet_on_the_day(editor, projects):
    for number in range(5):
        a_project(f"Late {number}", stage="pitch", on=date(2020, 1, 1))
    a_project("Osmosis", stage="greenlit", on=date(2018, 3, 1))
    program = a_program(editor, scopes=[Scope.SLATE_READ])
    first = program.get("/commissioning/slate?on=2018-09-28&limit=2")
    assert names(first) == ["Vampires", "Jinn"]
    following = first.json()["next"]
    last = program.get(f"/commissioning/slate?on=2018-09-28&limit=2&cursor={following}")
    assert (names(last), last.json()["next"]) == (["Osmosis"], None)


def test_many_projects_cost_as_many_questions_as_few(editor, projects):
    program = a_program(editor, scopes=[Scope.SLATE_READ])

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            program.get("/commissioning/slate?everything=true")
        return len(captured)

    asked()  # What is read once a process, is read.
    few = asked()
    for number in range(9):
        work = a_work(key=f"novel-{number}")
        project_id = a_project(f"Roman {number}", stage="development", work=work)
        hold_paper(project_id, "author_grant")
    assert len(names(program.get("/commissioning/slate?everything=true"))) == 12
    assert asked() == few


def test_a_token_for_titles_is_not_one_for_the_slate(editor, projects):
    program = a_program(editor, scopes=[Scope.TITLES_READ])
    assert problem(program.get("/commissioning/slate")) == (403, "scope_missing")
