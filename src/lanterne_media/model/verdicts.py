"""What a delivery rule set says of a film."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from lanterne_media.model.film import Finding


class Outcome(StrEnum):
    """Whether a delivery is taken, the mildest first."""

    ACCEPTED = "accepted"
    NOTED = "noted"
    REDELIVERY = "redelivery"

    @property
    def told(self) -> str:
        """In words."""
        return "accepted with notes" if self is Outcome.NOTED else self.value


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason for a verdict: a finding (its place among the film's), or a fact of the film and its value.

    ``reason`` is in the languages that the rule's author wrote, English (``en``) always among them; ``track`` is the
    sound track that the fact is of, counted from 1.
    """

    outcome: Outcome
    source: str
    reason: dict[str, str] = field(hash=False)
    finding: int | None = None
    fact: str = ""
    value: str | float | None = None
    track: int | None = None

    def told(self, findings: Sequence[Finding]) -> str:
        """What is so, in a sentence; ``findings`` are those of the film."""
        if self.finding is not None:
            return findings[self.finding].sentence
        track = f" of sound track {self.track}" if self.track else ""
        return f"{self.fact}{track} is {self.value}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule set says, with its grounds, the gravest first."""

    rules: str
    title: dict[str, str] = field(hash=False)
    outcome: Outcome
    grounds: tuple[Ground, ...] = ()
