"""The pages of accredited press: asking, the link that lets in, the desk, signing out."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from lanterne.accreditation import queries, services
from lanterne.accreditation.models import Agent, Visit
from lanterne.accreditation.rules import Draft, State
from lanterne.core import clock
from tests.newsroom.conftest import publish

ADA = "ada@matin.example"
ASKED = {
    "name": "Ada Obi",
    "email": ADA,
    "outlet": "Le Matin",
    "country": "FR",
    "website": "",
    "language": "en",
    "zone": "Europe/Paris",
}


@pytest.fixture(autouse=True)
def nobody_was_here_before(db):
    cache.clear()


@pytest.fixture
def agent(postbox):
    until = clock.now().date() + timedelta(days=3)
    draft = Draft("Ada Obi", ADA, "Le Matin", "FR", language="en")
    return services.add(draft=draft, until=until, at=clock.now(), actor="user:1")


def way_in(client, postbox) -> str:
    client.post("/newsroom/agents/", {"email": ADA})
    services.post_errands()
    return re.search(r"https://watch\.example(\S+)", postbox.kept[-1].part("plain"))[1]


def test_whoever_asks_waits_for_an_answer(client):
    page = client.post("/newsroom/agents/ask/", ASKED).content.decode()
    assert "We look at your request" in page
    (asked,) = queries.agents(state=State.ASKED)
    assert (asked.name, asked.outlet) == ("Ada Obi", "Le Matin")
    again = client.post("/newsroom/agents/ask/", ASKED).content.decode()
    assert "We look at your request" in again
    assert Agent.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": "ada"}, "This is not an e-mail address."),
        ({"website": "javascript:alert(1)"}, "This is not the address of a website."),
        ({"country": "XX"}, "Select a valid choice"),
        ({"zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"name": ""}, "This field is required."),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(client, wrong, sentence):
    page = client.post("/newsroom/agents/ask/", {**ASKED, **wrong}).content.decode()
    assert sentence in page
    assert Agent.objects.count() == 0


def test_the_form_begins_with_the_market_and_the_clocks_of_the_language(client, markets):
    page = client.get("/newsroom/agents/ask/?language=fr").content.decode()
    assert '<option value="BE" selected>Belgique</option>' in page
    assert '<option value="Europe/Brussels" selected>' in page


def test_a_link_lets_in_by_its_button_and_once(client, postbox, agent):
    link = way_in(client, postbox)
    assert "Come in" in client.get(link).content.decode()
    assert client.post(link, follow=True).redirect_chain == [("/newsroom/agents/", 302)]
    page = client.get("/newsroom/agents/").content.decode()
    assert "Ada Obi, Le Matin" in page
    again = Client().post(link)
    assert again.status_code == 404
    assert "This link is not good any more." in again.content.decode()


def test_the_door_tells_nothing_of_who_is_accredited(client, postbox, agent):
    def told(email):
        page = client.post("/newsroom/agents/", {"email": email})
        return page.status_code, page.content.decode().replace(email, "x@example.com")

    assert told(ADA) == told("nobody@example.com")


def test_signing_out_ends_the_visit(client, postbox, agent):
    client.post(way_in(client, postbox))
    assert client.get("/newsroom/agents/leave/").status_code == 405
    client.post("/newsroom/agents/leave/")
    assert Visit.objects.count() == 0
    assert "Mail me a link" in client.get("/newsroom/agents/").content.decode()


def test_the_desk_closes_as_the_accreditation_ends(client, postbox, agent):
    client.post(way_in(client, postbox))
    services.end(agent_id=agent, reason="", at=clock.now(), actor="user:1")
    assert "Mail me a link" in client.get("/newsroom/agents/").content.decode()


def test_the_session_gets_another_key_as_somebody_comes_in(client, postbox, agent):
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post(way_in(client, postbox))
    assert client.cookies["sessionid"].value != session.session_key


def test_forms_of_strangers_are_not_taken(postbox, agent):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/newsroom/agents/", {"email": ADA}).status_code == 403
    assert strict.post("/newsroom/agents/ask/", ASKED).status_code == 403


def test_who_asks_again_and_again_is_slowed_down(client):
    codes = [
        client.post("/newsroom/agents/ask/", {**ASKED, "email": f"x{n}@example.com"}).status_code
        for n in range(11)
    ]
    assert codes == [200] * 10 + [429]
    assert Agent.objects.count() == 10


def published(**more):
    hour = clock.now() + timedelta(hours=2)
    said = {"embargo_at": hour, "embargo_zone": "UTC", "is_for_press": True, **more}
    return publish("salt-and-iron", title="Salt and Iron", **said)


EARLY = "/newsroom/agents/read/fr/en/salt-and-iron/"


def test_accredited_press_reads_before_the_hour_with_a_mark_on_it(client, postbox, agent, newsroom):
    article = published()
    assert client.get(EARLY).status_code == 302
    client.post(way_in(client, postbox))
    assert EARLY in client.get("/newsroom/agents/").content.decode()
    page = client.get(EARLY)
    text, mark = page.content.decode(), Agent.objects.get().mark
    assert "Under embargo." in text
    assert "Salt and Iron" in text
    assert text.count(mark) == 14
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    (read,) = queries.readings()
    assert (read.agent, read.key, read.times) == ("Ada Obi", f"article:{article}", 1)


def test_what_an_agent_opened_is_open_to_nobody_else(client, postbox, agent, newsroom):
    published()
    client.post(way_in(client, postbox))
    client.get(EARLY)
    for place in ("/newsroom/fr/en/salt-and-iron/", EARLY):
        assert Client().get(place).status_code in {302, 404}
        assert "Salt and Iron" not in Client().get(place).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        EARLY.replace("/fr/en/", "/fr/fr/"),
        EARLY + "x/",
        "/newsroom/agents/read/be/en/salt-and-iron/",
    ],
)
def test_what_there_is_not_is_not_found(client, postbox, agent, newsroom, address):
    published()
    client.post(way_in(client, postbox))
    assert client.get(address).status_code == 404
    assert queries.readings() == ()


def test_what_is_not_for_press_is_for_nobody_yet(client, postbox, agent, newsroom):
    published(is_for_press=False)
    client.post(way_in(client, postbox))
    assert client.get(EARLY).status_code == 404
    assert "Nothing waits for its hour" in client.get("/newsroom/agents/").content.decode()


def test_an_agent_of_another_market_reads_what_is_theirs_alone(client, postbox, newsroom):
    until = clock.now().date() + timedelta(days=3)
    draft = Draft("Bob", ADA, "The Times", "GB", language="en")
    services.add(draft=draft, until=until, at=clock.now(), actor="user:1")
    published()
    client.post(way_in(client, postbox))
    assert client.get(EARLY).status_code == 404


def test_once_it_is_public_it_is_read_where_everybody_reads_it(client, postbox, agent, newsroom):
    publish("salt-and-iron", title="Salt and Iron")
    client.post(way_in(client, postbox))
    assert client.get(EARLY)["Location"] == "/newsroom/fr/en/salt-and-iron/"
    assert queries.readings() == ()


def test_the_early_page_shuts_with_the_accreditation(client, postbox, agent, newsroom):
    published()
    client.post(way_in(client, postbox))
    services.end(agent_id=agent, reason="", at=clock.now(), actor="user:1")
    assert client.get(EARLY).status_code == 302
    assert queries.readings() == ()
