"""The signed words in links and return addresses: nothing in them can be guessed or made by anybody else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.utils.crypto import constant_time_compare, salted_hmac

# A dispatch and its proof, short enough for the part of an address before the @.
_RETURN = re.compile(r"(?<![0-9])([0-9]{1,18})-([0-9a-f]{20})(?![0-9a-f])")
_LETTER = re.compile(r"([0-9]{1,18})-([0-9A-Za-z]{1,32})")


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a link was mailed to."""

    address_id: int
    secret: str


@dataclass(frozen=True, slots=True)
class Asked:
    holder: Holder
    language: str
    market: str


def to_confirm(asked: Asked) -> str:
    said = [asked.holder.address_id, asked.holder.secret, asked.language, asked.market]
    return _confirming().sign_object(said)


def confirmed(token: str) -> Asked | None:
    """What the link confirms, while it is good."""
    good_for = timedelta(days=settings.MAILING_ASKED_DAYS)
    try:
        number, secret, language, market = _confirming().unsign_object(token, max_age=good_for)
    except (BadSignature, ValueError, TypeError):
        return None
    return Asked(Holder(number, secret), language, market)


def of_holder(holder: Holder) -> str:
    return _holding().sign(f"{holder.address_id}-{holder.secret}")


def holder(token: str) -> Holder | None:
    """Whose link it is; it is good for as long as the address is held."""
    try:
        found = _LETTER.fullmatch(_holding().unsign(token))
    except BadSignature:
        return None
    return Holder(int(found[1]), found[2]) if found else None


def of_dispatch(dispatch_id: int) -> str:
    return f"{dispatch_id}-{_proof(dispatch_id)}"


def dispatch(told: str) -> int | None:
    """Which dispatch an address or a message's name speaks of, if it is a word of ours."""
    for found in _RETURN.finditer(told):
        if constant_time_compare(found[2], _proof(int(found[1]))):
            return int(found[1])
    return None


def _proof(dispatch_id: int) -> str:
    made = salted_hmac("lanterne.mailing.return", str(dispatch_id), algorithm="sha256")
    return made.hexdigest()[:20]


def _confirming() -> TimestampSigner:
    # A token is one word of an address: what parts it is no colon.
    return TimestampSigner(salt="lanterne.mailing.confirm", sep=".")


def _holding() -> Signer:
    return Signer(salt="lanterne.mailing.reader", sep=".")
