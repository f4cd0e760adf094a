"""Messages leave by the server that one setting names."""

from __future__ import annotations

import socket
import traceback
from smtplib import SMTPNotSupportedError

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, get_connection

from lanterne.config.mail import Mail, mail


class Postbox(Message):
    """A server's keeper of messages."""

    def __init__(self):
        super().__init__()
        self.kept = []

    def handle_message(self, message):
        self.kept.append(
            (message["X-MailFrom"], message["X-RcptTo"].split(", "), message.as_string())
        )


@pytest.fixture
def postbox():
    keeper = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        keeper.port = probe.getsockname()[1]
    server = Controller(keeper, hostname="127.0.0.1", port=keeper.port)
    server.start()
    yield keeper
    server.stop()


def send(address):
    told = mail(address)
    connection = get_connection(
        told.backend,
        host=told.host,
        port=told.port,
        username=told.user,
        password=told.password,
        use_ssl=told.is_tls,
        use_tls=told.starts_tls,
    )
    letter = EmailMessage(
        "Bonjour", "Une lanterne.", "us@example.com", ["camille@example.com"], connection=connection
    )
    return letter.send()


def test_a_message_arrives(postbox):
    assert send(f"smtp://127.0.0.1:{postbox.port}") == 1
    ((sender, recipients, content),) = postbox.kept
    assert (sender, recipients) == ("us@example.com", ["camille@example.com"])
    assert "Subject: Bonjour" in content
    assert "Une lanterne." in content


def test_a_password_is_not_said_in_the_clear(postbox):
    with pytest.raises(SMTPNotSupportedError):
        send(f"smtp://us:secret@127.0.0.1:{postbox.port}")
    assert postbox.kept == []


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("", Mail()),
        ("smtp://mail.example", Mail("mail.example", 25)),
        ("smtp://us:s%40fe@mail.example", Mail("mail.example", 587, "us", "s@fe", starts_tls=True)),
        ("smtp://us:safe@mail.example:25", Mail("mail.example", 25, "us", "safe", starts_tls=True)),
        ("smtps://us:safe@mail.example", Mail("mail.example", 465, "us", "safe", is_tls=True)),
    ],
)
def test_the_setting_is_read(address, told):
    assert mail(address) == told


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://", "smtp:25"])
def test_what_is_no_mail_server_is_refused_at_the_start(address):
    with pytest.raises(ImproperlyConfigured, match="LANTERNE_MAIL"):
        mail(address)


@pytest.mark.parametrize(
    "address",
    [
        "smtp://us:hush#rest@mail.example",
        "smtp://us:25#hush@mail.example",
        "smtp://us:25?hush@mail.example",
        "smtp://us:25/hush@mail.example",
        "smtp://us:[hush@mail.example",
        "smtp://us:hush@mail.example:post",
        "smtp://us:hush\u2100@mail.example",
    ],
)
def test_a_password_that_needs_signs_of_its_own_is_not_told_to_the_log(address):
    with pytest.raises(ImproperlyConfigured, match="write %40 for @, %23 for #") as refused:
        mail(address)
    told = "".join(traceback.format_exception(refused.value))
    assert "hush" not in told
    assert "ValueError" not in told


def test_without_it_messages_are_printed():
    assert Mail().backend == "django.core.mail.backends.console.EmailBackend"
