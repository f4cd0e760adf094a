"""Who may read an article at an instant."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """What an article is to the public; nobody has to press anything for it to change from the second on to the others."""

    DRAFT = "draft"
    EMBARGOED = "embargoed"
    PUBLIC = "public"
    OVER = "over"


class Reader(StrEnum):
    PUBLIC = "public"
    # An accredited press person, who may read what is under embargo where the article says so.
    PRESS = "press"


def standing(*, public_at: datetime, until: datetime | None, at: datetime) -> Standing:
    """Of what an editor let go out: it is read from an instant on, that instant included, and until before another."""
    if at < public_at:
        return Standing.EMBARGOED
    return Standing.OVER if until is not None and until <= at else Standing.PUBLIC


def public_from(
    *, embargo_at: datetime | None, was_public_at: datetime | None, is_public: bool, at: datetime
) -> datetime:
    """From when on an article is read that is let go out now.

    What is read keeps its day, and so does what was read once and is let go out again, unless it is held back anew.
    """
    is_held = embargo_at is not None and embargo_at > at
    if embargo_at is not None and is_held and not is_public:
        return embargo_at
    if was_public_at is not None and was_public_at <= at:
        return was_public_at
    return at


def may_read(held: Standing, reader: Reader, *, is_for_press: bool) -> bool:
    if held is Standing.EMBARGOED:
        return reader is Reader.PRESS and is_for_press
    return held is Standing.PUBLIC
