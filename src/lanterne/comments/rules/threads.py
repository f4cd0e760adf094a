"""How long one may speak, how deep answers lie, and how long an author may still change a comment."""

from __future__ import annotations

from datetime import datetime, timedelta

# Deeper answers stand beside the ones they answer: on a phone a sixth step leaves no room for words.
DEEPEST = 4
# Digits of a step in a comment's place, so that places sort as texts in every database.
STEP = 12
DAYS_OPEN = 14
EDIT_WINDOW = timedelta(minutes=15)


def place(parent: str, number: int) -> str:
    """Where a comment stands in its thread, such that sorting by it puts answers under what they answer.

    An answer to one that lies at the deepest step stands beside it.
    """
    above = parent[: DEEPEST * STEP]
    return f"{above}{number:0{STEP}d}"


def depth(at: str) -> int:
    return len(at) // STEP - 1


def is_open(*, closes_at: datetime | None, at: datetime) -> bool:
    return closes_at is None or at < closes_at


def may_edit(*, said_at: datetime, is_staff: bool, at: datetime) -> bool:
    return not is_staff and at < said_at + EDIT_WINDOW
