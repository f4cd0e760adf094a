"""Tokens of links: chance, signed by us. Only a hash is kept, so that whoever reads the database cannot come in."""

from __future__ import annotations

import hashlib
import secrets

from django.core.signing import BadSignature, Signer

BYTES = 24


def fresh() -> tuple[str, str]:
    """A token, and what is kept of it."""
    token = _signer().sign(secrets.token_urlsafe(BYTES))
    return token, _hash(token)


def digest(token: str) -> str | None:
    """What is kept of a token; None for one that we did not sign, which the database need not be asked about."""
    try:
        _signer().unsign(token)
    except BadSignature:
        return None
    return _hash(token)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _signer() -> Signer:
    # A token is one word of an address: what parts it is no colon.
    return Signer(salt="lanterne.deliveries.link", sep=".")
