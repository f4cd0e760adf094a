"""Joining: three steps, a price with VAT from the first, a card that may say no."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from lanterne.accounts import queries as accounts
from lanterne.billing import queries as billing
from lanterne.core import clock
from tests.web.conftest import browser

NEW = {
    "name": "Noé",
    "email": "noe@example.com",
    "password": "lanterne-magique-1895",
    "territory": "FR",
}


def text(answer):
    return answer.content.decode()


@pytest.fixture
def noe(plans):
    """Somebody at the door, reading French."""
    return Client(headers={"accept-language": "fr-FR"})


def price_id(which):
    return billing.offers(territory="FR", at=clock.now())[which].price_id


def household_of(email):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(email=email).household_id


def pay(client, card, key=None):
    return client.post("/join/payment/", {"card": card, "idempotency_key": key or uuid4()})


def test_the_price_is_on_the_first_step(noe):
    assert "8,99\N{NO-BREAK SPACE}€ par mois" in text(noe.get("/join/"))


def test_three_steps_make_a_member(noe):
    assert noe.post("/join/", NEW).url == "/join/plan/"
    assert noe.post("/join/plan/", {"price_id": price_id(1)}).url == "/join/payment/"
    assert "2,17\N{NO-BREAK SPACE}€" in text(noe.get("/join/payment/"))  # 20 % inside 12.99
    assert pay(noe, "card-ok").url == "/profiles/"
    card = billing.subscription(household_id=household_of(NEW["email"]))
    assert (card.plan_name, card.state) == ("Duo", "active")


def test_a_declined_card_charges_nothing_and_another_may_be_tried(noe):
    noe.post("/join/", NEW)
    noe.post("/join/plan/", {"price_id": price_id(0)})
    answer = pay(noe, "card-expired")
    assert answer.status_code == 402
    assert "Rien n’a été débité" in text(answer)
    assert pay(noe, "card-ok").url == "/profiles/"
    states = [charge.state for charge in billing.charges(household_id=household_of(NEW["email"]))]
    assert states == ["paid", "declined"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email": "subscriber@example.com"}, "id_email-error"),
        ({"password": "short"}, "id_password-error"),
        ({"name": ""}, "id_name-error"),
        ({"territory": "JP"}, "id_territory-error"),
    ],
)
def test_the_first_step_says_what_is_wrong_beside_it(noe, subscriber, changed, said):
    answer = noe.post("/join/", {**NEW, **changed})
    assert answer.status_code == 200
    assert said in text(answer)
    assert "_auth_user_id" not in noe.session


def test_a_plan_of_another_country_is_not_sold(noe):
    noe.post("/join/", NEW)
    abroad = billing.offers(territory="GB", at=clock.now())[0].price_id
    assert noe.post("/join/plan/", {"price_id": abroad}).status_code == 200
    assert noe.get("/join/payment/").url == "/join/plan/"


def test_without_a_plan_there_is_nothing_to_pay(stranger):
    client = browser(stranger.email, stranger.password)
    assert client.get("/join/payment/").url == "/join/plan/"


def test_the_rehearsal_is_marked_as_one(noe):
    noe.post("/join/", NEW)
    noe.post("/join/plan/", {"price_id": price_id(0)})
    assert "Ceci est une répétition" in text(noe.get("/join/payment/"))


def test_whoever_has_an_account_goes_on_to_the_plans(stranger):
    assert browser(stranger.email, stranger.password).get("/join/").url == "/join/plan/"


def test_the_new_household_lives_where_it_said(noe):
    noe.post("/join/", NEW)
    household = accounts.household(household_id=household_of(NEW["email"]))
    assert (household.territory, household.name) == ("FR", "Noé")
