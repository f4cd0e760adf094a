"""Markets, offices and competitors for a program, as they stood on a day."""

from __future__ import annotations

import pytest

from lanterne.accounts.scopes import Scope
from lanterne.growth import services
from tests.api.partners import a_program, problem
from tests.growth.world import ACTOR, told

pytestmark = pytest.mark.django_db
ON = "on=2018-09-28"
COMMISSIONS = """service,title,season,order,language,countries,genres,announced,released,source
netflix,Osmosis,1,new,fr,FR,science-fiction,2018-02-01,,The press
netflix,Banlieusards,,film,fr,FR,drama,2018-05-01,,The press
netflix,Dark,1,new,de,DE,science-fiction,2016-02-24,2017-12-01,The press
amazon,Deutsch-Les-Landes,1,new,fr,FR;DE,comedy,2017-09-01,,The press
"""


@pytest.fixture
def world(db):
    told()
    report = services.import_tables(tables={"commissions": COMMISSIONS}, actor=ACTOR)
    assert [one for one in report.arrivals if one.why] == []


@pytest.fixture
def program(editor, world):
    return a_program(editor, scopes=[Scope.GROWTH_READ])


def items(answer, *fields):
    assert answer.status_code == 200, answer.content
    return [tuple(one[field] for field in fields) for one in answer.json()["items"]]


def test_a_market_has_its_figures_with_their_claims_and_what_is_worked_out(program):
    answer = program.get(f"/growth/markets/FR?{ON}")
    market = answer.json()
    assert (market["service"], market["entered_on"]) == ("netflix", "2014-09-15")
    assert (market["households"]["amount"], market["households"]["source"]["name"]) == (
        "28996752",
        "Structure of households",
    )
    assert (market["subscribers"]["key"], market["subscribers"]["qualifier"]) == (
        "netflix-subscribers-fr",
        "about",
    )
    assert market["penetration"] == {
        "amount": "12.070317",
        "unit": "percent",
        "text": "12.1%",
        "formula": "part ÷ whole × 100",
        "made_of": ["netflix-subscribers-fr", "households-fr-2018"],
        "confidence": "reported",
        "caveats": ["scope"],
    }
    assert (market["wanted"]["amount"], market["gap"]["amount"]) == ("14498376", "10998376")
    assert market["own"] is None
    again = program.get(f"/growth/markets/FR?{ON}", If_None_Match=answer["ETag"])
    assert again.status_code == 304
    # The day before the report nobody had said how many subscribe.
    assert program.get("/growth/markets/FR?on=2018-09-27").json()["penetration"] is None
    assert problem(program.get("/growth/markets/ZZ")) == (404, "nothing_there")


def test_markets_come_in_pieces_by_their_codes(program, territories):
    first = program.get(f"/growth/markets?{ON}&limit=1")
    assert items(first, "territory") == [(territories[0],)]
    told = [items(first, "territory")[0][0]]
    following = first.json()["next"]
    while following:
        piece = program.get(f"/growth/markets?{ON}&limit=1&cursor={following}")
        told += [code for (code,) in items(piece, "territory")]
        following = piece.json()["next"]
    assert told == territories
    # The place of another list is none here.
    other = program.get(f"/growth/offices?cursor={first.json()['next']}")
    assert problem(other) == (400, "cursor_wrong")


@pytest.fixture
def territories(markets):
    """Where something is sold, and where something is known of."""
    from lanterne.growth import queries

    found = list(queries.territories_known())
    assert found == sorted(found)
    assert "FR" in found
    assert len(found) > 1
    return found


def test_a_forecast_is_a_band_and_a_scenario_can_be_asked_for(program):
    free, fixed = program.get(f"/growth/markets/FR/forecasts?{ON}&ceiling=60").json()["items"]
    assert (free["scenario"], free["is_ceiling_told"], free["reached"]["latest"]) == (
        "",
        False,
        None,
    )
    assert (free["reached"]["chance"], free["made_of"]) == (37, ["netflix-subscribers-fr"])
    assert free["text"][0] == "50% is reached by 28 September 2038 with a chance of 37%."
    assert (fixed["ceiling_fixed"], len(fixed["course"])) == ("60", 21)
    assert fixed["assumptions"][0] == "The ceiling is fixed at 60% of the households."
    without = program.get("/growth/markets/FR/forecasts?on=2010-01-01").json()["items"]
    assert [(one["lacks"], one["course"]) for one in without] == [("households", [])]
    for wrong in ("0", "101", "NaN"):
        answer = program.get(f"/growth/markets/FR/forecasts?ceiling={wrong}")
        assert problem(answer) == (422, "unreadable")


