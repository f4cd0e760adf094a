"""Requests to post houses, readiness and publish jobs, as programs read and write them."""

from __future__ import annotations

import pytest

from lanterne.catalogue import services as catalogue
from lanterne.core import audit
from lanterne.deliveries import queries as deliveries
from tests.api.partners import a_program, problem
from tests.titles import ACTOR, a_film, published

ASKED = {"asset": "metadata", "language": "en", "due_on": "2099-02-01"}


@pytest.fixture
def program(editor):
    return a_program(editor)


@pytest.fixture
def title_id(db):
    return a_film()


def told(response, status=200):
    assert response.status_code == status, response.content
    return response.json()


def asked(program, title_id, **more):
    made = program.post("/deliveries/requests", {"title_id": title_id, **ASKED, **more})
    return f"/deliveries/requests/{told(made, 201)['id']}", made["ETag"]


def test_a_request_goes_its_way_and_says_who_moved_it(program, title_id):
    here, tag = asked(program, title_id)
    empty = program.ask("POST", f"{here}/look", If_Match=tag)
    assert problem(empty) == (409, "nothing_there")
    catalogue.localise(
        title_id=title_id, language="en", name="A Trip", synopsis="Far.", actor=ACTOR
    )
    looked = program.ask("POST", f"{here}/look", If_Match=tag)
    assert told(looked)["state"] == "processed"
    assert problem(program.ask("POST", f"{here}/accept", If_Match=tag)) == (412, "stale")
    back = {"reason": "wrong_title", "note": "This is another moon."}
    sent = program.ask("POST", f"{here}/send-back", back, If_Match=looked["ETag"])
    document = told(sent)
    assert [(one["state"], one["reason"], one["note"]) for one in document["moves"]] == [
        ("requested", "", ""), ("delivered", "", ""), ("processed", "", ""),
        ("redelivery", "wrong_title", "This is another moon."),
    ]  # fmt: skip
    assert {one["actor"][:6] for one in document["moves"]} == {"token:"}
    refused = program.ask("POST", f"{here}/accept", If_Match=sent["ETag"])
    assert problem(refused) == (409, "wrong_move")
    assert told(program.ask("POST", f"{here}/cancel", If_Match="*"))["state"] == "cancelled"


def test_what_has_come_is_accepted_and_the_need_is_met(program, title_id):
    here, _tag = asked(program, title_id)
    readiness = f"/catalogue/titles/{title_id}/readiness?territory=FR"

    def words():
        return next(one for one in told(program.get(readiness))["needs"] if one["code"] == "words")

    catalogue.localise(
        title_id=title_id, language="fr", name="Le Voyage", synopsis="Loin.", actor=ACTOR
    )
    assert (words()["standing"], words()["sentence"]) == ("met", "A name and a synopsis – French")
    french, _tag = asked(program, title_id, language="fr")
    number = int(french.rpartition("/")[2])
    assert (words()["standing"], words()["request_id"]) == ("asked", number)
    program.ask("POST", f"{french}/look", If_Match="*")
    program.ask("POST", f"{french}/accept", If_Match="*")
    assert (words()["standing"], words()["request_id"]) == ("met", None)
    assert told(program.get(here))["state"] == "requested"


