"""A claim and its source as somebody proposes them, before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from lanterne.facts.rules import WORLD, Confidence, Moment, Value


@dataclass(frozen=True, slots=True)
class SourceCard:
    """Who published what, where it can be read, and when; ``key`` is its short name in this service."""

    key: str
    name: str
    publisher: str = ""
    address: str = ""
    published_on: date | None = None

    @property
    def is_reference(self) -> bool:
        """Whether only the key of a source that is kept already is said."""
        return self == SourceCard(self.key, self.key)


@dataclass(frozen=True, slots=True)
class Draft:
    """``place`` says where in the source; without a key the claim gets one of its subject, measure and day."""

    subject: str
    measure: str
    value: Value
    source: SourceCard
    confidence: Confidence
    subject_name: str = ""
    scope: str = WORLD
    moment: Moment = field(default_factory=Moment)
    place: str = ""
    quotation: str = ""
    key: str = ""
