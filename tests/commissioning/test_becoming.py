"""Saying which title a project became that was in the catalogue before the slate."""

from __future__ import annotations

import pytest

from lanterne.commissioning import queries, services
from lanterne.core import audit
from lanterne.core.taking import Outcome
from tests.titles import a_film, a_series

pytestmark = pytest.mark.django_db
ACTOR = "user:1"
SLATE = """key,kind,name,language,territory,stage,title
la-digue,film,La Digue,fr,FR,released,la-digue
"""


@pytest.fixture
def film(db):
    return a_film("La Digue")


def taken(text=SLATE):
    report = services.import_tables(tables={"slate": text}, actor=ACTOR)
    return [(one.outcome, one.why) for one in report.arrivals]


def test_a_slate_names_the_title_once_and_says_it_again(film):
    assert taken() == [(Outcome.ADDED, "")]

    project = queries.project_by_key(key="la-digue")
    assert project.title_id == film
    line = audit.lines(subject="project:la-digue")[0]
    assert (line.action, line.detail) == ("commissioning.name_title", {"title": film})
    assert ",la-digue," in queries.bundle()["slate"].splitlines()[1].removeprefix("la-digue")
    assert taken() == [(Outcome.UNCHANGED, "")]
    assert taken(SLATE.replace("released,la-digue", "released,")) == [(Outcome.UNCHANGED, "")]
    assert queries.project_by_key(key="la-digue").title_id == film


def test_a_project_that_was_there_gets_its_title(film):
    taken(SLATE.replace("released,la-digue", "released,"))

    assert taken() == [(Outcome.CHANGED, "")]
    assert queries.project_by_key(key="la-digue").title_id == film


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("dune,film,Dune,fr,FR,released,dune", "The catalogue has no title “dune”."),
        ("dune,series,Dune,fr,FR,released,l-ecluse", "This title is of another kind than the project."),
        ("dune,film,Dune,fr,FR,released,les-marees", "This title is of another kind than the project."),
        ("dune,film,Dune,fr,FR,released,la-digue", "A project becomes one title, and no title is that of two projects."),
        ("la-digue,film,La Digue,fr,FR,released,l-ecluse", "A project becomes one title, and no title is that of two projects."),
    ],
)  # fmt: skip
def test_a_title_that_cannot_be_its_own_is_refused(film, line, sentence):
    a_film("L'Écluse")
    a_series("Les Marées")
    taken()

    assert taken(f"{SLATE.splitlines()[0]}\n{line}\n") == [(Outcome.REFUSED, sentence)]
    assert queries.project_by_key(key="dune") is None
    assert queries.project_by_key(key="la-digue").title_id == film
