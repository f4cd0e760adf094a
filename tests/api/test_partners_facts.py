"""Figures of the world for a program: read with their sources, stated, corrected, compared with their like."""

from __future__ import annotations

import pytest

from lanterne.accounts.scopes import Scope
from lanterne.core import audit
from lanterne.facts import queries, services
from tests.api.partners import a_program, problem
from tests.api.partners_routes import CLAIM
from tests.facts import figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    drafts = (
        *figures.originals(),
        figures.subscribers(),
        figures.households(),
        figures.opened("2015", "paris-2015"),
        figures.opened("2014", "paris-2014"),
    )
    for draft in drafts:
        services.state_claim(draft=draft, actor="user:1")


@pytest.fixture
def program(editor, told):
    return a_program(editor, scopes=[Scope.FACTS_WRITE])


def keys(answer):
    return [one["key"] for one in answer.json()["items"]]


def test_a_claim_says_what_when_where_and_who(program):
    answer = program.get("/facts/claims/netflix-subscribers-fr", Accept_Language="fr")
    assert answer.json() == {
        "key": "netflix-subscribers-fr",
        "subject": "netflix",
        "subject_name": "Netflix",
        "measure": "subscribers",
        "amount": "3500000",
        "unit": "households",
        "qualifier": "about",
        "said": "",
        "text": "environ 3,5 millions de foyers",
        "scope": "territory=FR",
        "as_of": "2018-09-28",
        "since": None,
        "until": None,
        "confidence": "reported",
        "status": "current",
        "is_shown": True,
        "source": {
            "key": "press-2018-09-28",
            "name": "A service opens an office in Paris",
            "publisher": "The press",
            "address": "",
            "published_on": None,
        },
        "place": "",
        "quotation": "3,5 millions d’abonnés",
        "rivals": [],
        "replaces": None,
        "replaced_by": None,
        "reason": "",
        "citations": [],
    }
    again = program.get("/facts/claims/netflix-subscribers-fr", If_None_Match=answer["ETag"])
    assert again.status_code == 200  # In another language it is another document.
    assert program.get(
        "/facts/claims/netflix-subscribers-fr", If_None_Match=again["ETag"]
    ).status_code == 304  # fmt: skip


def test_claims_come_in_pieces_and_by_what_they_are_of(program):
    first = program.get("/facts/claims?subject=netflix&limit=2")
    assert keys(first) == ["netflix-pipeline", "netflix-catalogue"]
    following = first.json()["next"]
    last = program.get(f"/facts/claims?subject=netflix&limit=2&cursor={following}")
    assert (keys(last), last.json()["next"]) == (["netflix-subscribers-fr"], None)
    assert keys(program.get("/facts/claims?status=disputed")) == ["paris-2015", "paris-2014"]
    assert keys(program.get("/facts/claims?measure=households")) == ["households-fr-2018"]
    assert problem(program.get("/facts/claims?subjects=netflix")) == (422, "filter_unknown")


def test_those_that_disagree_name_one_another(program):
    answer = program.get("/facts/claims/paris-2014").json()
    assert (answer["said"], answer["is_shown"]) == ("2014", False)
    assert (answer["status"], answer["rivals"]) == ("disputed", ["paris-2015"])


def test_like_figures_have_a_ratio(program):
    answer = program.get("/facts/comparison?left=netflix-catalogue&right=amazon-catalogue").json()
    assert (answer["ratio"], answer["text"]) == (
        "2.180952",
        "229 titles and 105 titles may be compared.",
    )


def test_unlike_figures_are_refused_and_the_like_pairs_offered(program):
    answer = program.get("/facts/comparison?left=netflix-pipeline&right=amazon-catalogue")
    assert problem(answer) == (409, "unlike")
    told = answer.json()
    assert told["detail"] == (
        "more than 250 titles and 105 titles may not be compared: they measure different things."
    )
    assert told["differences"] == ["measure"]
    assert sorted((one["measure"], one["left"], one["right"]) for one in told["pairs"]) == [
        ("originals_catalogue", "netflix-catalogue", "amazon-catalogue"),
        ("originals_pipeline", "netflix-pipeline", "amazon-pipeline"),
    ]
    absent = program.get("/facts/comparison?left=netflix-pipeline&right=never-was")
    assert problem(absent) == (404, "nothing_there")


