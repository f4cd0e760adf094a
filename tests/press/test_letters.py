"""The pages of the mailing list: asking, confirming, changing, leaving by one click."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from lanterne.core import clock
from lanterne.mailing import queries, services
from lanterne.mailing.models import Address, Subscription
from lanterne.mailing.rules import State

ADA = "ada@example.com"
ASKED = {"email": ADA, "language": "fr", "market": "FR"}
pytestmark = pytest.mark.usefixtures("markets")


@pytest.fixture(autouse=True)
def nobody_was_here_before(db):
    cache.clear()


def states():
    return sorted(Subscription.objects.values_list("language", "market", "state"))


def mailed(postbox, place: str) -> str:
    """The address, on this server, of the link in the last message."""
    services.post_notes()
    text = postbox.kept[-1].part("plain")
    return re.search(rf"https://watch\.example(/newsroom/letters/{place}/\S+)", text)[1]


@pytest.fixture
def mine(client, postbox):
    """The address of the page of somebody who is on the list."""
    client.post("/newsroom/letters/", ASKED)
    page = client.post(mailed(postbox, "confirm")).content.decode()
    return re.search(r"/newsroom/letters/mine/[^\"]+", page)[0]


def test_one_is_on_the_list_after_two_yeses(client, postbox):
    page = client.post("/newsroom/letters/", ASKED)
    assert "If ada@example.com can get letters" in page.content.decode()
    link = mailed(postbox, "confirm")
    page = client.get(link).content.decode()
    assert "Français, France" in page
    assert states() == [("fr", "FR", State.ASKED)]
    assert "Vous êtes sur la liste" in client.post(link).content.decode()
    assert states() == [("fr", "FR", State.CONFIRMED)]


def test_the_answer_tells_nothing_of_who_is_on_the_list(client, mine):
    def told(email):
        page = client.post("/newsroom/letters/", {**ASKED, "email": email})
        return page.status_code, page.content.decode().replace(email, "x@example.com")

    assert told(ADA) == told("nobody@example.com")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "ada"}, "This is not an e-mail address."),
        ({"email": "<script>alert(1)</script>"}, "This is not an e-mail address."),
        ({"market": "JP"}, "Select a valid choice"),
        ({"language": "de"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_in_a_sentence(client, wrong, sentence):
    page = client.post("/newsroom/letters/", {**ASKED, **wrong}).content.decode()
    assert sentence in page
    assert "<script>alert" not in page
    assert Address.objects.count() == 0


def test_who_asks_again_and_again_is_slowed_down(client):
    asked = [
        client.post("/newsroom/letters/", {**ASKED, "email": f"x{n}@example.com"}).status_code
        for n in range(21)
    ]
    assert asked == [200] * 20 + [429]
    assert Address.objects.count() == 20


def test_one_click_of_a_mail_program_needs_no_session_and_no_form(mine):
    leave = mine.replace("/mine/", "/leave/")
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(leave, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert states() == [("fr", "FR", State.LEFT)]
    assert strict.post(leave).status_code == 200


def test_opening_the_link_to_leave_only_asks(client, mine):
    page = client.get(mine.replace("/mine/", "/leave/")).content.decode()
    assert "Quitter la liste" in page
    assert states() == [("fr", "FR", State.CONFIRMED)]


def test_one_changes_what_one_gets(client, mine):
    assert "Français, France" in client.get(mine).content.decode()
    client.post(mine, {"language": "ar", "market": "001"})
    assert states() == [("ar", "001", State.CONFIRMED), ("fr", "FR", State.LEFT)]
    refused = client.post(mine + "?language=en", {"language": "ar", "market": ""})
    assert "Choose a language and a market" in refused.content.decode()


def test_nobody_keeps_what_is_another_reader_s(client, mine):
    services.ask(email="bob@example.com", language="en", market="001", at=clock.now())
    other = Subscription.objects.get(address__email="bob@example.com")
    page = client.post(mine + "?language=en", {"kept": [other.pk]})
    assert "Select a valid choice" in page.content.decode()
    assert states() == [("en", "001", State.ASKED), ("fr", "FR", State.CONFIRMED)]


@pytest.mark.parametrize("place", ["confirm", "mine", "leave"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_we_did_not_make_is_over(client, place, method):
    page = getattr(client, method)(f"/newsroom/letters/{place}/1-abc.def/")
    assert page.status_code == 404
    assert "This link is over" in page.content.decode()


def test_pages_of_one_person_are_kept_by_nobody(client, mine):
    page = client.get(mine)
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "same-origin"


def test_arabic_is_written_from_right_to_left(client):
    page = client.get("/newsroom/letters/?language=ar").content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert "رسائلنا" in page


def test_the_links_in_letters_lead_to_these_pages(client, mine):
    token = mine.rstrip("/").rpartition("/")[2]
    assert queries.mine(token=token).email == ADA