def test_offices_say_what_became_of_them(program):
    answer = program.get(f"/growth/offices?territory=FR&{ON}")
    assert items(answer, "key", "state") == [("netflix/paris-2015", "moved"), ("netflix/paris", "planned")]  # fmt: skip
    first, now = answer.json()["items"]
    assert first["events"] == [
        {
            "kind": "opened",
            "on": "2015",
            "to": None,
            "reason": "",
            "claim": "opened-le-monde",
            "rivals": ["opened-clubic"],
        },
        {
            "kind": "moved",
            "on": "2016",
            "to": "netflix/amsterdam",
            "reason": "In protest against French rules.",
            "claim": None,
            "rivals": [],
        },
    ]
    assert (now["present"], now["planned"]["amount"], now["planned"]["as_of"]) == (
        None,
        "20",
        "2019-01-01",
    )


def test_a_rank_comes_with_its_rule(program):
    asked = f"/growth/rank?office=netflix/paris&{ON}&heads=planned&in_europe=true"
    rank = program.get(asked).json()
    assert (rank["best"], rank["worst"], rank["of"], rank["text"]) == (3, 3, 3, "Number 3 of 3.")
    assert [one["key"] for one in rank["offices"]] == [
        "netflix/amsterdam",
        "netflix/london",
        "netflix/paris",
    ]
    wider = program.get(f"{asked}&with_production=true").json()
    assert (wider["best"], wider["worst"], wider["unsure"]) == (3, 4, ["netflix/madrid"])
    unknown = program.get(f"/growth/rank?office=netflix/paris&{ON}").json()
    assert (unknown["best"], unknown["text"]) == (
        None,
        "It has no rank: its heads are not known, or the rule leaves it out.",
    )
    assert problem(program.get("/growth/rank?office=netflix/rome")) == (404, "nothing_there")


def test_who_is_entering_and_who_is_there(program):
    entering = program.get(f"/growth/presences?territory=FR&standing=entering&{ON}")
    assert items(entering, "service", "announced_on") == [("apple", "2018-03")]
    there = program.get(f"/growth/presences?territory=FR&standing=present&{ON}&limit=1")
    assert items(there, "service", "is_ours") == [("netflix", True)]
    following = there.json()["next"]
    rest = program.get(
        f"/growth/presences?territory=FR&standing=present&{ON}&limit=1&cursor={following}"
    )
    assert (items(rest, "service"), rest.json()["next"]) == ([("amazon",)], None)
    assert items(program.get("/growth/services"), "key") == [("netflix",), ("amazon",), ("apple",)]


def test_commissions_are_listed_and_counted_by_one_measure(program):
    answer = program.get(f"/growth/commissions?country=FR&{ON}&limit=2")
    assert items(answer, "title", "status") == [("Osmosis", "announced"), ("Banlieusards", "announced")]  # fmt: skip
    rest = program.get(
        f"/growth/commissions?country=FR&{ON}&limit=2&cursor={answer.json()['next']}"
    )
    assert items(rest, "title") == [("Deutsch-Les-Landes",)]
    released = program.get(f"/growth/commissions?status=released&{ON}")
    assert items(released, "title", "service") == [("Dark", "netflix")]

    counts = program.get(f"/growth/counts?measure=originals_pipeline&{ON}").json()
    assert [(one["service"], one["count"]) for one in counts["services"]] == [
        ("amazon", 1),
        ("netflix", 2),
    ]
    assert (counts["total"], counts["since"]) == (3, None)
    assert {(one["service"], one["of"], one["count"]) for one in counts["by_country"]} == {
        ("amazon", "DE", 1),
        ("amazon", "FR", 1),
        ("netflix", "FR", 2),
    }
    ordered = program.get(f"/growth/counts?measure=originals_ordered&{ON}").json()
    assert (ordered["since"], ordered["total"]) == ("2017-09-28", 2)
    assert problem(program.get("/growth/counts?measure=luck")) == (422, "unreadable")


def test_counts_by_unlike_measures_are_refused_and_the_like_ones_offered(program):
    asked = f"/growth/counts/comparison?left=netflix&right=amazon&measure=originals_pipeline&{ON}"
    assert program.get(asked).json() == {"measure": "originals_pipeline", "left": 2, "right": 1}
    answer = program.get(f"{asked}&right_measure=originals_catalogue")
    assert problem(answer) == (409, "unlike")
    assert answer.json()["pairs"] == [
        {"measure": "originals_pipeline", "left": 2, "right": 1},
        {"measure": "originals_catalogue", "left": 1, "right": 0},
    ]
    assert answer.json()["detail"].startswith("These count different things")


def test_a_token_of_a_market_sees_no_other(editor, world):
    belgian = a_program(editor, scopes=[Scope.GROWTH_READ], markets=["BE"])
    for path in ("offices", "presences", "markets"):
        assert items(belgian.get(f"/growth/{path}")) == []
        assert problem(belgian.get(f"/growth/{path}?territory=FR")) == (403, "foreign_market")
    assert problem(belgian.get("/growth/rank?office=netflix/paris")) == (403, "foreign_market")
    # What others order is of no one market.
    assert len(items(belgian.get("/growth/commissions"))) == 4
