"""One message to one person: plain text, HTML beside it where there is some, and no line that becomes another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email

LONGEST = 254


@dataclass(frozen=True, slots=True)
class Message:
    """``returns_to`` is where the mail servers say that it could not be delivered; the sender's own address if empty."""

    to: str
    subject: str
    text: str
    html: str = ""
    returns_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def hand_over(message: Message, *, by: BaseEmailBackend) -> None:
    """Give it to the mail server; what the server says against it is raised."""
    sender = settings.DEFAULT_FROM_EMAIL
    headers = {"From": sender, "Auto-Submitted": "auto-generated", **message.headers}
    drawn = EmailMultiAlternatives(
        one_line(message.subject),
        message.text,
        message.returns_to or sender,
        [message.to],
        headers=headers,
    )
    if message.html:
        drawn.attach_alternative(message.html, "text/html")
    by.send_messages([drawn])


def mailbox(told: str) -> str | None:
    """An address as it is held and written to: in lower case, its domain in ASCII; None for what is none.

    Addresses of this machine or of its own network, and names in quotation marks, are nobody's.
    """
    local, _at, domain = told.strip().lower().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
        found = f"{local}@{ascii_domain}"
        validate_email(found)
    except (ValidationError, UnicodeError):
        return None
    is_of_the_world = "." in ascii_domain and "[" not in ascii_domain and '"' not in local
    return found if is_of_the_world and len(found) <= LONGEST else None


def one_line(text: str) -> str:
    """Without what could end a header's line, or hide in it."""
    seen = "".join(mark if mark.isprintable() else " " for mark in text)
    return " ".join(seen.split())
