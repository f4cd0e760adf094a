"""The mailing list in the console: counts, letters, stopping, forgetting; no address is shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lanterne.accounts.roles import Role
from lanterne.core import audit, clock
from lanterne.mailing import services
from lanterne.mailing.models import Address, Letter, Subscription
from lanterne.mailing.rules import LetterState, State
from tests.cast import a_colleague

ADDRESS = "/studio/mailing/"


@pytest.fixture
def reader(markets):
    services.ask(email="ada@example.com", language="fr", market="FR", at=clock.now())
    Subscription.objects.update(state=State.CONFIRMED, confirmed_at=clock.now())


@pytest.fixture
def announced(markets):
    at = clock.now() + timedelta(hours=1)
    services.announce(key="article:12", markets=["FR"], at=at, actor="user:1")
    return Letter.objects.get(language="fr")


def test_an_empty_list_says_how_it_is_filled(sign_in, editor):
    page = sign_in(editor).get(ADDRESS).content.decode()
    assert "Nobody is on the list yet." in page
    assert "No letter was announced." in page


def test_readers_are_counted_and_not_named(sign_in, editor, reader, announced):
    page = sign_in(editor).get(ADDRESS).content.decode()
    assert "France" in page
    assert "article:12" in page
    assert "ada@example.com" not in page


def test_a_letter_is_stopped_by_one_button(sign_in, editor, announced):
    sent = {"do": "stop", "letter": announced.pk}
    page = sign_in(editor).post(ADDRESS, sent, follow=True).content.decode()
    assert "The letter is stopped" in page
    announced.refresh_from_db()
    assert announced.state == LetterState.STOPPED
    again = sign_in(editor).post(ADDRESS, sent, follow=True).content.decode()
    assert "This letter is over" in again


def test_a_person_is_forgotten(sign_in, editor, reader):
    page = sign_in(editor).post(ADDRESS, {"do": "erase", "email": "Ada@example.com"}, follow=True)
    assert "Nothing is held of this person any more." in page.content.decode()
    assert Address.objects.count() == 0
    (line,) = audit.lines(limit=1)
    assert (line.action, line.actor, line.detail) == ("mailing.erase", editor.actor, {})
    again = sign_in(editor).post(ADDRESS, {"do": "erase", "email": "ada@example.com"})
    assert "Nobody with this address is on the list." in again.content.decode()


def test_who_may_only_see_acts_on_nothing(sign_in, announced, reader):
    support = a_colleague("support@example.com", Role.SUPPORT)
    page = sign_in(support).get(ADDRESS).content.decode()
    assert "article:12" in page
    assert "Forget a person" not in page
    assert 'value="stop"' not in page
    sent = {"do": "erase", "email": "ada@example.com"}
    assert sign_in(support).post(ADDRESS, sent).status_code == 403
    assert Address.objects.count() == 1
