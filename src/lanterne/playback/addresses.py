"""Signed media addresses: made at the start of a session, read back at each request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from lanterne.playback import rules

# One way to write each moment, so that one address has one form.
_MOMENT = re.compile(r"[1-9][0-9]{0,11}")


# Between the session and the names of left-out tracks: neither is in a name, and addresses bear both as they are.
_WITHOUT, _SLASH = ";", ":"


def prefix(*, folder: str, session_id: UUID, expires: int, without: Sequence[str] = ()) -> str:
    """The address of a folder, without host; relative addresses inside manifests keep it.

    Tracks that the session may not have are named beside it and signed with it: so no database is asked for them.
    """
    session = _WITHOUT.join((str(session_id), *(one.replace("/", _SLASH) for one in without)))
    token = rules.sign(rules.Claims(folder, session, expires), ring=key_ring())
    return reverse("media", args=(token, str(expires), session, folder))


@dataclass(frozen=True, slots=True)
class MediaAddress:
    """The parts of an address, as they arrived: nothing here is trusted yet."""

    token: str
    expires: str
    session: str
    path: str

    @property
    def without(self) -> tuple[str, ...]:
        """The tracks that were left out, as signed."""
        if _WITHOUT not in self.session:
            return ()
        return tuple(self.session.replace(_SLASH, "/").split(_WITHOUT)[1:])

    def file(self, at: datetime) -> tuple[rules.Verdict, str, str]:
        """The verdict with the folder that was signed and the file below it."""
        now = int(at.timestamp())
        expires = int(self.expires) if _MOMENT.fullmatch(self.expires) else 0
        for folder, file in rules.splits(self.path):
            claims = rules.Claims(folder, self.session, expires)
            verdict = rules.check(self.token, claims, ring=key_ring(), now=now)
            if verdict is not rules.Verdict.FORGED:
                return verdict, folder, file
        return rules.Verdict.FORGED, "", ""


def key_ring() -> rules.KeyRing:
    return _parsed(settings.STREAM_KEYS)


@lru_cache(maxsize=4)
def _parsed(text: str) -> rules.KeyRing:
    return rules.KeyRing.parse(text)
