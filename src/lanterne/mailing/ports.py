"""What the list asks of whoever writes its letters: their words, at the moment of sending and never before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says, as plain text; ``address`` is where to read on, whole or from the root of the service."""

    headline: str
    lead: str
    address: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotYet:
    """It is under embargo: nothing goes out. Asked again then, or a minute later where nobody knows when."""

    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Never:
    """It was withdrawn, or is not told in this language or market."""


Answer = Words | NotYet | Never


class Writer(Protocol):
    def write(self, *, key: str, language: str, market: str, at: datetime) -> Answer:
        """The letter of a key in a language, for one of the markets that it was announced for."""
        ...


class NoWriter:
    """Nobody writes letters here: none is ever sent."""

    def write(self, *, key: str, language: str, market: str, at: datetime) -> Answer:
        return NotYet()
