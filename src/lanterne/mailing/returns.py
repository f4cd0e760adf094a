"""Reports of mail servers (RFC 3464) and complaints of readers (RFC 5965), read as what strangers sent."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.errors import MessageError
from email.message import Message

from django.utils.translation import gettext as _

from lanterne.core.errors import Refused
from lanterne.mailing import tokens
from lanterne.mailing.rules import Return, verdict

LARGEST = 1024 * 1024
# A report has three parts. One in another in another would only wear the reader out.
MOST_BOUNDARIES = 30
# Where a server leaves the address that a report came to.
TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
RETURNED = frozenset({"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"})


class Unreadable(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Told:
    """``dispatch_id`` is of the letter that the report proves it speaks of, if it does."""

    kind: Return
    status: str
    dispatch_id: int | None


def read(raw: bytes) -> Told | None:
    """What it reports; None for what is no report, or one of a letter that arrived or is still on its way."""
    if len(raw) > LARGEST:
        raise Unreadable(_("A report larger than 1 MB is not read."))
    if raw.lower().count(b"boundary") > MOST_BOUNDARIES:
        raise Unreadable(_("A report of so many parts is not read."))
    try:
        return _read(email.message_from_bytes(raw, policy=policy.compat32))
    except (MessageError, ValueError, LookupError, RecursionError, TypeError) as error:
        raise Unreadable(_("This report cannot be read.")) from error


def _read(message: Message) -> Told | None:
    parts = list(message.walk())
    found = _complaint(parts) or _failure(parts)
    if found is None:
        return None
    kind, status = found
    return Told(kind, status, _letter(message, parts))


def _complaint(parts: list[Message]) -> tuple[Return, str] | None:
    for part in parts:
        if part.get_content_type() == "message/feedback-report":
            said = "\n".join(_texts(part))
            # "not-spam" and the like are no complaint.
            is_abuse = any(
                line.lower().replace(" ", "") in ("feedback-type:abuse", "feedback-type:fraud")
                for line in said.splitlines()
            )
            return (Return.COMPLAINT, "abuse") if is_abuse else None
    return None


def _failure(parts: list[Message]) -> tuple[Return, str] | None:
    """The worst that is said of any recipient: a letter of ours has one."""
    found: list[tuple[Return, str]] = []
    for part in parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _blocks(part):
            status = str(block.get("Status", "")).strip()
            kind = verdict(str(block.get("Action", "")), status)
            found += [(kind, status)] if kind else []
    return min(found, key=lambda one: one[0] is not Return.PERMANENT, default=None)


def _letter(message: Message, parts: list[Message]) -> int | None:
    """By the address that the report came to, else by the name of the letter that it gives back."""
    said = [str(value) for name in TO for value in message.get_all(name, [])]
    for part in parts:
        if part.get_content_type() in RETURNED:
            said += _texts(part)
        elif part is not message:
            said += [str(value) for value in part.get_all("Message-ID", [])]
    for one in said:
        found = tokens.dispatch(one)
        if found is not None:
            return found
    return None


def _blocks(part: Message) -> list[Message]:
    """A status is read as several messages of headers alone."""
    held = part.get_payload()
    return [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []


def _texts(part: Message) -> Iterator[str]:
    held = part.get_payload()
    if isinstance(held, list):
        for one in held:
            if isinstance(one, Message):
                # Its headers, line by line: written out whole, a spoilt one can be refused by the writer.
                yield from (f"{name}: {value}" for name, value in one.items())
    elif isinstance(held, str):
        yield held
