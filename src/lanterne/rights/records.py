"""Windows and holdbacks as files tell them, and what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lanterne.rights.rules import Holdback, Window


@dataclass(frozen=True, slots=True)
class Contract:
    """The key of a licence: who granted it, under which reference."""

    licensor: str
    reference: str


# What a file may leave unsaid of a window; the rest is what the window is known again by.
SAYABLE = frozenset(
    (
        *("closes_at", "status", "public_from", "held_back", "awaits", "is_premiere"),
        "contract",
    )
)


@dataclass(frozen=True, slots=True)
class WindowRecord:
    """A window is the same one when title, territory, offer, opening and languages are.

    What is not ``told`` stays as it is held; only for a new window is it what stands here.
    """

    window: Window
    contract: Contract | None = None
    told: frozenset[str] = field(default=SAYABLE, compare=False)
    # Where it stands in the file, for a refusal to say.
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class HoldbackRecord:
    holdback: Holdback
    reason: str = ""
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Grants:
    """What a file says of one title; no ``title_id`` for one that the same file makes."""

    title_id: int | None
    windows: Sequence[WindowRecord] = ()
    holdbacks: Sequence[HoldbackRecord] = ()


class Outcome(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class WindowRuling:
    """What becomes of one window, or the sentence that refuses it; ``pk`` and ``was`` are what is held of it.

    ``changes`` names what of it would be other than it was.
    """

    record: WindowRecord
    outcome: Outcome | str
    pk: int | None = None
    was: Window | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of each window and holdback of one title, in order; of a holdback with the id of its row."""

    windows: list[WindowRuling] = field(default_factory=list)
    holdbacks: list[tuple[HoldbackRecord, Outcome | str, int | None]] = field(default_factory=list)
