"""The law over HTTP gives the answers of the shell and the studio."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from lanterne.accounts.scopes import Scope
from lanterne.regulation import services
from lanterne.regulation.rules import Kind, Rule
from tests.api.partners import a_program, problem
from tests.regulation.house import a_catalogue, of_the_report


@pytest.fixture
def console(editor, sign_in, markets):
    of_the_report()
    return sign_in(editor)


@pytest.mark.parametrize(
    ("at", "months"), [("2018-09-28", 36), ("2023-01-01", 15), ("2026-11-23", 15)]
)
def test_question_12_over_http(console, at, months):
    told = console.get(f"/api/v1/rules/FR?at={at}").json()
    assert [one["months"] for one in told["answers"] if one["kind"] == "window"] == [months]
    one = console.get(f"/api/v1/rules/FR/chronology?released_on={at}").json()
    assert (one["months"], one["governs"]) == (months, at)


def test_a_program_reads_what_staff_read(console, editor):
    program = a_program(editor, scopes=[Scope.GROWTH_READ], markets=["FR"])
    day = "2018-09-28"
    for address, asked, for_staff in (
        ("", "on=", "at="),
        ("/chronology", "released_on=", "released_on="),
    ):
        told = program.get(f"/regulation/rules/FR{address}?{asked}{day}")
        staff = console.get(f"/api/v1/rules/FR{address}?{for_staff}{day}")
        assert told.json() == staff.json()
        assert "ETag" in told
    assert problem(program.get("/regulation/rules/FR?at=2018-09-28")) == (422, "filter_unknown")
    everywhere = a_program(editor, scopes=[Scope.GROWTH_READ])
    assert problem(everywhere.get("/regulation/rules/ZZ")) == (404, "nothing_there")


def test_a_film_that_waits_for_nothing_and_a_country_that_is_none(console):
    told = console.get("/api/v1/rules/GB/chronology?released_on=2026-01-01").json()
    assert (told["months"], told["opens"]) == (None, None)
    assert console.get("/api/v1/rules/ZZ").status_code == 404


@pytest.mark.parametrize("year", ["0001", "9999"])
@pytest.mark.parametrize("asked", ["?at={}-01-01", "/chronology?released_on={}-12-31"])
def test_a_day_at_the_ends_of_the_calendar_is_refused(console, asked, year):
    answer = console.get(f"/api/v1/rules/FR{asked.format(year)}")
    assert answer.status_code == 422
    assert [one["fault"] for one in answer.json()["fields"]] == [
        "A year lies between 1880 and 2200."
    ]


def test_what_a_slate_would_change(console):
    a_catalogue()
    slate = [{"name": "Vampires", "countries": ["FR"], "language": "fr"}]
    answer = console.post(
        "/api/v1/rules/FR/what-if",
        json.dumps({"at": "2026-11-23", "slate": slate}),
        content_type="application/json",
    )
    [share] = [one for one in answer.json()["answers"] if one["rule"] == "EU-AVMSD-13-1"]
    assert (share["catalogue"]["met"], share["catalogue"]["total"]) == (4, 7)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"countries": ["Narnia"]}, "slate.0.countries.0"),
        ({"countries": ["ZZ"]}, "“ZZ” is no country such as FR."),
        ({"counts_as": ["typo"]}, "No rule counts “typo”: say audiovisual, cinema, "),
        ({"counts_as": ["language:français"]}, "No rule counts “language:français”"),
        ({"currency": "any"}, "slate.0.currency"),
        ({"currency": "XYZ"}, "“XYZ” is no currency such as EUR."),
        ({"spend": "1e999999"}, "slate.0.spend"),
    ],
)
def test_words_that_mean_nothing_are_refused_in_a_slate(console, said, told):
    answer = console.post(
        "/api/v1/rules/FR/what-if",
        json.dumps({"slate": [{"name": "Vampires", **said}]}),
        content_type="application/json",
    )
    assert answer.status_code == 422
    assert told in answer.json()["sentence"]


def test_a_word_that_a_rule_of_our_own_asks_for_is_one(console):
    rule = Rule(
        "OWN-DOC",
        "FR",
        Kind.SHARE,
        value=Decimal(5),
        unit="percent",
        works=("documentary",),
        source="Our charter.",
        valid_from=date(2026, 1, 1),
    )
    services.add_rule(rule=rule, reason="A promise of ours.", actor="user:1")
    slate = [{"name": "Vampires", "counts_as": ["documentary", "language:fr", "country:FR"]}]
    answer = console.post(
        "/api/v1/rules/FR/what-if", json.dumps({"slate": slate}), content_type="application/json"
    )
    assert answer.status_code == 200


def test_a_member_is_told_no(member, sign_in):
    assert sign_in(member).get("/api/v1/rules/FR").status_code == 403
