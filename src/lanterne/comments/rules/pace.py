"""How fast one may speak, and how old the form may be that it is said with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# Nobody reads a form and writes a sentence in less; a page may lie open in a browser for a day.
FASTEST, OLDEST = timedelta(seconds=3), timedelta(days=1)
A_WHILE, MOST_IN_A_WHILE = timedelta(minutes=10), 5
A_DAY, MOST_IN_A_DAY = timedelta(days=1), 40
# One that is the same word for word is asked about for so long.
ECHO = timedelta(days=1)


class Trouble(StrEnum):
    TOO_FAST = "too_fast"
    TOO_OLD = "too_old"


@dataclass(frozen=True, slots=True)
class Spoken:
    """How often somebody has spoken, within a while and within a day."""

    lately: int
    today: int


def form_trouble(*, shown_at: datetime, at: datetime) -> Trouble | None:
    """A form that was shown after it came back is not ours, or from a clock that is not."""
    if at - shown_at < FASTEST:
        return Trouble.TOO_FAST
    return Trouble.TOO_OLD if at - shown_at > OLDEST else None


def is_too_often(spoken: Spoken) -> bool:
    return spoken.lately >= MOST_IN_A_WHILE or spoken.today >= MOST_IN_A_DAY
