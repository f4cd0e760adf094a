"""A thread, and people who say something in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from lanterne.comments import ports, services, slips
from lanterne.comments.rules.states import State
from lanterne.comments.services import About, Sender, Words

KEY = "article:12"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
READER, OTHER = "192.0.2.7", "192.0.2.8"


class Scripted:
    """A judge that says what the text ends with, and remembers what it was taught."""

    name = "scripted"
    taught: list[tuple[str, bool]] = []

    def judge(self, specimen):
        last = specimen.text.rsplit(" ", 1)[-1]
        if last == "unreachable":
            raise ports.Unreachable("nobody there")
        known = {one.value: one for one in ports.Verdict}
        return ports.Opinion(
            known.get(last, ports.Verdict.HAM), is_blatant=specimen.text.startswith("blatant")
        )

    def learn(self, specimen, *, is_spam):
        if "deaf" in specimen.text:
            raise ports.Unreachable("nobody there")
        self.taught.append((specimen.text, is_spam))


@pytest.fixture
def noon():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def scripted(settings):
    settings.COMMENT_JUDGES = ("tests.comments.conftest.Scripted",)
    Scripted.taught = []
    return Scripted


@pytest.fixture
def thread(transactional_db, noon, scripted):
    about = About("Ten series from Paris", "/newsroom/ten-series/", "en", "FR")
    return services.open_thread(key=KEY, about=about, actor="system:newsroom")


def a_slip(*, at=NOON - timedelta(minutes=1), key=KEY):
    return slips.form(key, at=at)


def say(text="I saw it twice.", *, key=KEY, email="ada@example.com", name="Ada", **more):
    """What somebody says; ``more`` are other fields of the form."""
    address, slip = more.pop("address", READER), more.pop("slip", None) or a_slip(key=key)
    words = Words(name=name, email=email, text=text, **more)
    return services.say(key=key, words=words, sender=Sender(address, "Browser/1", slip))


def known(email="ada@example.com", **more):
    """Somebody of whom a comment was published before."""
    first = f"A first word of {email}."
    heard = say(first, email=email, address=f"198.51.100.{len(email)}", **more)
    services.decide(
        comment_id=heard.comment_id,
        decision=services.Decision(State.PUBLISHED),
        actor="user:1",
    )
    return heard.comment_id


def asked_slip():
    """What stands in the last letter, to confirm an address with."""
    (link,) = re.findall(r"/comments/confirm/([^/]+)/", mail.outbox[-1].body)
    return link
