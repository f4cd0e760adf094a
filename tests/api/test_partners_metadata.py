"""All that is said of titles beside their words, and collections and the vocabulary, as programs read and write them."""

from __future__ import annotations

import pytest

from lanterne.accounts import tokens
from lanterne.catalogue import services as catalogue
from lanterne.core import audit
from tests.api.partners import a_program, problem
from tests.titles import ACTOR, a_film, a_part, a_picture, a_series


@pytest.fixture
def program(editor):
    return a_program(editor)


@pytest.fixture
def here(db):
    return f"/catalogue/titles/{a_film()}"


def told(response, status=200):
    assert response.status_code == status, response.content
    return response.json()


def put(program, path, body, method="PUT", match="*"):
    return program.ask(method, path, body, If_Match=match)


def test_countries_are_said_with_their_shares_and_their_lead(program, here):
    countries = [
        {"territory": "FR", "share": "66.67", "is_lead": True},
        {"territory": "BE", "share": "33.33", "is_lead": False},
    ]
    document = told(put(program, f"{here}/production", {"countries": countries}))
    assert document["production"] == countries
    assert document["countries"] == ["FR", "BE"]


@pytest.mark.parametrize(
    ("countries", "code", "pointer"),
    [
        ([{"territory": "FR", "share": 60}, {"territory": "BE", "share": 60}], "wrong_shares", "/countries"),
        ([{"territory": "FR"}, {"territory": "FR"}], "wrong_shares", "/countries"),
        ([{"territory": "XQ"}], "territory_unknown", "/countries"),
        ([{"territory": "FR", "share": "1e400"}], "unreadable", "/countries/0/share"),
    ],
)  # fmt: skip
def test_shares_beyond_the_whole_and_countries_that_are_none_are_refused(
    program, here, countries, code, pointer
):
    response = put(program, f"{here}/production", {"countries": countries})
    assert problem(response) == (422, code)
    assert [one["pointer"] for one in response.json()["errors"]] == [pointer]
    assert program.get(here).json()["production"] == []


def test_companies_are_named_in_their_order_and_taken_back(program, here):
    for company, role in (("Star Film", "production"), ("Pathé", "sales")):
        document = told(
            put(program, f"{here}/companies", {"company": company, "role": role}, "POST")
        )
    assert [(one["company"], one["role"]) for one in document["companies"]] == [
        ("Star Film", "production"), ("Pathé", "sales"),
    ]  # fmt: skip
    first = document["companies"][0]["id"]
    left = told(put(program, f"{here}/companies/{first}", None, "DELETE"))
    assert [one["company"] for one in left["companies"]] == ["Pathé"]


def test_an_identifier_is_kept_as_its_registry_writes_it(program, here):
    said = {"scheme": "eidr", "value": "10.5240/7791-8534-2c23-9030-8610-5"}
    document = told(put(program, f"{here}/identifiers", said, "POST"))
    assert document["identifiers"] == [
        {"scheme": "eidr", "value": "10.5240/7791-8534-2C23-9030-8610-5"}
    ]
    address = f"{here}/identifiers?scheme=eidr&value=10.5240/7791-8534-2C23-9030-8610-5"
    assert told(put(program, address, None, "DELETE"))["identifiers"] == []


def test_an_eidr_with_a_slip_and_one_that_is_taken_are_refused(program, here):
    wrong = {"scheme": "eidr", "value": "10.5240/7791-8534-2C23-9030-8610-6"}
    response = put(program, f"{here}/identifiers", wrong, "POST")
    assert problem(response) == (422, "wrong_identifier")
    assert "has a slip in it" in response.json()["detail"]
    other = a_film("Heimat")
    catalogue.identify(title_id=other, scheme="imdb", value="tt0000417", actor=ACTOR)
    taken = put(program, f"{here}/identifiers", {"scheme": "imdb", "value": "tt0000417"}, "POST")
    assert problem(taken) == (409, "identifier_taken")
    assert program.get(here).json()["identifiers"] == []


