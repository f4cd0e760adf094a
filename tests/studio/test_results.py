"""What titles brought and what was foretold of them, in the console."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lanterne.accounts.roles import Role
from lanterne.commissioning import queries, services
from lanterne.commissioning.models import Project
from tests.cast import a_colleague
from tests.commissioning.slating import a_budget, a_project
from tests.commissioning.test_foretelling import a_past, brought
from tests.titles import a_film

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture
def owner(sign_in, plans):
    with time_machine.travel(NOW, tick=False):
        yield sign_in(a_colleague("owner@example.com", Role.OWNER))


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_desk_without_a_past_says_what_will_come(owner):
    assert "No release has been out for so many days." in page(owner, "/studio/results/")
    assert "Nothing was foretold yet." in page(owner, "/studio/forecasts/")
    assert "Nobody has watched it anywhere yet." in page(owner, f"/studio/results/{a_film()}/")
    assert owner.get("/studio/results/99/").status_code == 404


def test_gained_households_and_first_plays_stand_beside_each_other(owner):
    [title_id, *_] = a_past()

    listed = page(owner, "/studio/results/?in=FR&days=91")
    assert "Film 1" in listed
    assert "10, from 5 to 15" in listed
    assert "are not the same figure" in listed

    told = page(owner, f"/studio/results/{title_id}/?in=FR")
    assert "10, from 5 to 15" in told
    assert '20 <span class="st-quiet">of 50 who joined</span>' in told
    assert '26 <span class="st-quiet">26%</span>' in told


def test_a_table_of_results_has_their_intervals(owner):
    a_past()

    lines = owner.get("/studio/results/table.csv?in=FR").content.decode().splitlines()

    assert lines[0].endswith("gained,gained_low,gained_high,kept,kept_low,kept_high")
    assert len(lines) == 10
    assert "Film 3,FR,2025-08-14,91,6000,300.0,180.0,100,60,28,0.28," in "\n".join(lines)


def test_a_forecast_is_made_by_a_button_and_kept(owner):
    a_past()
    one = a_project("La Digue", genre="drama")
    address = f"/studio/slate/{one}/results/"
    assert "Nothing was foretold." in page(owner, address)

    answer = owner.post(address, {"do": "forecast"}, follow=True)

    told = " ".join(answer.content.decode().split())
    assert "The forecast is kept." in told
    assert "in four of five cases from 100 to 900" in told
    assert "from 9 titles, 9 of them alike: Film" in told
    assert len(queries.record()) == 3


def test_a_short_past_is_refused_in_a_sentence(owner):
    one = a_project("La Digue", genre="drama")

    answer = owner.post(f"/studio/slate/{one}/results/", {"do": "forecast"}, follow=True)

    assert "A forecast wants 9 titles" in answer.content.decode()


def test_what_is_out_shows_its_verdict_and_no_button(owner):
    a_past()
    one = a_project("La Digue", genre="drama")
    services.forecast(project_id=one, actor="user:1")
    a_budget(one, NOW.date() - timedelta(days=1), a1100=500_000)
    title_id = a_film("La Digue")
    brought(title_id, 50.0, completers=5, gained=2.0)
    Project.objects.filter(pk=one).update(title_id=title_id)

    told = page(owner, f"/studio/slate/{one}/results/")

    assert "The figures leave it open." in told
    assert "Less came than the range that was foretold." in told
    assert "It is in the quarter of titles that the fewest finished." in told
    assert "€500,000.00" in told
    assert ">Foretell" not in told

    record = page(owner, "/studio/forecasts/")
    assert "<strong>0%</strong> of what came lies in the range that was foretold (0 of 3)" in record
    lines = owner.get("/studio/forecasts/table.csv").content.decode().splitlines()
    assert "la-digue,FR,hours,2026-03-02," in lines[1]
    assert lines[1].endswith(",9,9,50.0,no")