def test_a_program_states_what_a_source_says_once(program):
    again = {"Idempotency_Key": "1"}
    answer = program.post("/facts/claims", {**CLAIM, "key": "later"}, **again)
    assert answer.status_code == 201, answer.content
    assert (answer["Location"], answer.json()["amount"]) == (
        "/api/v1/facts/claims/later",
        "3600000",
    )
    assert program.get("/facts/claims/later").json() == answer.json()
    assert program.post("/facts/claims", {**CLAIM, "key": "later"}, **again).status_code == 201
    # Both answers are kept; about 3.5 million and 3.6 million can both be true.
    assert [one.key for one in queries.rivals("netflix-subscribers-fr")] == ["later"]
    assert queries.claim("later").claim.status == "current"
    [line] = audit.search(action="facts.state_claim", limit=1)
    assert (line.actor.split(":")[0], line.subject) == ("token", "claim:later")


def test_a_correction_marks_whoever_shows_the_figure(program):
    place = services.Place("article:1", "An office in Paris", "/news/1")
    services.cite(place=place, keys=["netflix-subscribers-fr"])
    path = "/facts/claims/netflix-subscribers-fr/corrections"
    said = {**CLAIM, "qualifier": "about", "key": "right", "reason": "A slip."}
    answer = program.post(path, said)
    assert answer.status_code == 201, answer.content
    assert answer["Location"] == "/api/v1/facts/claims/right"
    assert (answer.json()["replaces"], answer.json()["reason"]) == (
        "netflix-subscribers-fr",
        "A slip.",
    )
    old = program.get("/facts/claims/netflix-subscribers-fr").json()
    assert (old["status"], old["replaced_by"]) == ("superseded", "right")
    [cited] = old["citations"]
    assert (cited["place"], cited["marked_at"] is None) == ("article:1", False)
    assert problem(program.post(path, {**said, "key": "late"})) == (409, "corrected_already")
    assert queries.claim("late") is None


@pytest.mark.parametrize(
    ("wrong", "status", "code", "pointer"),
    [
        ({"measure": "luck"}, 422, "measure_unknown", "/measure"),
        ({"unit": "titles"}, 422, "wrong_value", "/amount"),
        ({"amount": None, "said": "many"}, 422, "wrong_value", "/amount"),
        ({"as_of": None}, 422, "wrong_moment", "/as_of"),
        ({"scope": "nonsense"}, 422, "wrong_scope", "/scope"),
        ({"key": "netflix-pipeline"}, 409, "key_taken", "/key"),
        ({"source": {"key": "No Key"}}, 422, "wrong_key", None),
        ({"as_of": "0001-01-01"}, 422, "unreadable", "/as_of"),
        ({"amount": "NaN"}, 422, "unreadable", "/amount"),
    ],
)
def test_what_is_no_claim_is_refused(program, wrong, status, code, pointer):
    before = len(queries.everything())
    answer = program.post("/facts/claims", {**CLAIM, **wrong})
    assert problem(answer) == (status, code)
    told = [one["pointer"] for one in answer.json().get("errors", [])]
    assert told[:1] == ([pointer] if pointer else [])
    assert len(queries.everything()) == before


def test_a_token_of_a_market_reads_its_own_and_the_worlds_and_writes_its_own(editor, told):
    belgian = a_program(editor, scopes=[Scope.FACTS_WRITE], markets=["BE"])
    assert keys(belgian.get("/facts/claims")) == [
        "netflix-pipeline",
        "netflix-catalogue",
        "amazon-pipeline",
        "amazon-catalogue",
        "paris-2015",
        "paris-2014",
    ]
    assert problem(belgian.get("/facts/claims/households-fr-2018")) == (404, "nothing_there")
    everywhere = {**CLAIM, "scope": ""}
    assert problem(belgian.post("/facts/claims", everywhere)) == (403, "foreign_market")
    at_home = {**CLAIM, "scope": "territory=BE"}
    assert belgian.post("/facts/claims", at_home).status_code == 201


def test_a_token_that_reads_does_not_write(editor, told):
    reader = a_program(editor, scopes=[Scope.FACTS_READ])
    assert problem(reader.post("/facts/claims", CLAIM)) == (403, "scope_missing")
    other = a_program(editor, scopes=[Scope.GROWTH_READ])
    assert problem(other.get("/facts/claims")) == (403, "scope_missing")
