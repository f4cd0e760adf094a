"""A household's PIN: adult profiles ask for it, children's never do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection

from lanterne.accounts import pins
from lanterne.accounts import queries as accounts
from lanterne.core import audit
from lanterne.core.errors import Refused
from tests.cast import PASSWORD
from tests.web.conftest import browser

NOW = datetime(2026, 11, 26, 20, 30, 20, tzinfo=UTC)
WRONG = "This is not the PIN of this household."
BLOCKED = "Too many wrong PINs. Try again at 21:46, or set a new PIN."


@pytest.fixture(autouse=True)
def _this_evening(db):
    cache.clear()
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def evening(_this_evening):
    return _this_evening


@pytest.fixture
def lou(subscriber, child):
    """The child's browser in a household whose PIN is 2580."""
    pins.set_pin(user_id=subscriber.user_id, password=PASSWORD, pin="2580")
    client = browser(subscriber.email, subscriber.password, child.id)
    client.post("/settings/", {"language": "en"})
    return client


def text(answer):
    return answer.content.decode()


def take(client, profile, pin=None, **more):
    fields = {**({"pin": pin} if pin is not None else {}), **more}
    return client.post(f"/profiles/{profile}/choose/", fields)


def at_the_screen(client):
    return client.session.get("profile_id")


def actions(household_id):
    return [line.action for line in audit.lines(subject=f"household:{household_id}", limit=3)]


def stored(household_id):
    from django.apps import apps

    return apps.get_model("accounts", "Household").objects.get(id=household_id)


