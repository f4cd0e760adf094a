"""Titles, as a program reads and writes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.core import audit
from lanterne.editorial import services as editorial
from tests.api.partners import a_program, problem
from tests.titles import ACTOR, a_film, a_series, a_window

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
VOYAGE = {
    "kind": "film",
    "original_name": "Le Voyage",
    "original_language": "fr",
    "year": 1902,
    "countries": ["FR"],
    "spoken_languages": ["fr", "en"],
    "genres": ["fantasy"],
}


@pytest.fixture
def program(editor):
    return a_program(editor)


def test_a_title_is_made_and_read(program):
    made = program.post("/catalogue/titles", VOYAGE)
    assert made.status_code == 201
    told = made.json()
    assert made["Location"] == f"/api/v1/catalogue/titles/{told['id']}"
    assert told == {
        "id": told["id"], "kind": "film", "slug": "le-voyage", "original_name": "Le Voyage",
        "original_language": "fr", "year": 1902, "runtime_seconds": None, "countries": ["FR"],
        "spoken_languages": ["fr", "en"], "minimum_age": None, "parent_id": None, "number": None,
        "edition": "", "genres": ["fantasy"], "moods": [], "keywords": [], "copyright_line": "",
        "words": [], "credits": [], "ratings": [], "companies": [], "identifiers": [], "artwork": [],
        "production": [{"territory": "FR", "share": None, "is_lead": False}],
    }  # fmt: skip
    read = program.get(f"/catalogue/titles/{told['id']}")
    assert (read.status_code, read.json(), read["ETag"]) == (200, told, made["ETag"])


def test_the_token_stands_in_the_audit_trail(program):
    title_id = program.post("/catalogue/titles", VOYAGE).json()["id"]
    (made, *_) = audit.search(action="catalogue.create_title", subject=f"title:{title_id}")
    (whose,) = audit.search(action="accounts.make_token", subject=made.actor)
    assert made.actor.startswith("token:")
    assert whose.actor.startswith("user:")


def test_what_a_reader_has_is_not_sent_again(program):
    title_id = a_film()
    tag = program.get(f"/catalogue/titles/{title_id}")["ETag"]
    again = program.get(f"/catalogue/titles/{title_id}", If_None_Match=tag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    catalogue.set_facts(title_id=title_id, year=1903, actor=ACTOR)
    changed = program.get(f"/catalogue/titles/{title_id}", If_None_Match=tag)
    assert (changed.status_code, changed.json()["year"]) == (200, 1903)


def test_a_change_says_what_it_is_given_and_leaves_the_rest(program):
    title_id = program.post("/catalogue/titles", VOYAGE).json()["id"]
    tag = program.get(f"/catalogue/titles/{title_id}")["ETag"]
    body = {"original_name": "Le Voyage dans la Lune", "year": None, "genres": ["comedy"]}
    changed = program.ask("PATCH", f"/catalogue/titles/{title_id}", body, If_Match=tag)
    told = changed.json()
    assert changed.status_code == 200
    assert changed["ETag"] != tag
    assert (told["original_name"], told["year"], told["genres"], told["countries"]) == (
        "Le Voyage dans la Lune", None, ["comedy"], ["FR"],
    )  # fmt: skip


def test_of_two_changes_of_one_version_the_second_is_refused(program):
    title_id = a_film()
    tag = program.get(f"/catalogue/titles/{title_id}")["ETag"]
    first = program.ask("PATCH", f"/catalogue/titles/{title_id}", {"year": 1902}, If_Match=tag)
    second = program.ask("PATCH", f"/catalogue/titles/{title_id}", {"year": 1910}, If_Match=tag)
    assert first.status_code == 200
    assert problem(second) == (412, "stale")
    assert editing.edited(title_id=title_id).year == 1902


def test_a_change_must_say_which_version_it_means(program):
    title_id = a_film()
    none = program.ask("PATCH", f"/catalogue/titles/{title_id}", {"year": 1902})
    assert problem(none) == (428, "match_missing")
    any_one = program.ask("PATCH", f"/catalogue/titles/{title_id}", {"year": 1902}, If_Match="*")
    assert any_one.json()["year"] == 1902


def test_words_ratings_and_credits_are_said_and_taken_back(program):
    title_id = a_film()
    here = f"/catalogue/titles/{title_id}"
    words = {"name": "رحلة إلى القمر 🌙", "synopsis": "e\u0301 kept as sent"}
    program.ask("PUT", f"{here}/words/ar", words, If_Match="*")
    program.ask("PUT", f"{here}/ratings/FR", {"label": "12", "minimum_age": 12}, If_Match="*")
    body = {"person": "Georges Méliès", "role": "director"}
    told = program.post(f"{here}/credits", body, If_Match="*").json()
    assert told["words"] == [
        {"language": "ar", "tagline": "", "synopsis_short": "", "synopsis_medium": "", **words},
    ]
    assert told["ratings"] == [{"territory": "FR", "system": "", "label": "12", "minimum_age": 12}]
    (credit,) = told["credits"]
    assert credit == {"id": credit["id"], "character": "", **body}
    for path in ("words/ar", "ratings/FR", f"credits/{credit['id']}"):
        told = program.ask("DELETE", f"{here}/{path}", If_Match="*").json()
    assert (told["words"], told["ratings"], told["credits"]) == ([], [], [])


def test_a_label_of_a_system_says_its_age(program):
    path = f"/catalogue/titles/{a_film()}/ratings/FR"
    told = program.ask("PUT", path, {"system": "CNC", "label": "16"}, If_Match="*").json()
    assert told["ratings"] == [
        {"territory": "FR", "system": "CNC", "label": "16", "minimum_age": 16}
    ]


@pytest.mark.parametrize(
    ("body", "code", "pointers"),
    [
        ({"system": "FSK", "label": "16"}, "system_unknown", ["/system"]),
        ({"system": "CNC", "label": "17"}, "label_unknown", ["/label"]),
        ({"system": "CNC", "label": "16", "minimum_age": 12}, "wrong_facts", []),
        ({"label": "16"}, "wrong_facts", []),
        ({"label": "16\u202e", "minimum_age": 16}, "unreadable_text", []),
    ],
)
def test_a_rating_that_no_board_gives_is_refused(program, body, code, pointers):
    here = f"/catalogue/titles/{a_film()}"
    response = program.ask("PUT", f"{here}/ratings/FR", body, If_Match="*")
    assert problem(response) == (422, code)
    assert [one["pointer"] for one in response.json().get("errors", [])] == pointers
    assert program.get(here).json()["ratings"] == []


def test_a_list_says_of_each_title_what_its_own_address_says(program):
    made = program.post("/catalogue/titles", {**VOYAGE, "countries": ["FR", "BE"]}).json()
    moods = ["tense", "dark"]
    catalogue.file_under(title_id=made["id"], vocabulary="mood", codes=moods, actor=ACTOR)
    (listed,) = program.get("/catalogue/titles").json()["items"]
    document = program.get(f"/catalogue/titles/{made['id']}").json()
    assert listed == {name: document[name] for name in listed}
    assert (listed["countries"], listed["moods"]) == (["FR", "BE"], moods)


def test_another_edition_is_made_below_its_film(program):
    body = {
        "kind": "edition", "original_name": "Director's cut", "original_language": "fr",
        "parent_id": a_film(), "number": 1, "edition": "theatrical",
    }  # fmt: skip
    told = program.post("/catalogue/titles", body).json()
    assert {name: told[name] for name in body} == body


def test_taking_back_what_is_not_said_is_not_found(program):
    here = f"/catalogue/titles/{a_film()}"
    for path in ("words/ar", "ratings/FR", "credits/1"):
        assert problem(program.ask("DELETE", f"{here}/{path}", If_Match="*"))[0] == 404


@pytest.mark.parametrize(
    ("body", "status", "code", "pointers"),
    [
        ({**VOYAGE, "original_name": "  "}, 422, "name_missing", ["/original_name"]),
        (
            {**VOYAGE, "original_language": "fr_FR"},
            422,
            "language_unknown",
            ["/original_language", "/spoken_languages"],
        ),
        ({**VOYAGE, "genres": ["musical-western"]}, 422, "unknown_genre", ["/genres"]),
        ({**VOYAGE, "countries": ["XQ"]}, 422, "territory_unknown", ["/countries"]),
        ({**VOYAGE, "kind": "season", "number": 1}, 422, "wrong_parent", ["/number"]),
        ({**VOYAGE, "year": 1500}, 422, "wrong_facts", None),
        ({**VOYAGE, "year": "soon"}, 422, "unreadable", ["/year"]),
        ({**VOYAGE, "yaer": 1902}, 422, "unreadable", ["/yaer"]),
        ({**VOYAGE, "original_name": "x" * 201}, 422, "unreadable", ["/original_name"]),
        ("{", 400, "unreadable", None),
    ],
)
def test_a_wrong_title_is_refused_where_it_is_wrong(program, body, status, code, pointers):
    response = program.post("/catalogue/titles", body)
    assert problem(response) == (status, code)
    assert [one["pointer"] for one in response.json().get("errors", [])] == (pointers or [])
    assert program.get("/catalogue/titles").json()["items"] == []


def test_a_number_that_is_taken_is_a_conflict(program):
    series, _seasons, _episodes = a_series()
    body = {**VOYAGE, "kind": "season", "parent_id": series, "number": 1}
    assert problem(program.post("/catalogue/titles", body)) == (409, "number_taken")


def test_a_no_is_told_in_the_readers_language(program):
    told = program.get("/catalogue/titles/999999", Accept_Language="fr").json()
    assert told["detail"] == "Introuvable."


def test_a_list_comes_in_pieces_without_loss_or_repetition(program):
    films = [a_film(f"Film {number}") for number in range(5)]
    seen, cursor = [], ""
    while cursor is not None:
        piece = program.get(f"/catalogue/titles?limit=2&cursor={cursor}").json()
        seen.append([one["id"] for one in piece["items"]])
        cursor = piece["next"]
        if len(seen) == 1:
            films.append(a_film("Made meanwhile"))
    assert seen == [films[:2], films[2:4], films[4:]]


@pytest.mark.parametrize("cursor", ["nonsense", "eyJhZnRlciI6MH0:1vZ:x"])
def test_a_cursor_that_we_never_gave_is_refused(program, cursor):
    response = program.get(f"/catalogue/titles?cursor={cursor}")
    assert problem(response) == (400, "cursor_wrong")


def test_a_cursor_of_another_question_is_refused(program):
    for number in range(3):
        a_film(f"Film {number}")
    cursor = program.get("/catalogue/titles?limit=1").json()["next"]
    larger = program.get(f"/catalogue/titles?limit=2&cursor={cursor}")
    other = program.get(f"/catalogue/titles?limit=1&kind=film&cursor={cursor}")
    assert larger.status_code == 200
    assert problem(other) == (400, "cursor_wrong")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("kind=series", ["Les Marées"]),
        ("kind=film", ["Le Voyage", "Heimat"]),
        ("genre=fantasy", ["Le Voyage"]),
        ("language=de", ["Heimat"]),
        ("country=FR", ["Le Voyage"]),
        ("year=1984", ["Heimat"]),
        ("kind=film&year=1902", ["Le Voyage"]),
        ("open_in=FR&kind=film&open_at=2027-03-01T12:00:00Z", ["Le Voyage"]),
        ("open_in=FR&kind=film&open_at=2019-03-01T12:00:00Z", []),
        ("open_in=BE", []),
    ],
)
def test_a_list_holds_what_was_asked_for(program, filters, found):
    voyage = a_film(countries=["FR", "BE"][:1], year=1902)
    catalogue.set_genres(title_id=voyage, codes=["fantasy"], actor=ACTOR)
    a_window(voyage, "FR")
    a_film("Heimat", language="de", year=1984, countries=["DE"])
    a_series(seasons=())
    told = program.get(f"/catalogue/titles?{filters}").json()
    assert [one["original_name"] for one in told["items"]] == found


def test_what_changed_since_a_moment_is_found_its_rights_as_well(program):
    with time_machine.travel(NOW, tick=False):
        said, opened, _still = a_film("Said"), a_film("Opened"), a_film("Still")
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        catalogue.set_facts(title_id=said, year=1902, actor=ACTOR)
        a_window(opened)
        told = program.get("/catalogue/titles?changed_since=2027-03-01T12:30:00Z").json()
    assert [one["original_name"] for one in told["items"]] == ["Said", "Opened"]


def test_a_long_list_says_no_more_than_it_may(program):
    assert problem(program.get("/catalogue/titles?limit=201")) == (422, "unreadable")


def test_a_body_beyond_the_limit_is_not_read(program):
    response = program.post("/catalogue/titles", {"original_name": "x" * 300_000})
    assert problem(response) == (413, "body_too_large")


def test_a_filter_that_there_is_not_is_refused_and_not_overlooked(program):
    response = program.get("/catalogue/titles?gnere=fantasy")
    assert problem(response) == (422, "filter_unknown")
    assert response.json()["errors"][0]["pointer"] == "/gnere"


def test_one_question_is_answered_with_every_reason(program):
    title_id = a_film()
    a_window(title_id, "FR", datetime(2027, 3, 3, tzinfo=UTC))
    here = f"/catalogue/titles/{title_id}/availability?territory=FR"
    told = program.get(f"{here}&at=2027-03-01T12:00:00Z").json()
    assert told == {
        "title_id": title_id, "territory": "FR", "at": "2027-03-01T12:00:00Z", "is_open": False,
        "reason": "not_yet", "sentence": "Opens on 3 March 2027 in France",
        "because": [
            {"reason": "not_yet", "at": "2027-03-03T00:00:00Z", "words": "",
             "sentence": "A window opens on 3 March 2027."}
        ],
        "opens_at": "2027-03-03T00:00:00Z", "closes_at": None,
        "changes_at": "2027-03-03T00:00:00Z",
    }  # fmt: skip
    assert program.get(f"{here}&at=2027-03-03T00:00:00Z").json()["is_open"] is True
    rented = program.get(f"{here}&at=2027-03-03T00:00:00Z&offer=rental").json()
    assert (rented["is_open"], rented["reason"]) == (False, "no_window_here")


def test_the_question_about_no_title_is_not_found(program):
    response = program.get("/catalogue/titles/999999/availability?territory=FR")
    assert problem(response) == (404, "nothing_there")


def test_the_history_of_a_title_is_read_from_its_first_line_on(program, editor):
    here = f"/catalogue/titles/{a_film()}"
    told = program.ask("PATCH", here, {"year": 1902}, If_Match="*")
    assert told.status_code == 200
    first = program.get(f"{here}/history?limit=1").json()
    rest = program.get(f"{here}/history?limit=1&cursor={first['next']}").json()
    (made,), (changed,) = first["items"], rest["items"]
    assert (made["action"], made["actor"]) == ("catalogue.create_title", ACTOR)
    assert (changed["action"], changed["actor"][:6]) == ("catalogue.set_facts", "token:")
    assert changed["detail"]["year"] == 1902
    assert rest["next"] is None
    asked = program.get(f"{here}/history?action=catalogue.set_facts").json()
    assert [one["id"] for one in asked["items"]] == [changed["id"]]


def test_a_title_that_was_merged_into_another_is_read_by_its_old_number(program):
    stays, goes = a_film("Le Voyage"), a_film("Le Trajet")
    editorial.merge(title_id=stays, other_id=goes, actor=ACTOR)
    assert program.get(f"/catalogue/titles/{goes}").json()["id"] == stays
