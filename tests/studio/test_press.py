"""Agents of the press in the console: requests, accreditations, marks, readings."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lanterne.accounts.roles import Role
from lanterne.accreditation import queries, services
from lanterne.accreditation.models import Agent
from lanterne.accreditation.rules import Draft, State
from lanterne.core import audit, clock
from tests.cast import a_colleague

ADDRESS = "/studio/press/"
ADA = Draft("Ada Obi", "ada@matin.example", "Le Matin", "FR", "https://matin.example", "fr")


@pytest.fixture
def asked(db):
    services.ask(draft=ADA, at=clock.now())
    return Agent.objects.get()


@pytest.fixture
def accredited(asked):
    until = clock.now().date() + timedelta(days=30)
    services.accredit(agent_id=asked.pk, until=until, at=clock.now(), actor="user:1")
    return asked


def posted(client, **said):
    return client.post(ADDRESS, said, follow=True).content.decode()


def test_an_empty_room_says_what_it_is_for(sign_in, editor):
    page = sign_in(editor).get(ADDRESS).content.decode()
    assert "Nobody asks for an accreditation." in page
    assert "Nobody is accredited." in page
    assert "Nobody opened anything under embargo." in page


def test_a_request_is_accredited_by_one_button(sign_in, editor, asked):
    page = sign_in(editor).get(ADDRESS).content.decode()
    in_a_year = (clock.now().date() + timedelta(days=365)).isoformat()
    assert f'name="until" value="{in_a_year}"' in page
    page = posted(sign_in(editor), do="accredit", agent=asked.pk, until=in_a_year)
    assert "Accredited: a message says so" in page
    (held,) = queries.agents(state=State.ACCREDITED)
    assert held.name == "Ada Obi"
    assert audit.lines(limit=1)[0].actor == editor.actor


def test_a_request_is_declined_with_a_reason(sign_in, editor, asked):
    page = posted(sign_in(editor), do="decline", agent=asked.pk, reason="")
    asked.refresh_from_db()
    assert asked.state == State.ASKED
    assert "This field is required." in page
    posted(sign_in(editor), do="decline", agent=asked.pk, reason="No press card.")
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (State.ENDED, "No press card.")


def test_an_accreditation_is_ended(sign_in, editor, accredited):
    page = posted(sign_in(editor), do="end", agent=accredited.pk, reason="")
    assert "The accreditation is over" in page
    accredited.refresh_from_db()
    assert accredited.state == State.ENDED


def test_an_agent_is_added_by_staff(sign_in, editor, db):
    said = {
        "do": "add",
        "name": "Bob",
        "email": "bob@times.example",
        "outlet": "The Times",
        "country": "GB",
        "website": "",
        "language": "en",
        "zone": "Europe/London",
        "until": (clock.now().date() + timedelta(days=3)).isoformat(),
    }
    assert "Accredited" in posted(sign_in(editor), **said)
    (held,) = queries.agents(state=State.ACCREDITED)
    assert (held.outlet, held.country) == ("The Times", "GB")
    again = sign_in(editor).post(ADDRESS, said).content.decode()
    assert "There is an agent with this address already." in again


def test_a_mark_is_looked_up(sign_in, editor, accredited):
    services.note_reading(agent_id=accredited.pk, key="article:12", at=clock.now())
    page = sign_in(editor).get(ADDRESS, {"mark": accredited.mark.lower()}).content.decode()
    assert "Ada Obi, Le Matin" in page
    assert page.count("article:12") == 2
    page = sign_in(editor).get(ADDRESS, {"mark": "OOPS"}).content.decode()
    assert "This mark is nobody’s." in page


def test_what_strangers_wrote_is_only_shown(sign_in, editor, db):
    said = Draft("<script>alert(1)</script>", "x@example.com", "<b>Outlet</b>", "FR")
    services.ask(draft=said, at=clock.now())
    page = sign_in(editor).get(ADDRESS).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;Outlet&lt;/b&gt;" in page


def test_who_may_only_see_reads_no_address_and_decides_nothing(sign_in, accredited):
    support = a_colleague("support@example.com", Role.SUPPORT)
    page = sign_in(support).get(ADDRESS).content.decode()
    assert "Ada Obi" in page
    assert ADA.email not in page
    said = {"do": "end", "agent": accredited.pk, "reason": ""}
    assert sign_in(support).post(ADDRESS, said).status_code == 403
    accredited.refresh_from_db()
    assert accredited.state == State.ACCREDITED