def test_a_title_is_filed_under_moods_and_keywords(program, here):
    words = told(
        program.post("/catalogue/vocabularies/keyword", {"language": "fr", "name": "Lune"}), 201
    )
    assert words["items"] == [{"code": "lune", "names": {"fr": "Lune"}}]
    named = told(put(program, "/catalogue/vocabularies/keyword/lune/names/en", {"name": "Moon"}))
    assert named["items"] == [{"code": "lune", "names": {"en": "Moon", "fr": "Lune"}}]
    told(put(program, f"{here}/terms/keyword", {"codes": ["lune"]}))
    document = told(put(program, f"{here}/terms/mood", {"codes": ["dreamlike", "funny"]}))
    assert (document["moods"], document["keywords"]) == (["dreamlike", "funny"], ["lune"])
    unknown = put(program, f"{here}/terms/mood", {"codes": ["lune"]})
    assert problem(unknown) == (422, "unknown_term")
    assert unknown.json()["errors"][0]["pointer"] == "/codes"


def test_a_picture_hangs_with_its_addresses_and_comes_down(program, here):
    address = f"{here}/artwork?kind=poster&language=fr&source=Star%20Film"
    (picture,) = told(put(program, address, a_picture()))["artwork"]
    assert {name: picture[name] for name in ("kind", "language", "source", "width", "height")} == {
        "kind": "poster", "language": "fr", "source": "Star Film", "width": 800, "height": 1200,
    }  # fmt: skip
    assert picture["url"] in picture["srcset"]
    focused = told(put(program, f"{here}/artwork/{picture['id']}/focus", {"x": 10, "y": 90}))
    assert focused["artwork"][0]["focus"] == [10, 90]
    down = told(put(program, f"{here}/artwork/{picture['id']}", None, "DELETE"))
    assert down["artwork"] == []


@pytest.mark.parametrize(
    ("asked", "body", "status", "code"),
    [
        ("kind=poster", b"<svg onload='alert(1)'/>", 422, "picture_refused"),
        ("kind=poster", b"", 422, "picture_refused"),
        ("kind=logo", b"x", 422, "unreadable"),
        ("kind=poster&language=fr_FR", b"x", 422, "language_unknown"),
    ],
)
def test_what_is_no_picture_is_refused(program, here, asked, body, status, code):
    response = put(program, f"{here}/artwork?{asked}", body)
    assert problem(response) == (status, code)
    assert program.get(here).json()["artwork"] == []


def test_a_picture_beyond_twenty_megabytes_is_not_read(program, here):
    response = program.ask(
        "PUT", f"{here}/artwork?kind=poster", b"x", If_Match="*", Content_Length="30000000"
    )
    assert problem(response) == (413, "body_too_large")


def test_what_is_below_and_beside_a_title_is_a_list(program):
    series, (season,), _episodes = a_series(seasons=(1,))
    trailer = a_part("trailer", series, 1)
    found = told(program.get(f"/catalogue/titles?parent_id={series}"))["items"]
    assert [(one["id"], one["kind"]) for one in found] == [(season, "season"), (trailer, "trailer")]


def test_a_series_is_in_no_circle(program):
    series, (season,), _episodes = a_series(seasons=(1,))
    body = {"kind": "series", "original_name": "Ring", "original_language": "de", "number": 1}
    response = program.post("/catalogue/titles", {**body, "parent_id": season})
    assert problem(response) == (422, "wrong_parent")
    moved = put(program, f"/catalogue/titles/{series}", {"parent_id": season}, "PATCH")
    assert problem(moved) == (422, "unreadable")


def test_a_collection_is_made_named_and_arranged(program):
    films = [a_film("Un"), a_film("Deux")]
    made = program.post("/catalogue/collections", {"name": "Voyages", "language": "fr"})
    collection = told(made, 201)
    here = f"/catalogue/collections/{collection['id']}"
    assert made["Location"] == f"/api/v1{here}"
    tag = made["ETag"]
    named = put(program, f"{here}/names/en", {"name": "Journeys", "synopsis": "Far."}, match=tag)
    assert told(named)["names"] == {
        "en": {"name": "Journeys", "synopsis": "Far."}, "fr": {"name": "Voyages", "synopsis": ""},
    }  # fmt: skip
    assert problem(put(program, f"{here}/titles", {"title_ids": []}, match=tag)) == (412, "stale")
    arranged = put(program, f"{here}/titles", {"title_ids": films[::-1]}, match=named["ETag"])
    assert told(arranged)["title_ids"] == films[::-1]
    assert arranged["ETag"] == program.get(here)["ETag"]
    holding = told(program.get(f"/catalogue/collections?title_id={films[0]}"))
    assert [one["id"] for one in holding["items"]] == [collection["id"]]
    gone = put(program, f"{here}/titles", {"title_ids": [999_999]})
    assert problem(gone) == (422, "no_such_title")
    assert program.get(here).json()["title_ids"] == films[::-1]


