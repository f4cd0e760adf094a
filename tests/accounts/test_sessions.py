"""Whom a request comes from, as its session says: what ends it, and what nobody can make up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from lanterne.accounts.models import User
from lanterne.accounts.sessions import SessionStore

ACCOUNT = "/account/"


@pytest.fixture
def signed_in(sign_in, subscriber):
    client = sign_in(subscriber)
    assert client.get(ACCOUNT).status_code == 200
    return client


def asks_to_sign_in(client) -> bool:
    answer = client.get(ACCOUNT)
    return answer.status_code == 302 and answer["Location"].startswith("/account/login/")


def test_a_session_ends_at_its_instant(signed_in, subscriber, time_machine):
    ends = Session.objects.get().expire_date
    time_machine.move_to(ends - timedelta(microseconds=1), tick=False)
    assert not asks_to_sign_in(signed_in)
    time_machine.move_to(ends, tick=False)
    assert asks_to_sign_in(signed_in)


def test_a_key_that_we_did_not_give_is_never_taken(client, subscriber):
    made_up = "a" * 32
    client.cookies[settings.SESSION_COOKIE_NAME] = made_up
    assert asks_to_sign_in(client)
    client.post("/account/login/", {"login": subscriber.email, "password": subscriber.password})
    assert client.get(ACCOUNT).status_code == 200
    given = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert given != made_up
    assert list(Session.objects.values_list("session_key", flat=True)) == [given]


@pytest.mark.django_db
def test_what_is_kept_under_a_made_up_key_gets_one_of_ours():
    store = SessionStore("a" * 32)
    store["seen"] = True
    store.save()

    assert store.session_key != "a" * 32
    assert Session.objects.get().session_key == store.session_key


def test_somebody_who_was_shut_out_is_out_at_once(signed_in, subscriber):
    User.objects.filter(pk=subscriber.user_id).update(is_active=False)
    assert asks_to_sign_in(signed_in)


def test_a_session_outlives_neither_its_person_nor_their_password(signed_in, member, subscriber):
    User.objects.get(pk=member.user_id).delete()
    assert not asks_to_sign_in(signed_in)
    user = User.objects.get(pk=subscriber.user_id)
    user.set_password("another-lantern-1895")
    user.save(update_fields=["password"])
    assert asks_to_sign_in(signed_in)
