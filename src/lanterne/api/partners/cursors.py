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
Named = TypeVar("Named")
_SALT = "lanterne.api.cursor"
FIRST = 0


def piece(
    asked: Piece, fetch: Callable[[int, int], Sequence[Row]]
) -> tuple[Sequence[Row], str | None]:
    """What ``fetch`` finds after an id, so many at most, and the cursor of what follows.

    One more than is shown is read, so that the last piece knows that it is the last.
    """
    found = fetch(int(_after(asked) or FIRST), asked.limit + 1)
    return _shown(asked, found, lambda one: one.id)


def named_piece(
    asked: Piece, fetch: Callable[[str, int], Sequence[Named]], name: Callable[[Named], str]
) -> tuple[Sequence[Named], str | None]:
    """The same of a list that goes by names, such as markets by their codes."""
    found = fetch(str(_after(asked) or ""), asked.limit + 1)
    return _shown(asked, found, name)


def _shown(
    asked: Piece, found: Sequence[Named], place: Callable[[Named], int | str]
) -> tuple[Sequence[Named], str | None]:
    shown = found[: asked.limit]
    return shown, _cursor(place(shown[-1]), asked) if len(found) > asked.limit else None


def _after(asked: Piece) -> int | str | None:
    """After which the piece begins. Refuses CursorWrong for one of another list, and one that we never gave."""
    if not asked.cursor:
        return None
    try:
        told = signing.loads(asked.cursor, salt=_SALT)
    except signing.BadSignature:
        raise _wrong() from None
    if not isinstance(told, Mapping) or told.get("of") != _of(asked):
        raise _wrong()
    place: int | str = told["after"]
    return place


def _cursor(last: int | str, asked: Piece) -> str:
    """Signed, so that it stays ours to say what is in it."""
    return signing.dumps({"after": last, "of": _of(asked)}, salt=_SALT)


def _of(asked: Piece) -> str:
    """The question itself, without the place in its answer and the size of the pieces."""
    question = asked.model_dump_json(exclude={"cursor", "limit"})
    return hashlib.sha256(f"{type(asked).__name__}{question}".encode()).hexdigest()[:16]


def _wrong() -> CursorWrong:
    return CursorWrong(_("This cursor belongs to no list, or to another one. Begin without it."))
