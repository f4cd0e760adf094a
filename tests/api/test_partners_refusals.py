"""Every address of the programs' API, and every no that it has to say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lanterne.accounts import staff, tokens
from lanterne.accounts.roles import Role
from lanterne.accounts.scopes import Scope
from lanterne.api.urls import api
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.queries import editing
from lanterne.core import audit
from tests.api.partners import Program, a_program, problem
from tests.cast import a_colleague
from tests.titles import ACTOR, a_film

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
FILM = {"kind": "film", "original_name": "Heimat", "original_language": "de"}
TITLE = "/catalogue/titles/{title_id}"
# The body that would be taken, and the scope that is asked for.
ROUTES = {
    ("GET", "/catalogue/titles"): (None, Scope.TITLES_READ),
    ("POST", "/catalogue/titles"): (FILM, Scope.TITLES_WRITE),
    ("GET", TITLE): (None, Scope.TITLES_READ),
    ("PATCH", TITLE): ({"year": 1902}, Scope.TITLES_WRITE),
    ("GET", TITLE + "/availability"): (None, Scope.RIGHTS_READ),
    ("PUT", TITLE + "/words/{language}"): ({"name": "A Trip"}, Scope.TITLES_WRITE),
    ("DELETE", TITLE + "/words/{language}"): (None, Scope.TITLES_WRITE),
    ("PUT", TITLE + "/ratings/{territory}"): (
        {"label": "12", "minimum_age": 12}, Scope.TITLES_WRITE,
    ),
    ("DELETE", TITLE + "/ratings/{territory}"): (None, Scope.TITLES_WRITE),
    ("POST", TITLE + "/credits"): ({"person": "Méliès", "role": "actor"}, Scope.TITLES_WRITE),
    ("DELETE", TITLE + "/credits/{credit_id}"): (None, Scope.TITLES_WRITE),
}  # fmt: skip
# What is asked beside the address, and what of it is about a market.
ASKED = {
    ("GET", TITLE + "/availability"): "territory=FR",
    ("GET", "/catalogue/titles"): "open_in=FR",
}
IN_A_MARKET = [route for route in ROUTES if route in ASKED or "{territory}" in route[1]]
OF_A_TITLE = [route for route in ROUTES if "{title_id}" in route[1]]
CHANGES = [route for route in OF_A_TITLE if route[0] != "GET"]
WITH_A_BODY = [route for route, (body, _scope) in ROUTES.items() if body is not None]
SERVED = [
    (method.upper(), path)
    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items()
    for method, told in methods.items()
    if {"Bearer": []} in told["security"]
]


@pytest.fixture
def title_id(db):
    made = a_film()
    catalogue.localise(title_id=made, language="en", name="A Trip", actor=ACTOR)
    catalogue.rate(title_id=made, territory="FR", label="U", minimum_age=0, actor=ACTOR)
    catalogue.credit(title_id=made, person="Bleuette Bernon", role="actor", actor=ACTOR)
    return made


def ask(program, route, title_id, *, body=None, **headers):
    """As it would be taken, but for what the test says otherwise."""
    method, path = route
    (held,) = editing.credited(title_id=title_id) or (None,)
    address = path.format(
        title_id=title_id, language="en", territory="FR", credit_id=held.id if held else 1
    )
    sent = ROUTES[route][0] if body is None else body
    headers = {"If_Match": "*", **headers} if route in CHANGES else headers
    return program.ask(method, f"{address}?{ASKED.get(route, '')}", sent, **headers)


def appoint(somebody, *roles, by, markets=()):
    staff.appoint(user_id=somebody.user_id, roles=roles, markets=markets, actor=by.actor)


@pytest.fixture
def nothing_happens(title_id):
    """After a no everything is as it was, the audit trail as well."""
    lines = audit.search(subject=f"title:{title_id}")
    yield
    assert audit.search(subject=f"title:{title_id}") == lines
    assert editing.listed().count() == 1


def named(routes):
    return pytest.mark.parametrize("route", routes, ids=" ".join)


def test_every_route_has_a_row():
    assert sorted(SERVED) == sorted(ROUTES)


@named(ROUTES)
def test_a_token_with_just_its_scope_is_let_in(route, editor, title_id):
    program = a_program(editor, scopes=[ROUTES[route][1]], markets=["FR"])
    assert ask(program, route, title_id).status_code in {200, 201}


@named(ROUTES)
@pytest.mark.parametrize("header", ["", "Bearer", "Bearer lanterne_nonsense", "Basic dTpw"])
def test_nobody_comes_in_without_a_token(route, header, title_id, nothing_happens):
    program = Program("")
    response = ask(program, route, title_id, Authorization=header)
    assert problem(response) == (401, "token_refused")
    assert response["WWW-Authenticate"].startswith("Bearer")


@named(ROUTES)
def test_staff_with_a_session_and_no_token_do_not_come_in_either(
    route, sign_in, editor, title_id, nothing_happens
):
    program = Program("")
    program.client = sign_in(editor)
    assert problem(ask(program, route, title_id)) == (401, "token_refused")


@named(ROUTES)
def test_a_token_for_all_else_is_refused_whether_the_title_is_there_or_not(
    route, editor, title_id, nothing_happens
):
    wanted = ROUTES[route][1]
    wider = Scope(wanted.replace("read", "write"))
    program = a_program(editor, scopes=set(Scope) - {wanted, wider})
    real, none = (ask(program, route, one) for one in (title_id, 999_999))
    assert problem(real) == (403, "scope_missing")
    assert (none.status_code, none.json()) == (403, real.json())


@named(IN_A_MARKET)
def test_a_token_for_another_market_is_refused_whether_the_title_is_there_or_not(
    route, editor, title_id, nothing_happens
):
    program = a_program(editor, markets=["BE"])
    real, none = (ask(program, route, one) for one in (title_id, 999_999))
    assert problem(real) == (403, "foreign_market")
    assert (none.status_code, none.json()) == (403, real.json())


# What each role may still do with a token that could do everything when it was made.
LEFT = {
    Role.OWNER: set(Scope),
    Role.PROGRAMMER: {Scope.TITLES_READ, Scope.TITLES_WRITE, Scope.RIGHTS_READ, Scope.JOBS_READ},
    Role.RIGHTS: {Scope.TITLES_READ, Scope.RIGHTS_READ, Scope.RIGHTS_WRITE, Scope.JOBS_READ},
    Role.POST: {Scope.TITLES_READ, Scope.RIGHTS_READ, Scope.JOBS_READ},
    Role.EDITORIAL: {Scope.TITLES_READ, Scope.TITLES_WRITE, Scope.RIGHTS_READ, Scope.JOBS_READ},
    Role.SUPPORT: {Scope.TITLES_READ, Scope.RIGHTS_READ, Scope.JOBS_READ},
    Role.FINANCE: {Scope.TITLES_READ, Scope.RIGHTS_READ},
    Role.READER: {Scope.TITLES_READ, Scope.RIGHTS_READ, Scope.JOBS_READ},
}


@pytest.mark.parametrize("role", Role)
def test_a_token_loses_what_its_maker_loses_and_has_it_again(role, db, title_id):
    maker, boss = a_colleague("maker@example.com", Role.OWNER), a_colleague("o@x.com", Role.OWNER)
    program = a_program(maker)
    appoint(maker, role, by=boss)
    met = {scope: set() for scope in Scope}
    for route, (_body, scope) in ROUTES.items():
        met[scope].add(ask(program, route, 999_999).status_code == 403)
    refused = {scope for scope, noes in met.items() if noes == {True}}
    assert {scope for scope, noes in met.items() if noes == {False}} == LEFT[role] & {
        scope for _body, scope in ROUTES.values()
    }
    appoint(maker, Role.OWNER, by=boss)
    for route, (_body, scope) in ROUTES.items():
        assert scope not in refused or ask(program, route, 999_999).status_code != 403


@named(IN_A_MARKET)
def test_a_token_changes_no_market_that_its_maker_lost_and_may_look_at_all(
    route, editor, title_id, nothing_happens
):
    program = a_program(editor, markets=["FR", "DE"])
    boss = a_colleague("o@x.com", Role.OWNER)
    appoint(editor, Role.PROGRAMMER, Role.RIGHTS, by=boss, markets=["DE"])
    response = ask(program, route, title_id)
    if route[0] == "GET":
        assert response.status_code == 200
    else:
        assert problem(response) == (403, "foreign_market")
        assert response.json()["detail"] == "This token acts in these countries only: DE."


@pytest.mark.parametrize(
    ("scope", "markets"), [(Scope.TITLES_WRITE, ["BE"]), (Scope.TITLES_READ, ["FR", "BE"])]
)
def test_a_token_beyond_its_maker_is_not_made(scope, markets, db):
    maker = a_colleague("maker@example.com", Role.RIGHTS, markets=("BE",))
    with pytest.raises(tokens.TokenWrong, match="cannot do more than the one who makes it"):
        a_program(maker, scopes=[scope], markets=markets)
    assert tokens.tokens() == ()


@named(OF_A_TITLE)
def test_a_title_that_never_was_is_not_found(route, editor, title_id, nothing_happens):
    assert problem(ask(a_program(editor), route, 999_999))[0] == 404


@named(CHANGES)
def test_a_change_of_another_version_is_refused(route, editor, title_id, nothing_happens):
    response = ask(a_program(editor), route, title_id, If_Match='"0123"')
    assert problem(response) == (412, "stale")


@named(WITH_A_BODY)
@pytest.mark.parametrize("body", ["{", "[]", '{"surprise": 1}'])
def test_a_body_that_cannot_be_read_is_refused(route, body, editor, title_id, nothing_happens):
    response = ask(a_program(editor), route, title_id, body=body)
    assert problem(response) in {(400, "unreadable"), (422, "unreadable")}


def test_a_token_ends_when_it_is_revoked_when_its_day_comes_and_when_its_maker_goes(
    editor, title_id, django_user_model
):
    with time_machine.travel(NOW, tick=False) as clock:
        made = tokens.make_token(
            user_id=editor.user_id,
            name="A partner",
            scopes=[Scope.TITLES_READ],
            expires_at=NOW + timedelta(days=1),
        )
        program = Program(made.secret)
        assert program.get("/catalogue/titles").status_code == 200
        clock.shift(timedelta(days=1))
        assert problem(program.get("/catalogue/titles")) == (401, "token_refused")
    program = a_program(editor)
    django_user_model.objects.filter(pk=editor.user_id).update(is_active=False)
    assert problem(program.get("/catalogue/titles")) == (401, "token_refused")
    django_user_model.objects.filter(pk=editor.user_id).update(is_active=True)
    assert program.get("/catalogue/titles").status_code == 200
    tokens.revoke_token(token_id=tokens.tokens()[0].id, actor=editor.actor)
    assert problem(program.get("/catalogue/titles")) == (401, "token_refused")


def test_a_token_that_asks_too_often_waits_for_the_next_minute(editor, settings):
    settings.API_REQUESTS_A_MINUTE = 2
    with time_machine.travel(NOW + timedelta(seconds=20), tick=False) as clock:
        program = a_program(editor)
        assert [program.get("/catalogue/titles").status_code for _ in range(2)] == [200, 200]
        refused = program.get("/catalogue/titles")
        assert problem(refused) == (429, "too_many_requests")
        assert refused["Retry-After"] == "40"
        assert a_program(editor).get("/catalogue/titles").status_code == 200
        clock.shift(timedelta(seconds=40))
        assert program.get("/catalogue/titles").status_code == 200


def test_a_token_of_the_rights_says_nothing_of_titles(editor, title_id):
    program = a_program(editor, scopes=[Scope.RIGHTS_WRITE])
    assert problem(program.get(f"/catalogue/titles/{title_id}")) == (403, "scope_missing")
