"""Agents of the press: asking, being accredited, coming in by a link, and what they opened."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from lanterne.accreditation import queries, rules, services
from lanterne.accreditation.models import Agent, Errand, Outlet, Reading, SignInLink
from lanterne.accreditation.rules import Draft, State
from lanterne.core import audit

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
LAST_DAY = date(2026, 12, 31)
ADA = Draft(
    "Ada Obi",
    "ada@lemonde.example",
    "Le Matin",
    "FR",
    "https://matin.example",
    "fr",
    "Europe/Paris",
)
MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def accredited(draft: Draft = ADA) -> int:
    return services.add(draft=draft, until=LAST_DAY, at=NOW, actor="user:1")


def way_in(postbox, at: datetime = NOW, email: str = ADA.email) -> str | None:
    """The token of the link that comes when one asks for it; None where none comes."""
    postbox.kept.clear()
    services.ask_link(email=email, at=at)
    services.post_errands()
    found = [
        re.search(r"/newsroom/agents/enter/([^/\s]+)/", one.part("plain"))
        for one in postbox.to(email.strip().lower())
    ]
    return next((one[1] for one in found if one), None)


def session(postbox, at: datetime = NOW, draft: Draft = ADA) -> dict:
    visit = services.enter(token=way_in(postbox, at, draft.email), at=at)
    return {queries.SESSION_KEY: visit}


def test_who_asks_waits_for_staff_and_is_told(postbox):
    services.ask(draft=replace(ADA, email=" Ada@LeMonde.example "), at=NOW)
    (asked,) = queries.agents(state=State.ASKED)
    assert (asked.email, asked.outlet, asked.country) == (ADA.email, "Le Matin", "FR")
    assert way_in(postbox) is None
    services.accredit(agent_id=asked.id, until=LAST_DAY, at=NOW, actor="user:1")
    services.post_errands()
    (told,) = postbox.to(ADA.email)
    assert told.message["Subject"] == "Vous êtes accrédité"
    assert "jusqu’au 31 décembre 2026" in told.part("plain")
    assert way_in(postbox)
    (line, *_rest) = audit.lines()
    assert (line.action, line.actor) == ("accreditation.accredit", "user:1")


def test_a_no_comes_with_its_reason(postbox):
    services.ask(draft=ADA, at=NOW)
    (asked,) = queries.agents(state=State.ASKED)
    with pytest.raises(services.ReasonMissing):
        services.decline(agent_id=asked.id, reason=" ", at=NOW, actor="user:1")
    services.decline(agent_id=asked.id, reason="No press card.", at=NOW, actor="user:1")
    services.post_errands()
    assert "La raison\u202f: No press card." in postbox.to(ADA.email)[0].part("plain")
    with pytest.raises(services.WrongMove):
        services.decline(agent_id=asked.id, reason="Again.", at=NOW, actor="user:1")
    services.ask(draft=ADA, at=NOW)
    assert Agent.objects.get().state == State.ASKED


def test_asking_twice_makes_one_request_and_the_same_outlet_once():
    services.ask(draft=ADA, at=NOW)
    services.ask(draft=replace(ADA, name="Somebody Else", outlet="Other"), at=NOW)
    services.ask(draft=replace(ADA, email="bob@lemonde.example", outlet="LE  MATIN"), at=NOW)
    assert [one.name for one in Agent.objects.order_by("pk")] == ["Ada Obi", "Ada Obi"]
    assert [one.name for one in Outlet.objects.all()] == ["Le Matin"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"name": "a" * 121},
        {"outlet": ""},
        {"email": "ada"},
        {"email": "ada@example.com\nBcc: x@example.com"},
        {"country": "XX"},
        {"language": "de"},
        {"zone": "../etc/passwd"},
        {"website": "javascript:alert(1)"},
        {"website": "https://lemonde.example@evil.example/"},
        {"website": "ftp://example.com"},
    ],
)
def test_what_makes_no_sense_is_refused(wrong):
    with pytest.raises(services.WrongAgent):
        services.ask(draft=replace(ADA, **wrong), at=NOW)
    assert Agent.objects.count() == Outlet.objects.count() == 0


def test_a_flood_of_requests_is_turned_away(monkeypatch):
    monkeypatch.setattr("lanterne.accreditation.services.deciding.MOST_PENDING", 1)
    services.ask(draft=ADA, at=NOW)
    with pytest.raises(services.TooManyRequests):
        services.ask(draft=replace(ADA, email="bob@example.com"), at=NOW)


def test_a_link_lets_in_once_and_for_fifteen_minutes(postbox):
    accredited()
    token = way_in(postbox)
    with pytest.raises(services.LinkOver):
        services.enter(token=token, at=NOW + 15 * MINUTE)
    services.enter(token=token, at=NOW + 15 * MINUTE - timedelta(seconds=1))
    with pytest.raises(services.LinkOver, match="Ask for another one"):
        services.enter(token=token, at=NOW + MINUTE)
    assert token not in str(list(SignInLink.objects.values()))


@pytest.mark.parametrize("token", ["", "x", "a.b", "x" * 5000])
def test_a_link_that_we_did_not_make_lets_nobody_in(token):
    with pytest.raises(services.LinkOver):
        services.enter(token=token, at=NOW)
    assert queries.agent({queries.SESSION_KEY: token}) is None


def test_links_are_not_mailed_in_floods_and_strangers_hear_nothing(postbox):
    accredited()
    services.post_errands()
    for seconds in (0, 1, 59, 60, 61, 179, 180):
        services.ask_link(email=ADA.email, at=NOW + timedelta(seconds=seconds))
    assert Errand.objects.count() == 3
    services.ask_link(email="nobody@example.com", at=NOW)
    assert Errand.objects.count() == 3


def test_who_is_signed_in_is_told_as_plain_data(postbox):
    number = accredited()
    told = queries.agent(session(postbox))
    mark = Agent.objects.get().mark
    assert told == queries.Reader(number, "Ada Obi", "Le Matin", "FR", mark, "fr", "Europe/Paris")
    assert re.fullmatch(rf"[{rules.MARK_SIGNS}]{{8}}", mark)
    assert queries.agent({}) is None


def test_signing_out_is_of_this_device(postbox, now):
    accredited()
    here = session(postbox)
    there = session(postbox, NOW + MINUTE)
    services.leave(visit=here[queries.SESSION_KEY])
    assert queries.agent(here) is None
    assert queries.agent(there)


def test_a_session_ends_with_the_accreditation(postbox, now):
    accredited()
    held = session(postbox)
    # The last day is over at midnight in Paris.
    now.move_to(datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC))
    assert queries.agent(held)
    now.move_to(datetime(2026, 12, 31, 23, 0, tzinfo=UTC))
    assert queries.agent(held) is None


def test_ending_it_signs_out_everywhere_at_once(postbox):
    number = accredited()
    held, token = session(postbox), way_in(postbox, NOW + MINUTE)
    services.end(agent_id=number, reason="Broke an embargo.", at=NOW, actor="user:1")
    assert queries.agent(held) is None
    with pytest.raises(services.LinkOver):
        services.enter(token=token, at=NOW + MINUTE)
    assert way_in(postbox, NOW + timedelta(hours=2)) is None
    with pytest.raises(services.WrongMove):
        services.end(agent_id=number, reason="", at=NOW, actor="user:1")
    # Accredited anew, an old session stays over.
    services.accredit(agent_id=number, until=LAST_DAY, at=NOW, actor="user:1")
    assert queries.agent(held) is None


@pytest.mark.parametrize("until", [date(2026, 11, 25), date(1700, 1, 1), date(9999, 12, 31)])
def test_an_accreditation_ends_on_a_day_to_come(until):
    with pytest.raises(services.WrongEnd):
        services.add(draft=ADA, until=until, at=NOW, actor="user:1")
    assert Agent.objects.count() == 0


def test_an_address_is_accredited_once():
    accredited()
    with pytest.raises(services.AgentKnown):
        accredited()


def test_who_opened_what_is_remembered_and_forgotten_in_time(now):
    number = accredited()
    for minutes in (0, 5):
        at = NOW + minutes * MINUTE
        services.note_reading(agent_id=number, key="article:12", at=at)
    (read,) = queries.readings()
    assert read == queries.ReadingCard(
        "Ada Obi", "Le Matin", "article:12", NOW, NOW + 5 * MINUTE, 2
    )
    services.clear(at=NOW + timedelta(days=365))
    assert Reading.objects.count() == 1
    services.clear(at=NOW + timedelta(days=366))
    assert Reading.objects.count() == 0


def test_a_mark_names_its_reader_however_it_is_copied():
    number = accredited()
    mark = Agent.objects.get().mark
    assert queries.by_mark(mark=f" {mark[:4].lower()}-{mark[4:]} ").id == number
    assert queries.by_mark(mark="") is None
    assert queries.by_mark(mark=mark + "2") is None


def test_a_person_is_erased_with_what_they_read():
    number = accredited()
    services.note_reading(agent_id=number, key="article:12", at=NOW)
    services.erase(agent_id=number, actor="user:1")
    assert Agent.objects.count() == Reading.objects.count() == 0
    assert "Ada" not in str([line.detail for line in audit.lines()])
    with pytest.raises(services.NoSuchAgent):
        services.erase(agent_id=number, actor="user:1")


def test_a_line_in_a_name_ends_no_header(postbox):
    services.add(draft=ADA, until=LAST_DAY, at=NOW, actor="user:1")
    services.post_errands()
    (told,) = postbox.kept
    assert (told.to, told.message["To"]) == ([ADA.email], ADA.email)


def test_a_mail_server_that_is_away_loses_no_message(postbox, settings):
    accredited()
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert services.post_errands() == 0
    settings.EMAIL_PORT = port
    assert services.post_errands() == 1
