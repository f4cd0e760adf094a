"""Tokens of links and visits: chance, signed by us. Only a hash is kept, so that whoever reads the database cannot come in."""

from __future__ import annotations

import hashlib
import secrets

from django.core.signing import BadSignature, Signer

BYTES = 24


def fresh(purpose: str) -> tuple[str, str]:
    """A token, and what is kept of it; it opens nothing but what it was made for."""
    token = _signer(purpose).sign(secrets.token_urlsafe(BYTES))
    return token, _hash(token)


def digest(token: object, purpose: str) -> str | None:
    """What is kept of a token; None for one that we did not sign for this, which the database need not be asked about."""
    try:
        _signer(purpose).unsign(str(token))
    except BadSignature:
        return None
    return _hash(str(token))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _signer(purpose: str) -> Signer:
    # A token is one word of an address: what parts it is no colon.
    return Signer(salt=purpose, sep=".")