@pytest.mark.parametrize(
    ("wrong", "status", "code", "pointers"),
    [
        ({"due_on": "2020-01-01"}, 422, "due_in_the_past", ["/due_on"]),
        ({"language": ""}, 422, "wrong_wish", []),
        ({"language": "en_GB"}, 422, "wrong_wish", []),
        ({"asset": "artwork", "role": "logo"}, 422, "wrong_wish", []),
        ({"asset": "rating", "language": "", "territory": "XQ"}, 422, "wrong_wish", []),
        ({"post_house_id": 999}, 422, "no_such_post_house", ["/post_house_id"]),
        ({"asset": "reel"}, 422, "unreadable", ["/asset"]),
        ({}, 409, "asked_already", []),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(program, title_id, wrong, status, code, pointers):
    if code == "asked_already":
        asked(program, title_id)
    before = len(deliveries.requests(title_id=title_id))
    response = program.post("/deliveries/requests", {"title_id": title_id, **ASKED, **wrong})
    assert problem(response) == (status, code)
    assert [one["pointer"] for one in response.json().get("errors", [])] == pointers
    assert len(deliveries.requests(title_id=title_id)) == before


def test_all_that_a_title_lacks_is_asked_for_once(program, title_id):
    body = {"title_id": title_id, "markets": ["FR"], "due_on": "2099-02-01"}
    first, again = (
        told(program.post("/deliveries/requests/everything", body), 201) for _ in range(2)
    )
    assert first["count"] == len(deliveries.requests(title_id=title_id)) > 3
    assert again == {"count": 0}


def test_a_request_gets_another_day_and_a_word_is_said_once_under_its_key(program, title_id):
    here, tag = asked(program, title_id)
    changed = told(program.ask("PATCH", here, {"due_on": "2099-03-01"}, If_Match=tag))
    assert changed["due_on"] == "2099-03-01"
    for _time in range(2):
        said = told(
            program.post(f"{here}/messages", {"text": "Until Friday."}, Idempotency_Key="k"), 201
        )
    assert [one["text"] for one in said["messages"]] == ["Until Friday."]
    empty = program.post(f"{here}/messages", {"text": " "})
    assert problem(empty) == (422, "message_empty")


def test_requests_are_found_by_what_they_are(program, title_id, editor):
    for more in (
        {},
        {"language": "fr", "due_on": "2099-04-01"},
        {"asset": "rating", "language": "", "territory": "FR"},
    ):
        asked(program, title_id, **more)
    asked(program, a_film("Heimat"), asset="artwork", language="", role="poster")
    found = {
        told_of: len(told(program.get(f"/deliveries/requests?{told_of}"))["items"])
        for told_of in (
            "", f"title_id={title_id}", "asset=artwork", "state=accepted", "due_before=2099-03-01",
            "limit=3",
        )
    }  # fmt: skip
    assert list(found.values()) == [4, 3, 1, 0, 3, 3]
    partner = a_program(editor, markets=["BE"])
    assert len(told(partner.get("/deliveries/requests"))["items"]) == 3


def test_a_post_house_is_added_and_said_anew(program):
    body = {"name": "Éclair", "email": "desk@eclair.example", "language": "fr"}
    made = program.post("/deliveries/post-houses", body)
    house = told(made, 201)
    here = f"/deliveries/post-houses/{house['id']}"
    assert problem(program.post("/deliveries/post-houses", body)) == (409, "post_house_taken")
    wrong = program.ask("PUT", here, {**body, "email": "nobody"}, If_Match="*")
    assert problem(wrong) == (422, "wrong_wish")
    changed = program.ask("PUT", here, {**body, "language": "en"}, If_Match=made["ETag"])
    assert told(changed) == {**house, "language": "en"}
    assert told(program.get("/deliveries/post-houses"))["items"] == [changed.json()]
    lines = [one.action for one in audit.search(subject=f"posthouse:{house['id']}")]
    assert lines == ["deliveries.change_post_house", "deliveries.add_post_house"]


def test_jobs_are_read_with_what_was_found(program, title_id):
    other = a_film("Heimat")
    published(title_id, other)
    listed = told(program.get("/publishing/jobs"))["items"]
    assert [(one["title_id"], one["state"]) for one in listed] == [
        (title_id, "done"), (other, "done"),
    ]  # fmt: skip
    (one,) = told(program.get(f"/publishing/jobs?title_id={other}&state=done"))["items"]
    assert told(program.get("/publishing/jobs?state=failed"))["items"] == []
    document = told(program.get(f"/publishing/jobs/{one['id']}"))
    assert {name: document[name] for name in one} == one
    assert (document["steps"], document["findings"], document["verdicts"]) == ([], [], [])
