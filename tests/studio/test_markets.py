"""Markets, offices and competitors, as staff read them and assume things of them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lanterne.core import audit
from lanterne.growth import queries, services
from lanterne.growth.drafts import OfficeDraft, ScenarioDraft
from lanterne.growth.models import Office
from tests.growth import world
from tests.growth.test_tables import MORE
from tests.growth.world import ACTOR, THE_DAY

pytestmark = pytest.mark.django_db
DAY = "at=2018-09-28"


@pytest.fixture
def grown(console):
    world.told()
    orders = {"commissions": MORE["commissions"]}
    assert not services.import_tables(tables=orders, actor=ACTOR).is_refused
    return console


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_market_shows_each_figure_with_its_source_and_the_band(grown):
    page = text(grown.get(f"/studio/markets/FR/?{DAY}"))

    assert "/studio/figures/of/netflix-subscribers-fr/" in page
    assert "<strong>12.1%</strong>" in page
    assert "mind: they speak of different parts of the world" in page
    assert "since 15 September 2014" in page
    assert "11 million households" in page
    assert "Nobody ever paid here." in page
    assert "50% is reached by 28 September 2038 with a chance of 37%." in page
    assert "The counts cannot tell a ceiling of 18.7% from one of 85%." in page
    assert page.count("<polygon") == 1
    assert page.count('<tr><th scope="row">') == 21


def test_a_scenario_stands_beside_and_is_dropped(grown):
    said = {"name": "As in America", "ceiling": "60", "reason": "The report"}
    assert grown.post("/studio/markets/FR/", said).status_code == 302
    page = text(grown.get(f"/studio/markets/FR/?{DAY}"))
    assert page.count("<polygon") == 2
    assert "The ceiling is fixed at 60% of the households." in page
    assert audit.lines(limit=1)[0].action == "growth.set_scenario"

    assert grown.post("/studio/markets/FR/drop/", {"name": "As in America"}).status_code == 302
    assert queries.scenarios(territory="FR") == ()


@pytest.mark.parametrize("at", ["9999-12-31", "0001-01-01", "soon"])
def test_a_day_beyond_all_reckoning_is_today(grown, at):
    assert grown.get(f"/studio/markets/FR/?at={at}").status_code == 200


def test_a_scenario_without_a_name_is_not_kept(grown):
    page = text(grown.post("/studio/markets/FR/", {"name": "", "ceiling": "160"}))
    assert "errorlist" in page or "error-message" in page
    assert queries.scenarios(territory="FR") == ()


def test_the_markets_are_a_list_and_tables(grown):
    page = text(grown.get(f"/studio/markets/?{DAY}"))
    assert "12.1% <abbr" in page
    assert page.count("mind: they speak of different parts of the world") == 2
    table = text(grown.get(f"/studio/markets/table.csv?{DAY}")).splitlines()
    assert table[0] == (
        "territory,on,households,subscribers_claimed,subscribers_own,penetration,target,gap"
    )
    assert "FR,2018-09-28,28996752,3500000,,12.07,14498376.00,10998376.00" in table
    course = text(grown.get(f"/studio/markets/FR/table.csv?{DAY}")).splitlines()
    assert course[0] == "scenario,on,low,middle,high"
    assert len(course) == 22


def queried(console, address):
    with CaptureQueriesContext(connection) as held:
        text(console.get(address))
    return len(held)


def test_ranks_cost_no_more_for_twelve_offices_than_for_six(grown):
    queried(grown, f"/studio/offices/?{DAY}")
    six = queried(grown, f"/studio/offices/?{DAY}")
    for number in range(6):
        draft = OfficeDraft(f"netflix/more-{number}", "netflix", "More", "office", "FR", "Lyon")
        services.put_office(draft=draft, actor=ACTOR)
    assert Office.objects.count() == 12
    assert queried(grown, f"/studio/offices/?{DAY}") == six


def test_one_office_is_read_without_the_others(grown, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert queries.office(key="netflix/paris", on=THE_DAY).name == "Paris"


def test_a_market_is_read_once_for_all_its_scenarios(grown):
    def cost():
        with CaptureQueriesContext(connection) as held:
            queries.forecasts(territory="FR", on=THE_DAY)
        return len(held)

    one = cost()
    for name in ("High", "Low"):
        services.set_scenario(draft=ScenarioDraft("FR", name), actor=ACTOR)
    assert cost() == one


def test_what_is_told_of_our_service_is_read_once_for_a_market(grown):
    with CaptureQueriesContext(connection) as held:
        queries.market(territory="FR", on=THE_DAY)
    asked = [one["sql"] for one in held if 'FROM "facts_claim"' in one["sql"]]
    assert len(asked) == 2


def test_no_country_is_not_found(grown):
    assert grown.get("/studio/markets/XX/").status_code == 404


def test_offices_are_ranked_under_the_rule_of_the_address(grown):
    asked = f"/studio/offices/?{DAY}&where=europe&heads=planned"
    assert "Number 3 of 3." in text(grown.get(asked))
    assert "Number 3 to 4 of 4" in text(grown.get(f"{asked}&kinds=all"))
    assert '<option value="" selected>are no offices</option>' in text(grown.get(asked))


def test_an_office_tells_what_became_of_it_and_what_others_say(grown):
    first = Office.objects.get(key="netflix/paris-2015")
    page = text(grown.get(f"/studio/offices/{first.pk}/?{DAY}"))
    assert "In protest against French rules." in page
    assert "/studio/figures/of/opened-clubic/" in page
    assert grown.get("/studio/offices/404/").status_code == 404


def test_competitors_are_counted_by_the_measure_that_is_asked(grown):
    page = text(grown.get(f"/studio/competitors/?{DAY}"))
    assert "In the pipeline on the day" in page
    assert "Osmosis" in page
    assert "2 in all" in page
    assert "Netflix, France" in page
    assert "Osmosis" not in text(
        grown.get(f"/studio/competitors/?{DAY}&measure=originals_catalogue")
    )
    assert "Osmosis" not in text(grown.get(f"/studio/competitors/?{DAY}&country=DE"))
    table = text(grown.get(f"/studio/competitors/table.csv?{DAY}&country=FR"))
    assert [line.split(",")[1] for line in table.splitlines()] == ["title", "Osmosis"]


def test_the_pages_are_french_for_the_french(grown):
    french = {"accept-language": "fr"}
    page = text(grown.get(f"/studio/markets/FR/?{DAY}", headers=french))
    assert "Quand l’objectif pourrait être atteint" in page
    assert "probabilité de 37" in page
    assert "Concurrents" in text(grown.get("/studio/competitors/", headers=french))


def test_a_house_that_knows_nothing_yet_is_told_what_to_do(console):
    assert "No office is on record." in text(console.get("/studio/offices/"))
    assert "We know of no order that is counted here." in text(console.get("/studio/competitors/"))
