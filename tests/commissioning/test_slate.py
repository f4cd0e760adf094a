"""Projects on the slate: what is said of them, moves through gates, and the past."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import MoveDraft
from lanterne.commissioning.models import AppendOnly, Project, StageMove
from lanterne.core import audit
from tests.commissioning.slating import (
    ACTOR,
    a_project,
    a_work,
    approve,
    card,
    file,
    move,
    turn,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("the_day"),
]


@pytest.fixture
def the_day():
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        yield


def test_a_project_begins_as_a_pitch_of_today_with_a_key_of_its_name():
    one = card(a_project("Le Voyage dans la Lune"))

    assert (one.key, one.stage, one.since) == ("le-voyage-dans-la-lune", "pitch", date(2026, 3, 2))
    assert [line.action for line in audit.lines()] == ["commissioning.add_project"]


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"kind": "opera"}, services.WrongFacts),
        ({"original_language": "not a tag"}, services.WrongFacts),
        ({"territory": "XX"}, services.WrongFacts),
        ({"genre": "none-such"}, services.WrongFacts),
        ({"key": "Le Voyage"}, services.WrongKey),
        ({"minutes": 0}, services.WrongFacts),
        ({"work": "none-such"}, services.NoSuchWork),
        ({"number": 2}, services.WrongPlace),
        ({"kind": "season"}, services.WrongPlace),
        ({"parent": "le-voyage"}, services.WrongPlace),
        ({"claim": "none-such"}, services.WrongFacts),
    ],
)
def test_what_is_wrong_about_a_project_keeps_it_out(said, refusal):
    with pytest.raises(refusal):
        a_project(**said)
    assert Project.objects.count() == 0


def test_a_season_belongs_to_a_series_and_has_its_number_once():
    a_project("Le Cycle", kind="series")
    a_project("Saison 1", kind="season", parent="le-cycle", number=1)

    with pytest.raises(services.KeyTaken):
        a_project("Une autre", kind="season", parent="le-cycle", number=1)
    a_project("Un film")
    with pytest.raises(services.WrongPlace):
        a_project("Saison 2", kind="season", parent="un-film", number=2)


def test_a_project_says_its_work_its_writers_and_is_found_by_them():
    one = a_project(work=a_work())
    services.name_participant(project_id=one, person="Kery James", role="writer", actor=ACTOR)
    services.name_participant(project_id=one, person="Kery James", role="writer", actor=ACTOR)

    [found] = queries.projects(queries.Wanted(territory="FR", text="voyage"))
    assert found.writers == ("Kery James",)
    assert (found.work.name, found.work.authors) == ("De la Terre à la Lune", ("Jules Verne",))


def test_a_gate_names_all_that_is_lacking_and_opens_when_it_is_there():
    one = a_project()
    with pytest.raises(services.GateClosed, match="the paper “pitch”"):
        move(one, "development")
    assert card(one).stage == "pitch"

    file(one, "pitch")
    move(one, "development")
    with pytest.raises(services.GateClosed) as refusal:
        move(one, "packaged")
    assert str(refusal.value) == (
        "To come to “Packaged” this project lacks: the paper “script”; the paper “schedule”; "
        "the approval of the role “Programmer”."
    )


def test_an_approval_holds_for_the_standing_that_it_was_given_to():
    one = a_project(stage="development", on=date(2026, 1, 5))
    file(one, "script", "schedule")
    approve(one, "packaged", "programmer", {"programmer"})
    move(one, "on_hold", "The writer is ill.")
    move(one, "development")

    with pytest.raises(services.GateClosed, match="Programmer"):
        move(one, "packaged")
    approve(one, "packaged", "programmer", {"programmer"})
    move(one, "packaged")
    assert card(one).stage == "packaged"


def test_nobody_approves_for_a_role_that_is_not_theirs_and_an_owner_does_for_all():
    one = a_project(stage="development", on=date(2026, 1, 5))
    with pytest.raises(services.RoleNotHeld):
        approve(one, "packaged", "programmer", {"editorial"})

    approve(one, "packaged", "programmer", {"owner"})
    approve(one, "packaged", "programmer", {"owner"})
    assert Project.objects.get().approvals.count() == 1


def test_no_way_leads_where_the_table_has_none():
    one = a_project()
    with pytest.raises(services.WrongMove):
        move(one, "shoot")
    assert card(one).stage == "pitch"


def test_what_is_stopped_says_why():
    one = a_project()
    with pytest.raises(services.ReasonMissing):
        move(one, "cancelled")
    move(one, "cancelled", "Nobody found the book’s heirs.")
    assert card(one).moves[-1].reason == "Nobody found the book’s heirs."


def test_of_two_who_move_a_project_the_second_is_told():
    one = a_project()
    file(one, "pitch")
    seen = turn(one)
    move(one, "development")

    with pytest.raises(services.Overtaken):
        services.move(project_id=one, stage="cancelled", turn=seen, actor=ACTOR, reason="No.")
    assert card(one).stage == "development"


def test_a_move_of_the_past_is_told_without_a_gate_and_in_order():
    one = a_project(stage="development", on=date(2018, 1, 10))
    services.tell_move(project_id=one, draft=MoveDraft("packaged", date(2018, 5, 1)), actor=ACTOR)
    assert card(one, at=date(2018, 4, 30)).stage == "development"
    assert card(one).stage == "packaged"
    assert queries.project(project_id=one, at=date(2018, 1, 9)) is None

    with pytest.raises(services.WrongMove, match="in order"):
        services.tell_move(
            project_id=one, draft=MoveDraft("greenlit", date(2018, 4, 1)), actor=ACTOR
        )
    with pytest.raises(services.WrongMove, match="no way"):
        services.tell_move(project_id=one, draft=MoveDraft("post", date(2018, 6, 1)), actor=ACTOR)


def test_the_log_of_moves_is_rewritten_by_nobody():
    a_project()
    [row] = StageMove.objects.all()
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()
    with pytest.raises(AppendOnly):
        StageMove.objects.update(reason="Another.")
    with pytest.raises(AppendOnly):
        StageMove.objects.all().delete()


def test_not_even_past_the_code():
    a_project()
    with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
        connection.cursor().execute("UPDATE commissioning_stagemove SET reason = 'Another.'")


def test_the_first_of_a_language_is_the_one_that_was_greenlit_first():
    late = a_project("Paranormal", original_language="ar", stage="packaged", on=date(2019, 5, 1))
    first = a_project("Jinn", original_language="ar", stage="packaged", on=date(2018, 1, 1))
    a_project("Un film", stage="greenlit", on=date(2016, 1, 1))
    for project_id, on in ((late, date(2019, 6, 1)), (first, date(2018, 2, 26))):
        services.tell_move(project_id=project_id, draft=MoveDraft("greenlit", on), actor=ACTOR)

    found = queries.first_in(language="ar")
    assert found is not None
    assert found.name == "Jinn"


def test_a_plan_is_set_changed_and_forgotten():
    one = a_project()
    services.plan(project_id=one, stage="greenlit", on=date(2026, 9, 1), actor=ACTOR)
    services.plan(project_id=one, stage="greenlit", on=date(2026, 10, 1), actor=ACTOR)
    assert card(one).plans == {"greenlit": date(2026, 10, 1)}

    services.plan(project_id=one, stage="greenlit", on=None, actor=ACTOR)
    assert card(one).plans == {}
    with pytest.raises(services.WrongFacts):
        services.plan(project_id=one, stage="turnaround", on=date(2026, 9, 1), actor=ACTOR)


def test_a_name_without_latin_letters_makes_a_key_as_well():
    one, other = a_project("جنّ", territory="JO"), a_project("Vampires_")
    assert (card(one).key, card(other).key) == ("n-936e01d3", "vampires")