def test_collections_come_in_pieces(program):
    made = [
        catalogue.create_collection(name=f"C{number}", language="fr", actor=ACTOR)
        for number in range(3)
    ]
    first = told(program.get("/catalogue/collections?limit=2"))
    rest = told(program.get(f"/catalogue/collections?limit=2&cursor={first['next']}"))
    assert [[one["id"] for one in piece["items"]] for piece in (first, rest)] == [
        made[:2],
        made[2:],
    ]
    assert rest["next"] is None
    other = program.get(f"/catalogue/titles?limit=2&cursor={first['next']}")
    assert problem(other) == (400, "cursor_wrong")


NAMES = [
    "رحلة إلى القمر",
    "月世界旅行",
    "Voyage 🚀👩🏽‍🚀",
    "Tiếng Việt",
    "e\u0301te\u0301",
    "צ\u200fל",
]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_script_are_kept_exactly(program, here, name):
    body = {"original_name": name, "copyright_line": f"© {name}"}
    document = told(put(program, here, body, "PATCH"))
    said = told(put(program, f"{here}/words/ja", {"name": name, "synopsis": f"{name}\n\n{name}"}))
    assert (document["original_name"], document["copyright_line"]) == (name, f"© {name}")
    assert said["words"][0]["synopsis"] == f"{name}\n\n{name}"


@pytest.mark.parametrize(
    ("field", "text", "status", "code"),
    [
        ("name", "ab\u202ecd", 422, "unreadable_text"),
        ("name", "ab\u0000cd", 422, "unreadable"),
        ("name", "\\ud800", 422, "unreadable"),
        ("synopsis", "x" * 10_001, 422, "unreadable"),
        ("synopsis", "x" * 1_000_000, 413, "body_too_large"),
    ],
)
def test_texts_that_would_break_a_page_or_a_database_are_refused(
    program, here, field, text, status, code
):
    body = {"name": "A Trip", field: text}
    sent = body
    if text == "\\ud800":
        sent = '{"name": "\\ud800"}'
    response = put(program, f"{here}/words/en", sent)
    assert problem(response) == (status, code)
    assert program.get(here).json()["words"] == []


@pytest.mark.parametrize(
    "path",
    [
        "/catalogue/titles/0", "/catalogue/titles/9223372036854775808", "/catalogue/titles/%00",
        "/catalogue/titles?genre=%00", "/catalogue/titles?language=%00", "/rights/licences?licensor=%00",
        "/catalogue/titles?year=-1", "/catalogue/titles?changed_since=2027-03-01",
        "/rights/windows?open_at=yesterday", "/deliveries/requests?due_before=99999-01-01",
    ],
)  # fmt: skip
def test_addresses_with_nonsense_in_them_are_refused(program, path):
    assert problem(program.get(path)) == (422, "unreadable")


@pytest.mark.parametrize("year", ["0001", "9999"])
@pytest.mark.parametrize(
    "path",
    [
        "/catalogue/titles?changed_since={year}-01-01T00:00:00Z",
        "/catalogue/titles?open_in=FR&open_at={year}-12-31T23:59:59Z",
        "/commissioning/slate?on={year}-12-31",
        "/deliveries/requests?due_before={year}-01-01",
    ],
)
def test_a_year_that_nobody_means_is_refused_with_a_sentence(program, path, year):
    answer = program.get(path.format(year=year), Accept_Language="fr")
    assert problem(answer) == (422, "unreadable")
    assert [one["detail"] for one in answer.json()["errors"]] == [
        "Une année se situe entre 1880 et 2200."
    ]


@pytest.mark.parametrize("said", [{"begins_on": "0001-01-01"}, {"ends_on": "9999-12-31"}])
def test_a_contract_lies_in_years_that_somebody_means(program, said):
    body = {"licensor": "Star Film", "reference": "SF-9", **said}
    assert problem(program.post("/rights/licences", body)) == (422, "unreadable")
    assert program.get("/rights/licences").json()["items"] == []


def test_every_change_names_the_token(program, here, editor):
    put(program, f"{here}/terms/mood", {"codes": ["funny"]})
    (token,) = tokens.tokens()
    line = audit.lines(subject=f"title:{here.rpartition('/')[2]}")[0]
    assert (line.action, line.actor) == ("catalogue.file_under", token.actor)
    made = audit.lines(subject=token.actor)[0]
    assert (made.action, made.actor) == ("accounts.make_token", editor.actor)
