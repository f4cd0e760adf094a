"""What goes out to a browser and comes back: signed by us, each kind for its own use, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import IPv6Address, IPv6Network, ip_address

from django.core.signing import BadSignature, Signer
from django.utils.crypto import salted_hmac

# What a cookie has room for.
MOST_VOTES_HELD = 100


def form(thread: str, *, at: datetime) -> str:
    """That a form of a thread was shown at an instant."""
    return _signer("form").sign(f"{thread}~{int(at.timestamp())}")


def shown_at(slip: str, *, thread: str) -> datetime | None:
    """When a form of this thread was shown; None for one that we did not sign."""
    told = _read("form", slip)
    name, _, instant = (told or "").rpartition("~")
    return datetime.fromtimestamp(int(instant), UTC) if told and name == thread else None


def author(comment_id: int) -> str:
    """What the browser of a comment's author is given, to change it with."""
    return _signer("author").sign(str(comment_id))


def comment_of_author(slip: str) -> int | None:
    told = _read("author", slip)
    return int(told) if told else None


def stop(author_id: int) -> str:
    """What stands in a letter, to stop such letters with."""
    return _signer("stop").sign(str(author_id))


def author_of_stop(slip: str) -> int | None:
    told = _read("stop", slip)
    return int(told) if told else None


def confirm(author_id: int, *, at: datetime) -> str:
    """What stands in the letter that asks an author to confirm an address."""
    return _signer("confirm").sign(f"{author_id}~{int(at.timestamp())}")


def asked_author(slip: str) -> tuple[int, datetime] | None:
    """Who was asked to confirm an address, and when."""
    told = _read("confirm", slip)
    author_id, _, instant = (told or "").partition("~")
    return (int(author_id), datetime.fromtimestamp(int(instant), UTC)) if told else None


def ballot(votes: Mapping[int, int]) -> str:
    """What a browser is given, to take its votes back with: comments, and the vote for each; empty for none."""
    held = list(votes.items())[-MOST_VOTES_HELD:]
    told = "~".join(f"{comment_id}-{vote_id}" for comment_id, vote_id in held)
    return _signer("ballot").sign(told) if told else ""


def votes_of(slip: str) -> dict[int, int]:
    """The comments that a ballot has votes for, with these."""
    told = _read("ballot", slip)
    pairs = (one.split("-") for one in told.split("~")) if told else ()
    return {int(comment_id): int(vote_id) for comment_id, vote_id in pairs}


def network(address: str) -> str:
    """What is kept of where somebody came from: nothing that can be turned back without the key. IPv6 by its /64."""
    return salted_hmac("lanterne.comments.network", _line(address), algorithm="sha256").hexdigest()


def _line(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        # A household has 2**64 of them, and would be a new one with each comment.
        return str(IPv6Network((found, 64), strict=False))
    return str(found)


def _read(use: str, slip: str) -> str | None:
    try:
        return _signer(use).unsign(slip)
    except BadSignature:
        return None


def _signer(use: str) -> Signer:
    # A slip is one word of an address: what parts it is no colon.
    return Signer(salt=f"lanterne.comments.{use}", sep=".")
