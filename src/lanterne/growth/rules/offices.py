"""What becomes of an office, and whether it is open on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from lanterne.growth.rules.presence import begins


class Happening(StrEnum):
    OPENED = "opened"
    MOVED = "moved"
    CLOSED = "closed"


class State(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    MOVED = "moved"
    CLOSED = "closed"


def state(days: Mapping[Happening, str], on: date) -> State:
    """How an office stands, from the days on which things happened; of a year its first day counts."""
    come = {what for what, text in days.items() if (day := begins(text)) and day <= on}
    for what, found in ((Happening.CLOSED, State.CLOSED), (Happening.MOVED, State.MOVED)):
        if what in come:
            return found
    is_open = Happening.OPENED in come or Happening.OPENED not in days
    return State.OPEN if is_open else State.PLANNED
