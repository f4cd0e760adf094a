"""A mail server that keeps what it is given, a writer who obeys the test, and readers."""

from __future__ import annotations

import email
import re
import socket
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy

import pytest
from aiosmtpd.controller import Controller

from lanterne.mailing import services
from lanterne.mailing.models import Note
from lanterne.mailing.ports import NotYet, Words
from lanterne.mailing.rules import WORLDWIDE

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)


@dataclass
class Kept:
    returns_to: str
    to: list[str]
    message: email.message.EmailMessage

    def part(self, kind: str) -> str:
        return self.message.get_body((kind,)).get_content()


class Postbox:
    """A server's keeper of letters; ``answers`` says what it answers to an address instead of yes."""

    def __init__(self):
        self.kept: list[Kept] = []
        self.answers: dict[str, str] = {}
        self.answers_data = ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.answers_data:
            return self.answers_data
        told = email.message_from_bytes(envelope.content, policy=policy.default)
        self.kept.append(Kept(envelope.mail_from, envelope.rcpt_tos, told))
        return "250 OK"

    def to(self, address: str) -> list[Kept]:
        return [one for one in self.kept if one.to == [address]]


@pytest.fixture
def postbox(settings):
    keeper = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.DEFAULT_FROM_EMAIL = "Lanterne <news@example.com>"
    settings.WAGTAILADMIN_BASE_URL = "https://watch.example"
    server = Controller(keeper, hostname="127.0.0.1", port=port)
    server.start()
    yield keeper
    server.stop()


class Pen:
    """The writer of the tests: what it is told to say, by language and market; else by language; else not yet."""

    said: dict = {}
    asked: list = []

    def write(self, *, key, language, market, at):
        Pen.asked.append((key, language, market))
        found = Pen.said.get((language, market), Pen.said.get(language, NotYet()))
        return found(at) if callable(found) else found


@pytest.fixture
def pen(settings):
    Pen.said, Pen.asked = {}, []
    settings.MAILING_WRITER = "tests.mailing.conftest.Pen"
    return Pen


def words(headline: str = "A new studio in Paris") -> Words:
    return Words(headline, "It opens in spring.", "/newsroom/fr/paris/", ("Fifty people.",))


def link_in(text: str, place: str) -> str:
    """The token of the link to a place."""
    return re.search(rf"https://watch\.example/newsroom/letters/{place}/([^/\s]+)/", text)[1]


def ask(email: str, language: str = "fr", market: str = "FR", at: datetime = MORNING) -> None:
    services.ask(email=email, language=language, market=market, at=at)


def join(
    postbox, email: str, language: str = "fr", market: str = "FR", at: datetime = MORNING
) -> str:
    """Ask and confirm by the link in the message; answers the reader's own link."""
    ask(email, language, market, at)
    services.post_notes()
    note = postbox.to(email)[-1]
    postbox.kept.clear()
    return services.confirm(token=link_in(note.part("plain"), "confirm"), at=at)


def announce(*markets: str, key: str = "article:12", at: datetime = NOON) -> None:
    services.announce(key=key, markets=markets or (WORLDWIDE,), at=at, actor="user:1")


def waiting() -> int:
    return Note.objects.count()
