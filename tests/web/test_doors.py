"""Who is let in where, and where the others are led."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from lanterne.billing import services as billing
from lanterne.core import clock
from tests.web.conftest import browser

MEMBERS = ["/search/", "/title/le-voyage/"]
HOUSEHOLDS = ["/profiles/", "/account/", "/profiles/add/", "/join/plan/", "/join/payment/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", MEMBERS + HOUSEHOLDS)
def test_a_stranger_signs_in_first(path):
    answer = Client().get(path)
    assert (answer.status_code, answer.url) == (302, f"/account/login/?next={path}")


@pytest.mark.parametrize("path", ["/", *MEMBERS])
def test_a_household_without_membership_is_led_to_the_plans(stranger, path):
    answer = browser(stranger.email, stranger.password).get(path)
    assert (answer.status_code, answer.url) == (302, "/join/plan/")


@pytest.mark.parametrize("path", ["/", "/search/?q=a"])
def test_a_member_chooses_a_profile_first(subscriber, path):
    answer = browser(subscriber.email, subscriber.password).get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/profiles/?next=%2F")


def test_a_lapsed_household_is_told_to_renew(subscriber):
    with time_machine.travel(clock.now() + timedelta(days=60)):
        answer = browser(subscriber.email, subscriber.password, subscriber.profile_id).get("/")
        assert answer.status_code == 403
        assert 'href="/join/plan/"' in answer.content.decode()


def test_staff_are_sent_to_the_studio(editor):
    answer = browser(editor.email, editor.password).get("/account/")
    assert (answer.status_code, answer.url) == (302, "/studio/")


def test_a_profile_of_another_household_is_not_taken(subscriber, stranger):
    client = browser(stranger.email, stranger.password)
    assert client.post(f"/profiles/{subscriber.profile_id}/choose/").status_code == 404
    assert "profile_id" not in client.session


def test_a_member_has_nothing_to_join(camille):
    assert camille.get("/join/plan/").url == "/"
    assert camille.get("/join/payment/").url == "/"


def test_whoever_left_may_still_see_the_account(subscriber):
    billing.cancel(household_id=subscriber.household_id, at=clock.now())
    client = browser(subscriber.email, subscriber.password)
    assert "Stay a member" in client.get("/account/").content.decode()


@pytest.mark.parametrize("path", ["/account/cancel/", "/account/resume/", "/settings/"])
def test_nothing_changes_by_following_a_link(camille, path):
    assert camille.get(path).status_code == 405


@pytest.mark.parametrize("path", ["/", "/watch/le-voyage/", *MEMBERS, *HOUSEHOLDS])
def test_the_browser_keeps_no_page_of_a_member(camille, film, path):
    """Whoever goes back after a child was chosen would see an adult's page, without a PIN."""
    kept = camille.get(path).headers["Cache-Control"]
    assert {"no-store", "private"} <= set(kept.split(", "))


def test_nor_the_page_that_refuses_a_child(lou):
    for path in ("/account/", "/account/password/change/"):
        answer = lou.get(path)
        assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (403, True)


def test_nobody_is_led_back_to_an_address_that_only_takes_forms(subscriber, film):
    path = "/my-list/le-voyage/"
    assert Client().post(path).url == "/account/login/?next=/"
    fresh = browser(subscriber.email, subscriber.password)
    assert fresh.post(path).url == "/profiles/?next=%2F"
