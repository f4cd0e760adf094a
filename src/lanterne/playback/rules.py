"""Who may watch, and the signed addresses they watch by: arithmetic only."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto

from lanterne.billing.rules import Standing
from lanterne.rights.rules import Reason as RightsReason

LEASE = timedelta(seconds=60)
"""How long a session counts as a stream after its last heartbeat."""

LAST_WORD = timedelta(seconds=10)
"""A beat sent just before the page closed may arrive after the word that it did."""

FINISHED = 0.95
"""From this share of a title on, it counts as watched to the end."""

_STEP = 2 * 3600
LONGEST_ADDRESS = timedelta(seconds=2 * _STEP)
"""No signed address is good for longer after its session was last heard of."""

_DEEPEST = 4
_LEAST_SECRET = 32
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@,=+~-]*")


class Reason(StrEnum):
    """Why not; the values are part of the API."""

    NOT_PUBLISHED = "not_published"
    ABOVE_CEILING = "above_ceiling"
    NOT_HERE = "not_here"
    NOT_YET = "not_yet"
    OVER = "over"
    NOT_A_MEMBER = "not_a_member"
    LAPSED = "lapsed"
    TOO_MANY_STREAMS = "too_many_streams"
    SESSION_OVER = "session_over"
    ELSEWHERE = "elsewhere"
    OTHER_KEY = "other_key"


@dataclass(frozen=True, slots=True)
class WatchFacts:
    """Everything the decision needs; ``other_streams`` are the household's, without this one."""

    is_published: bool
    is_suited: bool
    window: RightsReason
    standing: Standing
    other_streams: int
    most_streams: int


_WINDOW = {
    RightsReason.NO_WINDOW_HERE: Reason.NOT_HERE,
    RightsReason.NOT_YET: Reason.NOT_YET,
    RightsReason.OVER: Reason.OVER,
}
_STANDING = {Standing.NOT_A_MEMBER: Reason.NOT_A_MEMBER, Standing.LAPSED: Reason.LAPSED}


def may_watch(facts: WatchFacts) -> Reason | None:
    """The first thing in the way, or None; what no payment can change comes first."""
    if not facts.is_published:
        return Reason.NOT_PUBLISHED
    if not facts.is_suited:
        return Reason.ABOVE_CEILING
    if facts.window in _WINDOW:
        return _WINDOW[facts.window]
    if reason := may_browse(facts.standing):
        return reason
    if facts.other_streams >= facts.most_streams:
        return Reason.TOO_MANY_STREAMS
    return None


def may_browse(standing: Standing) -> Reason | None:
    """What keeps a household from looking around, or None: the programme is for members."""
    return _STANDING.get(standing)


def resume_at(*, seconds: float, duration: float) -> float:
    """Where to start again: from the beginning once the end has been reached."""
    return 0.0 if seconds >= FINISHED * duration else seconds


def token_expiry(*, at: datetime, closes_at: datetime | None) -> int:
    """Unix seconds, two to four hours ahead, never past the end of the window.

    In steps of two hours, so that one session's addresses stay the same between renewals and a
    player's cache keeps its worth.
    """
    step = (int(at.timestamp()) // _STEP + 2) * _STEP
    return step if closes_at is None else min(step, int(closes_at.timestamp()))


class NoStreamKey(Exception):
    """Nothing can be signed: the installation has no usable key."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Signing keys by id, newest first; the older ones still open what they signed."""

    keys: tuple[tuple[str, bytes], ...]

    @classmethod
    def parse(cls, text: str) -> KeyRing:
        """Read ``id:secret`` pairs between commas; a short secret is no key."""
        pairs = (pair.strip().partition(":") for pair in text.split(","))
        return cls(
            tuple(
                (key_id, secret.encode())
                for key_id, _, secret in pairs
                if _PART.fullmatch(key_id) and "." not in key_id and len(secret) >= _LEAST_SECRET
            )
        )

    def secret(self, key_id: str) -> bytes | None:
        return dict(self.keys).get(key_id)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a media address promises: one folder, for one session, until a moment."""

    folder: str
    session: str
    expires: int


class Verdict(Enum):
    GOOD = auto()
    EXPIRED = auto()
    FORGED = auto()


def sign(claims: Claims, *, ring: KeyRing) -> str:
    """``key id.mac``, good for every file below the folder."""
    if not ring.keys:
        raise NoStreamKey
    key_id, secret = ring.keys[0]
    return f"{key_id}.{_mac(claims, secret)}"


def check(token: str, claims: Claims, *, ring: KeyRing, now: int) -> Verdict:
    """Compare in constant time; a forged address learns nothing about its expiry."""
    key_id, _, mac = token.partition(".")
    secret = ring.secret(key_id)
    if secret is None or not hmac.compare_digest(_mac(claims, secret).encode(), mac.encode()):
        return Verdict.FORGED
    return Verdict.GOOD if now < claims.expires else Verdict.EXPIRED


def splits(path: str) -> Iterator[tuple[str, str]]:
    """Each way to read ``path`` as folder and file; none when a part is not a plain name.

    The address does not say how deep its folder is: the token fits one reading only.
    """
    parts = path.split("/")
    if all(map(_PART.fullmatch, parts)):
        for depth in range(1, min(len(parts), _DEEPEST + 1)):
            yield "/".join(parts[:depth]), "/".join(parts[depth:])


def _mac(claims: Claims, secret: bytes) -> str:
    text = f"lanterne media 1\n{claims.expires}\n{claims.session}\n{claims.folder}"
    digest = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
