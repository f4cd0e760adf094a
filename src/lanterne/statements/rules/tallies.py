"""Which window a viewing is told under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Tally:
    """What was watched of one title under one window, added up; viewers are profiles, each once."""

    plays: int = 0
    by_month: dict[date, int] = field(default_factory=dict)
    viewers: set[int] = field(default_factory=set)

    @property
    def milliseconds(self) -> int:
        return sum(self.by_month.values())


def credit(
    tallies: Sequence[Tally], *, month: date, milliseconds: int, viewer: int | None, is_play: bool
) -> None:
    """Tell a viewing under every window that was open when it began.

    The time is divided among them, so that no revenue is shared out twice. The play is each one's: a price for a play
    is owed for every play. Whose profile is erased is still heard, and no viewer any more.
    """
    part, odd = divmod(milliseconds, len(tallies))
    for place, tally in enumerate(tallies):
        tally.by_month[month] = tally.by_month.get(month, 0) + part + (place < odd)
        tally.plays += is_play
        if viewer is not None and is_play:
            tally.viewers.add(viewer)