def test_an_adult_sets_a_pin_and_it_is_kept_as_a_hash(camille, subscriber):
    answer = camille.post("/account/pin/", {"pin": "2580", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/account/")
    assert accounts.household(household_id=subscriber.household_id).has_pin
    kept = stored(subscriber.household_id).pin
    assert "2580" not in kept
    assert kept.startswith("md5$")  # the hasher of the tests; in use it is Argon2
    (line,) = audit.lines(subject=f"household:{subscriber.household_id}", limit=1)
    assert (line.actor, line.action) == (f"user:{subscriber.user_id}", "accounts.set_pin")
    assert line.detail == {}


@pytest.mark.parametrize(
    ("pin", "password", "field"),
    [
        ("2580", "wrong-horse-battery", "password"),
        ("258", PASSWORD, "pin"),
        ("25800", PASSWORD, "pin"),
        ("25a0", PASSWORD, "pin"),
        ("٢٥٨٠", PASSWORD, "pin"),
        ("", PASSWORD, "pin"),
    ],
)
def test_what_is_no_pin_or_not_confirmed_is_not_kept(camille, subscriber, pin, password, field):
    answer = camille.post("/account/pin/", {"pin": pin, "password": password})
    assert list(answer.context["form"].errors) == [field]
    assert not accounts.household(household_id=subscriber.household_id).has_pin


def test_the_field_is_for_a_number_pad_and_for_no_memory(lou, subscriber):
    page = text(lou.get(f"/profiles/{subscriber.profile_id}/pin/"))
    field = page[page.index('name="pin"') - 40 : page.index('id="id_pin"') + 20]
    for said in ('type="password"', 'inputmode="numeric"', 'autocomplete="off"', 'maxlength="4"'):
        assert said in field


def test_a_child_does_not_become_an_adult_without_it(lou, subscriber, child):
    chooser = text(lou.get("/profiles/?next=/search/"))
    assert f'href="/profiles/{subscriber.profile_id}/pin/?next=/search/"' in chooser
    for pin in (None, "", "0000"):
        assert take(lou, subscriber.profile_id, pin).status_code == 403
        assert at_the_screen(lou) == child.id
    assert lou.get("/account/").status_code == 403
    answer = take(lou, subscriber.profile_id, "2580", next="/search/")
    assert (answer.status_code, answer.url) == (302, "/search/")
    assert at_the_screen(lou) == subscriber.profile_id
    assert lou.get("/account/").status_code == 200


def test_a_childs_profile_never_asks(lou, subscriber, child):
    take(lou, subscriber.profile_id, "2580")
    assert take(lou, child.id).status_code == 302
    assert at_the_screen(lou) == child.id


def test_a_screen_that_nobody_has_taken_decides_nothing(lou, subscriber):
    """Signed in and left on the table: without a PIN given it is nobody's, so also no adult's."""
    fresh = browser(subscriber.email, subscriber.password)
    assert fresh.get("/account/").status_code == 403
    assert fresh.post("/account/pin/", {"pin": "1111", "password": PASSWORD}).status_code == 403
    take(fresh, subscriber.profile_id, "2580")
    assert fresh.get("/account/").status_code == 200


def test_the_fifth_wrong_one_closes_for_a_quarter_of_an_hour(lou, subscriber, child, evening):
    for _ in range(4):
        answer = take(lou, subscriber.profile_id, "0000")
        assert (answer.status_code, WRONG in text(answer)) == (403, True)
    answer = take(lou, subscriber.profile_id, "0000")
    # Half past eight in Greenwich is half past nine in Paris, where the household lives.
    assert (answer.status_code, BLOCKED in text(answer)) == (429, True)
    assert actions(subscriber.household_id)[0] == "accounts.block_pin"
    other_device = browser(subscriber.email, subscriber.password)
    evening.shift(timedelta(minutes=15) - timedelta(seconds=1))
    for client in (lou, other_device):
        assert take(client, subscriber.profile_id, "2580").status_code == 429
    evening.shift(timedelta(seconds=1))
    assert take(lou, subscriber.profile_id, "2580").status_code == 302


def test_the_right_one_forgets_the_wrong_ones(lou, subscriber):
    for _ in range(2):
        for _ in range(4):
            take(lou, subscriber.profile_id, "0000")
        assert take(lou, subscriber.profile_id, "2580").status_code == 302


def test_a_forgotten_pin_is_replaced_by_whoever_knows_the_password(lou, subscriber, child):
    for _ in range(5):
        take(lou, subscriber.profile_id, "0000")
    answer = lou.post("/profiles/pin/forgotten/", {"pin": "1379", "password": "wrong"})
    assert "This is not the password of this account." in text(answer)
    assert take(lou, subscriber.profile_id, "2580").status_code == 429
    answer = lou.post("/profiles/pin/forgotten/", {"pin": "1379", "password": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/profiles/")
    assert take(lou, subscriber.profile_id, "2580").status_code == 403
    assert take(lou, subscriber.profile_id, "1379").status_code == 302


def test_the_password_is_not_guessed_there(lou, subscriber):
    for n in range(5):
        answer = lou.post("/profiles/pin/forgotten/", {"pin": "1379", "password": f"guess-{n}"})
        assert answer.status_code == 200
    answer = lou.post("/profiles/pin/forgotten/", {"pin": "1379", "password": PASSWORD})
    assert answer.status_code == 429
    assert "There were too many tries." in text(answer)
    assert take(lou, subscriber.profile_id, "2580").status_code == 302


def test_without_a_pin_none_is_forgotten(subscriber, child):
    client = browser(subscriber.email, subscriber.password, child.id)
    fields = {"pin": "1379", "password": PASSWORD}
    assert client.post("/profiles/pin/forgotten/", fields).url == "/profiles/"
    assert not accounts.household(household_id=subscriber.household_id).has_pin


def test_an_adult_removes_it_with_the_password(lou, subscriber):
    assert lou.post("/account/pin/remove/", {"password": PASSWORD}).status_code == 403
    take(lou, subscriber.profile_id, "2580")
    answer = lou.post("/account/pin/remove/", {"password": "wrong"})
    assert "Ce n’est pas le mot de passe de ce compte." in text(answer)
    assert accounts.household(household_id=subscriber.household_id).has_pin
    assert lou.post("/account/pin/remove/", {"password": PASSWORD}).url == "/account/"
    assert actions(subscriber.household_id)[0] == "accounts.remove_pin"
    assert not accounts.household(household_id=subscriber.household_id).has_pin
    assert take(lou, subscriber.profile_id).status_code == 302


def test_a_household_with_children_is_offered_one(camille, subscriber):
    offer = 'href="/account/pin/"'
    assert offer not in text(camille.get("/profiles/"))
    from lanterne.accounts import services

    face = {"name": "Lou", "language": "fr", "lantern": "jade", "is_child": True, "ceiling": 10}
    services.add_profile(household_id=subscriber.household_id, **face)
    assert offer in text(camille.get("/profiles/"))
    pins.set_pin(user_id=subscriber.user_id, password=PASSWORD, pin="2580")
    assert offer not in text(camille.get("/profiles/"))


def test_a_profile_of_another_household_asks_for_nothing_and_is_not_there(lou, stranger):
    assert take(lou, stranger.profile_id, "2580").status_code == 404
    assert lou.get(f"/profiles/{stranger.profile_id}/pin/").status_code == 404


def test_the_api_asks_as_well(lou, subscriber, child):
    address = f"/api/v1/profiles/{subscriber.profile_id}/choose"

    def ask(body):
        answer = lou.post(address, body, content_type="application/json")
        return answer.status_code, answer.json().get("reason")

    assert lou.generic("POST", address, b"").json()["reason"] == "pin_missing"
    assert ask({}) == (403, "pin_missing")
    for _ in range(4):
        assert ask({"pin": "0000"}) == (403, "pin_wrong")
    assert at_the_screen(lou) == child.id
    assert ask({"pin": "0000"}) == (429, "pin_blocked")
    assert ask({"pin": "2580"}) == (429, "pin_blocked")
    pins.set_pin(user_id=subscriber.user_id, password=PASSWORD, pin="2580")
    assert ask({"pin": "2580"}) == (200, None)
    assert at_the_screen(lou) == subscriber.profile_id


@pytest.mark.parametrize("before", [None, "1379"])
def test_a_new_pin_reaches_the_screens_that_are_adult_already(subscriber, child, before):
    """The tablet that a parent left on their profile asks again; the child's and the one that set it do not."""
    if before:
        pins.set_pin(user_id=subscriber.user_id, password=PASSWORD, pin=before)
    mine, tablet = (browser(subscriber.email, subscriber.password) for _ in range(2))
    for client in (mine, tablet):
        take(client, subscriber.profile_id, before)
    childs = browser(subscriber.email, subscriber.password, child.id)
    api = [(client, "/api/v1/home") for client in (mine, tablet, childs)]
    assert [client.get(path).status_code for client, path in api] == [200, 200, 200]
    mine.post("/account/pin/", {"pin": "2580", "password": PASSWORD})
    assert [client.get("/").status_code for client in (mine, childs)] == [200, 200]
    answer = tablet.get("/search/")
    assert (answer.status_code, answer.url) == (302, "/profiles/?next=%2Fsearch%2F")
    assert tablet.get("/account/").status_code == 403
    assert "?edit" not in text(tablet.get("/profiles/"))
    assert [client.get(path).json().get("reason") for client, path in api] == [
        None,
        "no_profile",
        None,
    ]
    assert tablet.get("/api/v1/me").json()["profile"] is None
    take(tablet, subscriber.profile_id, "2580")
    assert tablet.get("/account/").status_code == 200


def test_a_childs_profile_that_becomes_an_adults_asks_as_well(lou, subscriber, child):
    mine = browser(subscriber.email, subscriber.password)
    take(mine, subscriber.profile_id, "2580")
    face = {"name": "Lou", "language": "en", "lantern": "rose", "ceiling": ""}
    assert mine.post(f"/profiles/{child.id}/", face).url == "/profiles/"
    assert lou.get("/").url == "/profiles/?next=%2F"


class Slow(MD5PasswordHasher):
    """Tells when it works, and what can happen meanwhile."""

    algorithm = "slow"
    meanwhile: list = []
    seen: list = []

    def encode(self, password, salt, iterations=None):
        self.seen.append(connection.in_atomic_block)
        return super().encode(password, salt)

    def verify(self, password, encoded):
        if self.meanwhile:
            self.meanwhile.pop()()
        return super().verify(password, encoded)


@pytest.fixture
def slow(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.Slow", *settings.PASSWORD_HASHERS]
    Slow.meanwhile, Slow.seen = [], []
    return Slow


@pytest.mark.django_db(transaction=True)
def test_nothing_waits_for_a_hash(subscriber, slow):
    """The one lock for writing of SQLite is not held while a PIN or a password is hashed."""
    pins.set_pin(user_id=subscriber.user_id, password=PASSWORD, pin="2580")
    mine = {"household_id": subscriber.household_id, "profile_id": subscriber.profile_id}
    with pytest.raises(pins.PinWrong):
        pins.admit(**mine, pin="0000", at=NOW)
    pins.admit(**mine, pin="2580", at=NOW)
    assert len(slow.seen) > 2
    assert not any(slow.seen)


def test_guesses_that_come_together_add_up(subscriber, slow):
    pins.set_pin(user_id=subscriber.user_id, password=PASSWORD, pin="2580")
    said = []

    def guess():
        try:
            pins.admit(
                household_id=subscriber.household_id,
                profile_id=subscriber.profile_id,
                pin="0000",
                at=NOW,
            )
        except Refused as refused:
            said.append(refused.code)

    slow.seen.clear()
    slow.meanwhile.extend([guess] * 9)
    guess()
    # Each begins while the one before is being looked at; the sixth is not looked at any more.
    assert said == ["pin_blocked", "pin_blocked", *["pin_wrong"] * 4]
    assert len(slow.seen) == 5
    assert [*actions(subscriber.household_id)].count("accounts.block_pin") == 1
