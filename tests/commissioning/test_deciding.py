"""Greenlights: kept for ever with their figures, and a title that is asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from lanterne.catalogue import queries as catalogue
from lanterne.commissioning import queries, services
from lanterne.commissioning.drafts import DecisionDraft, PartnerDraft, TableFigure
from lanterne.commissioning.models import AppendOnly, Decision
from lanterne.deliveries import queries as deliveries
from lanterne.deliveries.rules import Role
from tests.commissioning.slating import (
    ACTOR,
    a_packaged,
    a_project,
    a_work,
    an_option,
    approve,
    card,
    turn,
)

pytestmark = pytest.mark.django_db
TODAY, DELIVERED = date(2026, 3, 2), date(2027, 6, 1)


@pytest.fixture(autouse=True)
def the_day(markets):
    with time_machine.travel("2026-03-02T10:00:00Z", tick=False):
        yield


def greenlight(project_id: int, **more: object) -> int:
    draft = DecisionDraft(turn(project_id), "The script is strong.", **more)
    return services.greenlight(
        project_id=project_id, draft=draft, markets=["FR", "DE"], way=Role.FULL, actor="user:7"
    )


def test_a_greenlit_project_becomes_a_title_that_is_asked_for():
    one = a_packaged(TODAY, DELIVERED, genre="drama")
    services.name_participant(project_id=one, person="Ada", role="writer", actor=ACTOR)
    services.join_partner(
        project_id=one, draft=PartnerDraft("Star Film", "production"), actor=ACTOR
    )
    approve(one, "greenlit", "owner")
    title_id = greenlight(one)

    assert (card(one).stage, card(one).title_id) == ("greenlit", title_id)
    assert catalogue.title_id(slug="le-voyage") == title_id
    asked = deliveries.requests(title_id=title_id)
    assert {(one.wanted.asset, one.wanted.language or one.wanted.territory) for one in asked} >= {
        ("master", "fr"),
        ("subtitle", "de"),
        ("rating", "FR"),
    }
    assert {one.due_on for one in asked} == {DELIVERED}


def test_the_decision_keeps_what_was_on_the_table():
    one = a_packaged(TODAY, DELIVERED)
    approve(one, "greenlit", "owner")
    forecast = TableFigure("forecast", Decimal(1_200_000), "hours", "80 % interval 0.7–2.1 million")
    greenlight(one, brought=[forecast])

    [decision] = queries.decisions(project_id=one)
    assert (decision.word, decision.on, decision.actor) == ("greenlight", TODAY, "user:7")
    kept = {figure["name"]: figure["value"] for figure in decision.figures}
    assert kept == {
        "budget": "110000000",
        "efc": "110000000",
        "variance": "0",
        "contingency": "10.00",
        "gap": "0",
        "chain_missing": "0",
        "forecast": "1200000",
    }


def test_a_closed_gate_keeps_everything_as_it_was():
    one = a_packaged(TODAY, DELIVERED)
    with pytest.raises(services.GateClosed, match="Owner"):
        greenlight(one)
    assert (card(one).stage, card(one).title_id) == ("packaged", None)
    assert Decision.objects.count() == 0


def test_an_option_that_is_gone_by_the_planned_greenlight_closes_the_gate():
    one = a_packaged(TODAY, DELIVERED, work=a_work())
    an_option(one, date(2026, 1, 1), date(2026, 9, 1))
    services.plan(project_id=one, stage="greenlit", on=date(2026, 9, 1), actor=ACTOR)
    lacking = [one.code for one in queries.demands(one, "greenlit") if not one.is_met]
    assert lacking == ["owner", "chain_missing", "option_days_left"]

    services.plan(project_id=one, stage="greenlit", on=date(2026, 8, 31), actor=ACTOR)
    lacking = [one.code for one in queries.demands(one, "greenlit") if not one.is_met]
    assert lacking == ["owner", "chain_missing"]


def test_a_greenlight_is_a_decision_and_no_move():
    one = a_packaged(TODAY, DELIVERED)
    approve(one, "greenlit", "owner")
    with pytest.raises(services.DecisionMissing):
        services.move(project_id=one, stage="greenlit", turn=turn(one), actor=ACTOR)


def test_without_a_day_of_delivery_nothing_can_be_asked_for():
    one = a_packaged(TODAY, DELIVERED)
    services.plan(project_id=one, stage="delivered", on=None, actor=ACTOR)
    approve(one, "greenlit", "owner")
    with pytest.raises(services.PlanMissing):
        greenlight(one)


def test_a_declined_project_stays_where_it_is_and_the_no_is_kept():
    one = a_packaged(TODAY, DELIVERED)
    draft = DecisionDraft(turn(one), "Too dear for what it is.")
    services.decline(project_id=one, draft=draft, actor=ACTOR)

    assert card(one).stage == "packaged"
    assert [one.word for one in queries.decisions(project_id=one)] == ["decline"]
    with pytest.raises(services.ReasonMissing):
        services.decline(project_id=one, draft=DecisionDraft(turn(one), " "), actor=ACTOR)
    with pytest.raises(services.WrongMove):
        services.decline(
            project_id=a_project("Un autre"), draft=DecisionDraft(0, "No."), actor=ACTOR
        )


def test_a_season_is_greenlit_below_its_series():
    series = a_packaged(TODAY, DELIVERED, "Le Cycle", kind="series")
    season = a_packaged(TODAY, DELIVERED, "Saison 1", kind="season", parent="le-cycle", number=1)
    for one in (series, season):
        approve(one, "greenlit", "owner")
    with pytest.raises(services.WrongPlace, match="greenlight it first"):
        greenlight(season)

    above = greenlight(series)
    below = greenlight(season)
    assert catalogue.lineage(title_id=below) == (below, above)


def test_a_decision_is_rewritten_by_nobody_nor_taken_away():
    one = a_packaged(TODAY, DELIVERED)
    services.decline(project_id=one, draft=DecisionDraft(turn(one), "No."), actor=ACTOR)
    [row] = Decision.objects.all()
    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        row.delete()
    for statement in (
        "UPDATE commissioning_decision SET reason = 'Yes.'",
        "DELETE FROM commissioning_decision",
    ):
        with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
            connection.cursor().execute(statement)
    assert queries.decisions(project_id=one)[0].reason == "No."
