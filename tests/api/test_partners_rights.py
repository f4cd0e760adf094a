"""Contracts, windows and holdbacks, as programs read and write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lanterne.accounts.roles import Role
from lanterne.accounts.scopes import Scope
from lanterne.catalogue import services as catalogue
from lanterne.core import audit
from lanterne.rights import queries as rights
from lanterne.rights import services as granting
from lanterne.rights.rules import Terms, Window
from tests.api.partners import a_program, problem
from tests.cast import a_colleague
from tests.titles import a_film, a_window

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
WINDOW = {"territory": "FR", "opens_at": "2028-03-01T00:00:00+01:00"}
CONTRACT = {
    "licensor": "Star Film", "reference": "SF-1902-1", "offers": ["subscription", "rental"],
    "is_exclusive": True, "fee": {"minor": 250000, "currency": "EUR"}, "revenue_share": "12.5",
    "begins_on": "2027-01-01", "ends_on": "2029-01-01", "note": "Signed in Montreuil.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(db):
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def program(editor):
    return a_program(editor)


@pytest.fixture
def title_id(db):
    return a_film()


def told(response, status=200):
    assert response.status_code == status, response.content
    return response.json()


def granted(program, title_id, **more):
    return told(program.post("/rights/windows", {"title_id": title_id, **WINDOW, **more}), 201)


def test_a_contract_is_put_on_record_and_said_anew(program):
    made = program.post("/rights/licences", CONTRACT)
    document = told(made, 201)
    assert document == {**CONTRACT, "id": document["id"], "windows": 0}
    here = f"/rights/licences/{document['id']}"
    tag = program.get(here)["ETag"]
    assert tag == made["ETag"]
    plain = {"licensor": "Star Film", "reference": "SF-1902-1"}
    changed = told(program.ask("PUT", here, plain, If_Match=tag))
    assert (changed["fee"], changed["is_exclusive"], changed["revenue_share"]) == (None, False, "0")
    assert problem(program.ask("PUT", here, CONTRACT, If_Match=tag)) == (412, "stale")
    assert told(program.get("/rights/licensors")) == {"items": ["Star Film"]}


@pytest.mark.parametrize(
    ("wrong", "code", "pointer"),
    [
        ({"ends_on": "2026-01-01"}, "licence_wrong", None),
        ({"offers": []}, "licence_wrong", None),
        ({"revenue_share": "100.01"}, "unreadable", "/revenue_share"),
        ({"revenue_share": "12.345"}, "unreadable", "/revenue_share"),
        ({"fee": {"minor": -1, "currency": "EUR"}}, "unreadable", "/fee/minor"),
        ({"fee": {"minor": 1, "currency": "euro"}}, "unreadable", "/fee/currency"),
        ({"fee": {"minor": 2**63, "currency": "EUR"}}, "unreadable", "/fee/minor"),
        ({"offers": ["theft"]}, "unreadable", "/offers/0"),
        ({"begins_on": "2027-02-30"}, "unreadable", "/begins_on"),
        ({"note": "a\u0000b"}, "unreadable", "/note"),
    ],
)
def test_a_contract_that_cannot_be_so_is_refused(program, wrong, code, pointer):
    response = program.post("/rights/licences", {**CONTRACT, **wrong})
    assert problem(response) == (422, code)
    assert [one["pointer"] for one in response.json().get("errors", [])] == [pointer][
        : bool(pointer)
    ]
    assert program.get("/rights/licences").json()["items"] == []


def test_a_window_is_granted_with_all_its_terms_under_a_contract(program, title_id):
    licence = told(program.post("/rights/licences", CONTRACT), 201)["id"]
    terms = {
        "closes_at": "2029-03-01T00:00:00+01:00", "offer": "rental", "status": "pending",
        "languages": [{"language": "fr", "use": "dub"}], "held_back": ["de"], "awaits": "Delivery",
        "public_from": "2028-01-01T00:00:00Z", "is_premiere": True, "licence_id": licence,
    }  # fmt: skip
    made = program.post("/rights/windows", {"title_id": title_id, **WINDOW, **terms})
    document = told(made, 201)
    assert document == {
        **terms, "id": document["id"], "title_id": title_id, "territory": "FR",
        "opens_at": "2028-02-29T23:00:00Z", "closes_at": "2029-02-28T23:00:00Z",
    }  # fmt: skip
    assert program.get(f"/rights/windows/{document['id']}")["ETag"] == made["ETag"]
    assert told(program.get(f"/rights/licences/{licence}"))["windows"] == 1
    (line, *_) = audit.search(action="rights.grant_window")
    assert (line.subject, line.actor[:6]) == (f"title:{title_id}", "token:")


@pytest.mark.parametrize(
    ("wrong", "status", "code", "pointers"),
    [
        ({"closes_at": WINDOW["opens_at"]}, 422, "window_empty", ["/opens_at", "/closes_at"]),
        ({"territory": "XQ"}, 422, "territory_unknown", ["/territory"]),
        ({"languages": [{"language": "fr_FR"}]}, 422, "terms_wrong", []),
        ({"public_from": "2028-04-01T00:00:00Z"}, 422, "secret_too_long", ["/public_from"]),
        ({"licence_id": 999}, 422, "licence_unknown", ["/licence_id"]),
        ({"opens_at": "2028-03-01T00:00:00"}, 422, "unreadable", ["/opens_at"]),
        ({"opens_at": "9999-12-31T23:59:59-05:00"}, 422, "unreadable", ["/opens_at"]),
        ({"opens_at": "0001-01-01T00:00:00+05:00"}, 422, "unreadable", ["/opens_at"]),
        ({"status": "approved"}, 409, "window_overlaps", ["/opens_at"]),
    ],
)
def test_a_window_that_cannot_be_is_refused(program, title_id, wrong, status, code, pointers):
    granted(program, title_id)
    body = {"title_id": title_id, **WINDOW, "status": "pending", **wrong}
    response = program.post("/rights/windows", body)
    assert problem(response) == (status, code)
    assert [one["pointer"] for one in response.json().get("errors", [])] == pointers
    assert len(rights.windows(title_id=title_id)) == 1


def test_a_window_that_is_there_already_is_refused(program, title_id):
    granted(program, title_id, status="pending")
    later = {"closes_at": "2029-03-01T00:00:00Z", "status": "pending"}
    response = program.post("/rights/windows", {"title_id": title_id, **WINDOW, **later})
    assert problem(response) == (409, "window_twice")
    assert [one["pointer"] for one in response.json()["errors"]] == ["/opens_at", "/status"]
    assert len(rights.windows(title_id=title_id)) == 1


def test_a_title_that_is_not_ready_opens_soon_only_with_a_reason(program, title_id):
    soon = {"title_id": title_id, "territory": "FR", "opens_at": "2027-03-05T00:00:00Z"}
    refused = program.post("/rights/windows", soon)
    assert problem(refused) == (409, "not_ready")
    assert refused.json()["detail"].startswith("It is not ready to open in France. It still lacks:")
    assert rights.windows(title_id=title_id) == ()
    made = told(program.post("/rights/windows", {**soon, "override": "A festival evening"}), 201)
    ready = told(program.get(f"/catalogue/titles/{title_id}/readiness?territory=FR"))
    (kept,) = ready["overrides"]
    assert (kept["opens_at"], kept["reason"]) == (made["opens_at"], "A festival evening")
    assert audit.search(action="deliveries.override_opening")[0].actor.startswith("token:")


def test_an_opening_is_not_moved_forward_without_a_reason_either(program, title_id):
    window = granted(program, title_id)
    here = f"/rights/windows/{window['id']}"
    sooner = {"territory": "FR", "opens_at": "2027-03-05T00:00:00Z"}
    refused = program.ask("PUT", here, sooner, If_Match="*")
    assert problem(refused) == (409, "not_ready")
    assert refused.json().get("errors", []) == []
    assert told(program.get(here)) == window
    moved = program.ask("PUT", here, {**sooner, "override": "Festival"}, If_Match="*")
    assert told(moved)["opens_at"] == "2027-03-05T00:00:00Z"


def test_what_opens_when_a_condition_is_met_is_ready_too(program, title_id):
    past = {"opens_at": "2027-02-01T00:00:00Z", "awaits": "The cinema release"}
    window = granted(program, title_id, **past)
    here = f"/rights/windows/{window['id']}"
    refused = program.ask("POST", f"{here}/condition-met", If_Match="*")
    assert problem(refused) == (409, "not_ready")
    assert told(program.get(here))["awaits"] == "The cinema release"


@pytest.mark.parametrize("elsewhere", [{"territory": "BE"}, {"offer": "rental"}])
def test_a_window_that_is_open_does_not_open_another_market_unasked(program, title_id, elsewhere):
    number = a_window(title_id, "FR", NOW - timedelta(days=9))
    here = f"/rights/windows/{number}"
    said = {"territory": "FR", "opens_at": "2027-02-20T12:00:00Z", **elsewhere}
    assert problem(program.ask("PUT", here, said, If_Match="*")) == (409, "not_ready")
    assert told(program.get(here))["territory"] == "FR"
    later = {"territory": "FR", "opens_at": "2027-02-21T12:00:00Z"}
    assert told(program.ask("PUT", here, later, If_Match="*"))["opens_at"] == later["opens_at"]


def test_a_contract_is_changed_by_those_who_act_wherever_it_counts(editor, program, title_id):
    number = told(program.post("/rights/licences", CONTRACT), 201)["id"]
    granting.grant_window(
        title_id=title_id, window=Window("DE", NOW), licence_id=number, actor="system:cast"
    )
    here, said = f"/rights/licences/{number}", {**CONTRACT, "note": "Ours now."}
    partner = a_program(editor, markets=["FR"])
    assert partner.ask("PUT", here, said, If_Match="*").status_code == 403
    assert told(program.get(here))["note"] == "Signed in Montreuil."
    assert told(program.ask("PUT", here, said, If_Match="*"))["note"] == "Ours now."


def test_a_condition_is_met_and_a_window_withdrawn(program, title_id):
    window = granted(program, title_id, awaits="The cinema release")
    here = f"/rights/windows/{window['id']}"
    met = program.ask("POST", f"{here}/condition-met", If_Match="*")
    assert told(met)["awaits"] == ""
    again = program.ask("POST", f"{here}/condition-met", If_Match="*")
    assert problem(again) == (409, "condition_not_awaited")
    assert problem(program.ask("DELETE", here, If_Match='"old"')) == (412, "stale")
    gone = program.ask("DELETE", here, If_Match=met["ETag"])
    assert (gone.status_code, gone.content) == (204, b"")
    assert problem(program.ask("DELETE", here, If_Match="*")) == (404, "nothing_there")


def test_windows_are_found_by_what_they_are_and_only_those_of_the_tokens_markets(editor, title_id):
    program, other = a_program(editor), a_film("Heimat")
    open_now = a_window(title_id, "FR", NOW - timedelta(days=9), NOW + timedelta(days=9))
    belgian = a_window(title_id, "BE")
    pending = granted(program, other, status="pending", offer="rental")["id"]
    found = {
        asked: [one["id"] for one in told(program.get(f"/rights/windows?{asked}"))["items"]]
        for asked in (
            "", "territory=BE", f"title_id={other}", "status=pending", "offer=rental",
            "open_at=2027-03-01T12:00:00Z", "closes_before=2028-01-01T00:00:00Z", "licence_id=7",
        )
    }  # fmt: skip
    assert found == {
        "": [open_now, belgian, pending], "territory=BE": [belgian], f"title_id={other}": [pending],
        "status=pending": [pending], "offer=rental": [pending],
        "open_at=2027-03-01T12:00:00Z": [open_now, belgian],
        "closes_before=2028-01-01T00:00:00Z": [open_now], "licence_id=7": [],
    }  # fmt: skip
    partner = a_program(editor, markets=["BE"])
    seen = told(partner.get("/rights/windows"))["items"]
    assert [one["id"] for one in seen] == [belgian]
    assert problem(partner.get("/rights/windows?territory=FR")) == (403, "foreign_market")


def test_a_window_is_not_moved_into_a_market_that_is_not_the_tokens(editor, title_id):
    window = a_window(title_id, "BE")
    partner = a_program(editor, markets=["BE"])
    response = partner.ask("PUT", f"/rights/windows/{window}", WINDOW, If_Match="*")
    assert problem(response) == (403, "foreign_market")
    assert rights.windows(title_id=title_id)[0].window.territory == "BE"


@pytest.mark.parametrize(
    ("method", "below", "body"),
    [("PUT", "", WINDOW), ("DELETE", "", None), ("POST", "/condition-met", {})],
)
def test_a_window_that_went_to_another_market_while_it_was_waited_for_is_not_touched(
    title_id, monkeypatch, method, below, body
):
    """A token of no markets asks in the name of somebody who acts in one."""
    waits = Window("FR", NOW + timedelta(days=900), terms=Terms(awaits="The festival"))
    window_id = granting.grant_window(title_id=title_id, window=waits, actor="system:cast")
    hold = catalogue.hold_title

    def held_after_another(*, title_id):
        monkeypatch.setattr(catalogue, "hold_title", hold)
        moved = replace(waits, territory="BE")
        granting.change_window(
            window_id=window_id, window=moved, licence_id=None, actor="system:cast"
        )
        hold(title_id=title_id)

    monkeypatch.setattr(catalogue, "hold_title", held_after_another)
    program = a_program(
        a_colleague("fr@example.com", Role.RIGHTS, markets=("FR",)), scopes=[Scope.RIGHTS_WRITE]
    )
    response = program.ask(method, f"/rights/windows/{window_id}{below}", body, If_Match="*")
    assert problem(response) == (403, "foreign_market")
    # The other's move is in the same connection here, and was undone with all else.
    assert [one.window for one in rights.windows(title_id=title_id)] == [waits]


def test_a_holdback_closes_a_title_until_it_is_lifted(program, title_id):
    a_window(title_id, "FR")
    question = f"/catalogue/titles/{title_id}/availability?territory=FR"
    assert told(program.get(question))["is_open"] is True
    said = {
        "title_id": title_id, "territory": "FR", "offer": None, "language": "",
        "begins_at": "2027-01-01T00:00:00Z", "ends_at": "2027-06-01T00:00:00Z", "reason": "Cinemas",
    }  # fmt: skip
    made = told(program.post("/rights/holdbacks", said), 201)
    assert made == {**said, "id": made["id"]}
    answer = told(program.get(question))
    assert (answer["is_open"], answer["opens_at"]) == (False, "2027-06-01T00:00:00Z")
    assert told(program.get(f"/rights/holdbacks?title_id={title_id}"))["items"] == [made]
    lifted = program.ask("DELETE", f"/rights/holdbacks/{made['id']}", If_Match="*")
    assert lifted.status_code == 204
    assert told(program.get(question))["is_open"] is True


def test_a_holdback_of_every_country_is_seen_by_those_of_one_and_lifted_by_none_of_them(
    editor, program, title_id
):
    said = {"title_id": title_id, "begins_at": "2027-01-01T00:00:00Z"}
    made = told(program.post("/rights/holdbacks", said), 201)
    assert made["territory"] is None
    partner = a_program(editor, markets=["BE"])
    assert told(partner.get("/rights/holdbacks?territory=BE"))["items"] == [made]
    refused = partner.ask("DELETE", f"/rights/holdbacks/{made['id']}", If_Match="*")
    assert problem(refused) == (403, "foreign_market")
    empty = {**said, "ends_at": said["begins_at"]}
    assert problem(program.post("/rights/holdbacks", empty)) == (422, "holdback_empty")
    assert len(rights.holdbacks(title_id=title_id)) == 1
