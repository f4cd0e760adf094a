"""Every address of the programs' API, and every no that it has to say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from lanterne.accounts import staff, tokens
from lanterne.accounts.roles import Role
from lanterne.accounts.scopes import Scope
from lanterne.core import audit
from tests.api.partners import Program, a_program, problem
from tests.api.partners_routes import MATCHED, OPERATIONS, ROUTES, House
from tests.cast import a_colleague

# Every door times everybody: too long for the fast part.
pytestmark = pytest.mark.slow

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
NAMING = [route for route in ROUTES if "_id}" in route[1] or "{key}" in route[1]]
BOUND = {route: told.elsewhere for route, told in ROUTES.items() if told.elsewhere}
# A token of some markets is never let in.
OF_EVERY_MARKET = {
    ("GET", "/catalogue/titles/{title_id}/history"),
    ("GET", "/growth/rank"),
    ("GET", "/growth/brief"),
}
WITH_A_BODY = [route for route, told in ROUTES.items() if isinstance(told.body, dict)]


@pytest.fixture
def house(db):
    return House()


@pytest.fixture
def nothing_happens(house):
    """After a no everything is as it was, the audit trail as well."""
    lines = audit.search(limit=1000)
    yield
    told = [
        one for one in audit.search(limit=1000) if not one.subject.startswith(("token:", "user:"))
    ]
    assert told == [one for one in lines if not one.subject.startswith(("token:", "user:"))]


def appoint(somebody, *roles, by, markets=()):
    staff.appoint(user_id=somebody.user_id, roles=roles, markets=markets, actor=by.actor)


def test_every_route_has_a_row():
    assert sorted(OPERATIONS) == sorted(ROUTES)


def test_whatever_changes_what_can_be_read_asks_for_the_version_that_was_read():
    changing = {route for route in ROUTES if route[0] in {"PUT", "PATCH", "DELETE"}}
    acts = ("credits", "companies", "identifiers", "condition-met", "accept", "send-back", "cancel", "look")  # fmt: skip
    acting = {route for route in ROUTES if route[0] == "POST" and route[1].endswith(acts)}
    assert set(MATCHED) == changing | acting


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_a_token_with_just_its_scope_and_market_is_let_in(route, editor, house):
    house.make_ready(route[1])
    markets = [] if route in OF_EVERY_MARKET else ["FR"]
    told = ROUTES[route]
    scopes = [told.scope, *([told.also] if told.also else [])]
    program = a_program(editor, scopes=scopes, markets=markets)
    response = house.ask(program, route)
    assert response.status_code in OPERATIONS[route]["responses"], response.content
    assert response.status_code in {200, 201, 204}, response.content
    if response.status_code != 204:
        assert "ETag" in response
    written = [one for one in audit.search(limit=1000) if one.actor.startswith("token:")]
    is_reading = route[0] == "GET"
    assert bool(written) is not is_reading


def test_nobody_comes_in_without_a_token(house, nothing_happens):
    told = {}
    for route in ROUTES:
        for header in ("", "Bearer", "Bearer lanterne_nonsense", "Basic dTpw"):
            response = house.ask(Program(""), route, Authorization=header)
            assert response["WWW-Authenticate"].startswith("Bearer")
            told[route, header] = problem(response)
    assert set(told.values()) == {(401, "token_refused")}


def test_staff_with_a_session_and_no_token_do_not_come_in_either(
    sign_in, editor, house, nothing_happens
):
    program = Program("")
    program.client = sign_in(editor)
    told = {problem(house.ask(program, route)) for route in ROUTES}
    assert told == {(401, "token_refused")}


def test_a_token_for_all_else_is_refused_whether_a_thing_is_there_or_not(
    editor, house, nothing_happens
):
    for wanted in Scope:
        only_read = {Scope.JOBS_READ, Scope.SLATE_READ, Scope.GROWTH_READ}
        wider = wanted if wanted in only_read else Scope(wanted.replace("read", "write"))
        program = a_program(editor, scopes=set(Scope) - {wanted, wider})
        for route in (one for one, told in ROUTES.items() if wanted in {told.scope, told.also}):
            real, none = house.ask(program, route), house.ask(program, route, absent=True)
            assert (route, problem(real)) == (route, (403, "scope_missing"))
            assert (none.status_code, none.json()) == (403, real.json())


def test_a_token_for_another_market_is_refused_whether_a_thing_is_there_or_not(
    editor, house, nothing_happens
):
    program = a_program(editor, markets=["BE"])
    told = {}
    for route in BOUND:
        real, none = house.ask(program, route), house.ask(program, route, absent=True)
        assert (route, none.json()) == (route, real.json())
        told[route] = problem(real)[0]
    assert told == BOUND


# What each role may still do with a token that could do everything when it was made.
LOOKING = (Scope.DELIVERIES_READ, Scope.JOBS_READ)
GROWING = (Scope.SLATE_READ, Scope.GROWTH_READ, Scope.FACTS_READ)
LEFT = {
    Role.OWNER: set(Scope),
    Role.PROGRAMMER: {
        *GROWING,
        Scope.FACTS_WRITE,
        Scope.TITLES_READ,
        Scope.TITLES_WRITE,
        Scope.RIGHTS_READ,
        *LOOKING,
    },
    Role.RIGHTS: {
        Scope.SLATE_READ,
        Scope.TITLES_READ,
        Scope.RIGHTS_READ,
        Scope.RIGHTS_WRITE,
        *LOOKING,
    },
    Role.POST: {Scope.TITLES_READ, Scope.RIGHTS_READ, *LOOKING, Scope.DELIVERIES_WRITE},
    Role.EDITORIAL: {Scope.TITLES_READ, Scope.TITLES_WRITE, Scope.RIGHTS_READ, *LOOKING},
    Role.SUPPORT: {Scope.TITLES_READ, Scope.RIGHTS_READ, *LOOKING},
    Role.FINANCE: {*GROWING, Scope.TITLES_READ, Scope.RIGHTS_READ},
    Role.READER: {*GROWING, Scope.TITLES_READ, Scope.RIGHTS_READ, *LOOKING},
}


@pytest.mark.parametrize("role", Role)
def test_a_token_loses_what_its_maker_loses_and_has_it_again(role, house):
    maker, boss = a_colleague("maker@example.com", Role.OWNER), a_colleague("o@x.com", Role.OWNER)
    program = a_program(maker)
    appoint(maker, role, by=boss)
    met = {scope: set() for scope in Scope}
    for route, told in ROUTES.items():
        met[told.scope].add(house.ask(program, route, absent=True).status_code == 403)
    assert met == {scope: {scope not in LEFT[role]} for scope in Scope}
    appoint(maker, Role.OWNER, by=boss)
    assert 403 not in {house.ask(program, one, absent=True).status_code for one in NAMING}


def test_a_token_changes_no_market_that_its_maker_lost_and_may_look_at_all(
    editor, house, nothing_happens
):
    program = a_program(editor, markets=["FR", "DE"])
    boss = a_colleague("o@x.com", Role.OWNER)
    appoint(editor, Role.PROGRAMMER, Role.RIGHTS, Role.POST, by=boss, markets=["DE"])
    for route in BOUND.keys() - OF_EVERY_MARKET:
        response = house.ask(program, route)
        if route[0] == "GET":
            assert (route, response.status_code) == (route, 200)
        else:
            assert (route, problem(response)) == (route, (403, "foreign_market"))
            assert response.json()["detail"] == "This token acts in these countries only: DE."


@pytest.mark.parametrize("markets", [["FR"], []])
def test_nobody_who_is_bound_to_a_market_acts_in_all_of_them(markets, house, nothing_happens):
    maker = a_colleague("maker@example.com", Role.RIGHTS, markets=() if markets else ("FR",))
    program = a_program(maker, scopes=[Scope.RIGHTS_WRITE], markets=markets)
    route = ("POST", "/rights/holdbacks")
    response = house.ask(program, route, body={"begins_at": "2099-03-01T00:00:00Z"})
    assert problem(response) == (403, "foreign_market")


@pytest.mark.parametrize(
    ("scope", "markets"), [(Scope.TITLES_WRITE, ["BE"]), (Scope.TITLES_READ, ["FR", "BE"])]
)
def test_a_token_beyond_its_maker_is_not_made(scope, markets, db):
    maker = a_colleague("maker@example.com", Role.RIGHTS, markets=("BE",))
    with pytest.raises(tokens.TokenWrong, match="cannot do more than the one who makes it"):
        a_program(maker, scopes=[scope], markets=markets)
    assert tokens.tokens() == ()


def test_what_never_was_is_not_found(editor, house, nothing_happens):
    program = a_program(editor)
    told = {route: problem(house.ask(program, route, absent=True))[0] for route in NAMING}
    # A picture's service has one refusal for all that is wrong with pictures, but here it is the title that is not there.
    assert told == dict.fromkeys(NAMING, 404)


def test_a_body_that_names_what_never_was_is_at_fault(editor, house, nothing_happens):
    program = a_program(editor)
    for path in ("/rights/windows", "/rights/holdbacks", "/deliveries/requests"):
        response = house.ask(program, ("POST", path), absent=True)
        assert problem(response) == (422, "no_such_title")
        assert [one["pointer"] for one in response.json()["errors"]] == ["/title_id"]


def test_a_change_of_another_version_is_refused_and_so_is_one_of_none(
    editor, house, nothing_happens
):
    program = a_program(editor)
    stale = {problem(house.ask(program, route, If_Match='"0123"')) for route in MATCHED}
    blind = {problem(house.ask(program, route, If_Match="")) for route in MATCHED}
    assert (stale, blind) == ({(412, "stale")}, {(428, "match_missing")})


@pytest.mark.parametrize(
    "body", ["{", "[]", '{"surprise": 1}', "[" * 100_000, '"\\ud800"', "\x00", "NaN", "1" * 5000]
)
def test_a_body_that_cannot_be_read_is_refused(body, editor, house, nothing_happens):
    program = a_program(editor)
    told = {problem(house.ask(program, route, body=body)) for route in WITH_A_BODY}
    assert told <= {(400, "unreadable"), (422, "unreadable")}


def test_a_token_ends_when_it_is_revoked_when_its_day_comes_and_when_its_maker_goes(
    editor, django_user_model
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


def test_a_token_of_the_rights_says_nothing_of_titles(editor):
    program = a_program(editor, scopes=[Scope.RIGHTS_WRITE])
    assert problem(program.get("/catalogue/titles")) == (403, "scope_missing")
