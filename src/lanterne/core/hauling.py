"""Tables too long to hold, read line by line and taken in piece by piece; what became of them is told in counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Generic, Protocol, TypeVar

from django.utils.translation import gettext as _

from lanterne.core import sheets
from lanterne.core.errors import Refused
from lanterne.core.sheets import Cells
from lanterne.core.taking import Outcome

PIECE = 5_000
MOST_TOLD = 50
"""Refusals of a table that are told with their lines; the others are counted."""


class Doubled(StrEnum):
    """A line that says of the same thing what one above it has said."""

    DOUBLED = "doubled"


Fate = Outcome | StrEnum
"""What becomes of a line; a word that is no outcome says why it is refused."""


class Draft(Protocol):
    @property
    def mark(self) -> Hashable:
        """What tells it from all others of its table."""


T = TypeVar("T", bound=Draft)


@dataclass(frozen=True, slots=True)
class Hauler(Generic[T]):
    """Reads a line, refusing it where a cell is wrong, and takes in a piece, with the fate of each of its drafts."""

    needed: Sequence[str]
    read: Callable[[Cells], T]
    bring: Callable[[Sequence[T]], Sequence[Fate]]


@dataclass(slots=True)
class Haul:
    """How many lines of a table met which fate, and the first that were refused: number, and word or sentence."""

    table: str
    counts: Counter[Outcome] = field(default_factory=Counter)
    refused: list[tuple[int, StrEnum | str]] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return self.counts[Outcome.REFUSED] > 0

    @property
    def is_change(self) -> bool:
        return self.counts[Outcome.ADDED] + self.counts[Outcome.CHANGED] > 0

    def tell(self, line: int, fate: Fate | str) -> None:
        if isinstance(fate, Outcome):
            self.counts[fate] += 1
            return
        self.counts[Outcome.REFUSED] += 1
        if len(self.refused) < MOST_TOLD:
            self.refused.append((line, fate))


def haul(table: str, stream: Iterable[str], hauler: Hauler[T]) -> Haul:
    """Take in a table. Lines that are refused leave the others alone: the caller undoes all, or none."""
    told = Haul(table)
    drafts = _drafts(stream, hauler, told)
    while piece := list(islice(drafts, PIECE)):
        fates = hauler.bring([draft for _line, draft in piece])
        for (line, _draft), fate in zip(piece, fates, strict=True):
            told.tell(line, fate)
    return told


def _drafts(stream: Iterable[str], hauler: Hauler[T], told: Haul) -> Iterator[tuple[int, T]]:
    # One number for each line is all that is kept of it.
    seen: set[int] = set()
    lines = sheets.read(stream, hauler.needed)
    line = 1
    try:
        for cells in lines:
            line = cells.number
            draft = _read(cells, hauler, told)
            if draft is None:
                continue
            mark = hash(draft.mark)
            if mark in seen:
                told.tell(line, Doubled.DOUBLED)
            else:
                seen.add(mark)
                yield line, draft
    except UnicodeDecodeError:
        told.tell(line + 1, _("This table is not written in UTF-8."))
    except Refused as refusal:
        # The table itself cannot be read any further.
        told.tell(line, str(refusal))


def _read(cells: Cells, hauler: Hauler[T], told: Haul) -> T | None:
    try:
        if any("\0" in text for text in cells.said.values()):
            raise sheets.WrongCell(_("The character U+0000 belongs in no text."))
        return hauler.read(cells)
    except Refused as refusal:
        told.tell(cells.number, str(refusal))
        return None
