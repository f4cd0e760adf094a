"""Long lists in pieces: the next begins after the last one of this, whatever was added or taken away meanwhile.

Ids are given out before rows are committed, so one that is made while the list is read can come to stand before a place
that was read already.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from django.core import signing
from django.utils.translation import gettext as _

from lanterne.api.partners.forms.common import Piece
from lanterne.api.partners.refusals import CursorWrong


class Numbered(Protocol):
    @property
    def id(self) -> int: ...


Row = TypeVar("Row", bound=Numbered)
_SALT = "lanterne.api.cursor"
FIRST = 0


def piece(
    asked: Piece, fetch: Callable[[int, int], Sequence[Row]]
) -> tuple[Sequence[Row], str | None]:
    """What ``fetch`` finds after an id, so many at most, and the cursor of what follows.

    One more than is shown is read, so that the last piece knows that it is the last.
    """
    found = fetch(after(asked.cursor, asked), asked.limit + 1)
    shown = found[: asked.limit]
    return shown, cursor(shown[-1].id, asked) if len(found) > asked.limit else None


def after(cursor: str, asked: Piece) -> int:
    """The id after which the piece begins. Refuses CursorWrong for one of another list, and one that we never gave."""
    if not cursor:
        return FIRST
    try:
        told = signing.loads(cursor, salt=_SALT)
    except signing.BadSignature:
        raise _wrong() from None
    if not isinstance(told, Mapping) or told.get("of") != _of(asked):
        raise _wrong()
    return int(told["after"])


def cursor(last: int, asked: Piece) -> str:
    """Signed, so that it stays ours to say what is in it."""
    return signing.dumps({"after": last, "of": _of(asked)}, salt=_SALT)


def _of(asked: Piece) -> str:
    """The question itself, without the place in its answer and the size of the pieces."""
    question = asked.model_dump_json(exclude={"cursor", "limit"})
    return hashlib.sha256(f"{type(asked).__name__}{question}".encode()).hexdigest()[:16]


def _wrong() -> CursorWrong:
    return CursorWrong(_("This cursor belongs to no list, or to another one. Begin without it."))
