"""Who may read an article at an instant."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """What an article is to the public; nobody has to press anything for it to change from the second to the third."""

    DRAFT = "draft"
    EMBARGOED = "embargoed"
    PUBLIC = "public"


class Reader(StrEnum):
    PUBLIC = "public"
    # An accredited press person, who may read what is under embargo where the article says so.
    PRESS = "press"


def standing(*, is_released: bool, embargo_at: datetime | None, at: datetime) -> Standing:
    """Released is what an editor has let go out; it is read from the embargo's instant on, that instant included."""
    if not is_released:
        return Standing.DRAFT
    is_held = embargo_at is not None and at < embargo_at
    return Standing.EMBARGOED if is_held else Standing.PUBLIC


def may_read(held: Standing, reader: Reader, *, is_for_press: bool) -> bool:
    if held is Standing.EMBARGOED:
        return reader is Reader.PRESS and is_for_press
    return held is Standing.PUBLIC
