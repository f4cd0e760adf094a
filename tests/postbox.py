"""A mail server that keeps what it is given, for every test that asks for ``postbox``."""

from __future__ import annotations

import email
import email.message
import logging
import socket
from dataclasses import dataclass
from email import policy

import pytest
from aiosmtpd.controller import Controller

# What it tells as its thread ends would be told to a stream that a test has closed.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)


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
