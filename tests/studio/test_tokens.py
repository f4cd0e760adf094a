"""Making, watching and revoking the tokens of programs in the console."""

from __future__ import annotations

import pytest
import time_machine

from lanterne.accounts import staff, tokens
from lanterne.accounts.models import ApiToken
from lanterne.accounts.roles import Role
from lanterne.accounts.scopes import Scope
from lanterne.core import audit, clock
from tests.cast import a_colleague
from tests.studio.conftest import NOW

ASKED = {"name": "Web site", "scopes": ["titles:read"], "markets": ["FR"], "lasts": "30"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def programmer(db, markets):
    return a_colleague("ada@example.com", Role.PROGRAMMER, markets=("FR", "BE"))


@pytest.fixture
def owner(db):
    return a_colleague("owner@example.com", Role.OWNER)


def text(answer):
    return answer.content.decode()


def a_token(who, *scopes):
    made = tokens.make_token(user_id=who.user_id, name="Web site", scopes=scopes)
    return next(one for one in tokens.tokens() if one.id == made.id)


def test_a_token_is_made_and_its_secret_shown_this_once(sign_in, programmer):
    client = sign_in(programmer)
    made = client.post("/studio/tokens/", ASKED)
    secret = made.context["secret"]
    held = tokens.holder(secret=secret, at=clock.now())
    assert (held.name, held.scopes, held.markets) == ("Web site", {Scope.TITLES_READ}, ("FR",))
    assert (held.expires_at - NOW).days == 30
    assert secret in text(made)
    assert "no-store" in made["Cache-Control"]
    assert secret not in text(client.get("/studio/tokens/"))
    (row,) = ApiToken.objects.values()
    assert [name for name, told in row.items() if secret in str(told)] == []


def test_the_form_offers_what_its_maker_may_do_and_where(sign_in, programmer):
    form = sign_in(programmer).get("/studio/tokens/").context["form"]
    offered = [code for code, _said in form.fields["scopes"].choices]
    assert offered == [
        "titles:read", "titles:write", "rights:read", "deliveries:read", "jobs:read", "slate:read",
        "growth:read", "facts:read", "facts:write",
    ]  # fmt: skip
    assert {code for code, _said in form.fields["markets"].choices} == {"FR", "BE"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"scopes": ["rights:write"]}, "scopes"),
        ({"markets": ["DE"]}, "markets"),
        ({"name": ""}, "name"),
        ({"lasts": "7"}, "lasts"),
        ({"scopes": []}, "__all__"),
    ],
)
def test_what_its_maker_may_not_do_is_refused(sign_in, programmer, wrong, field):
    answer = sign_in(programmer).post("/studio/tokens/", {**ASKED, **wrong})
    assert list(answer.context["form"].errors) == [field]
    assert tokens.tokens() == ()


def test_one_sees_ones_own_and_who_operates_sees_all(sign_in, programmer, owner):
    editorial = a_colleague("eve@example.com", Role.EDITORIAL)
    mine, hers = a_token(editorial, Scope.TITLES_READ), a_token(programmer, Scope.TITLES_READ)
    seen = [line.token.id for line in sign_in(editorial).get("/studio/tokens/").context["lines"]]
    all_of_them = sign_in(owner).get("/studio/tokens/")
    assert seen == [mine.id]
    assert [line.token.id for line in all_of_them.context["lines"]] == [hers.id, mine.id]
    assert "ada@example.com" in text(all_of_them)


def test_the_last_use_is_shown(sign_in, programmer):
    made = tokens.make_token(
        user_id=programmer.user_id, name="Web site", scopes=[Scope.TITLES_READ]
    )
    client = sign_in(programmer)
    assert "never used" in text(client.get("/studio/tokens/"))
    tokens.holder(secret=made.secret, at=clock.now())
    assert "never used" not in text(client.get("/studio/tokens/"))


def test_one_revokes_ones_own_and_an_owner_anybodys(sign_in, programmer, owner):
    mine, owners = a_token(programmer, Scope.TITLES_READ), a_token(owner, Scope.TITLES_READ)
    client = sign_in(programmer)
    for number in (mine.id, owners.id):
        client.post(f"/studio/tokens/{number}/revoke/")
    assert client.post(f"/studio/tokens/{owners.id}/end/").status_code == 403
    assert {one.id: one.is_good(NOW) for one in tokens.tokens()} == {
        mine.id: False,
        owners.id: True,
    }
    (line, _made) = audit.lines(subject=mine.actor)
    assert (line.action, line.actor) == ("accounts.revoke_token", programmer.actor)
    other = a_token(programmer, Scope.TITLES_READ)
    sign_in(owner).post(f"/studio/tokens/{other.id}/end/")
    assert not tokens.tokens()[0].is_good(NOW)


def test_a_token_whose_maker_lost_the_desk_is_shown_as_idle(sign_in, programmer, owner):
    a_token(programmer, Scope.TITLES_WRITE)
    staff.appoint(user_id=programmer.user_id, roles=[Role.FINANCE], markets=(), actor=owner.actor)
    page = sign_in(owner).get("/studio/tokens/")
    assert [line.state for line in page.context["lines"]] == ["idle"]
    assert "<s>read and change titles</s>" in text(page)


def test_the_trail_names_the_program(sign_in, owner):
    token = a_token(owner, Scope.TITLES_READ)
    audit.record(actor=token.actor, action="catalogue.rename", subject="title:1")
    page = sign_in(owner).get("/studio/audit/?action=catalogue.rename")
    assert [line.who for line in page.context["shown"].lines] == ["Web site"]
