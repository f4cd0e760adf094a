"""What became of what was put on record."""

from __future__ import annotations

from enum import StrEnum


class Put(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def put(*, is_new: bool) -> Put:
    return Put.ADDED if is_new else Put.CHANGED
