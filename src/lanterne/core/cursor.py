"""A place in a list of the newest first, told by a row instead of a number of rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cursor:
    """Rows older than the one ``before`` which they stand, or newer than the one ``after``; neither is the newest."""

    before: int | None = None
    after: int | None = None


NEWEST = Cursor()
