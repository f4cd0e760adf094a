"""What a licence says besides where and when: to which offer, in which languages, whether it holds, who may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Offer(StrEnum):
    """How viewers get the title; the licence types of the field, in words."""

    SUBSCRIPTION = "subscription"
    ADVERTISING = "advertising"
    RENTAL = "rental"
    PURCHASE = "purchase"
    FREE = "free"


class Status(StrEnum):
    """Only what is approved opens anything; the rest is kept on record."""

    PENDING = "pending"
    APPROVED = "approved"
    REVOKED = "revoked"


class Use(StrEnum):
    """How a language reaches the viewer."""

    ANY = "any"
    DUB = "dub"
    SUB = "sub"


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language range (BCP 47) that is licensed for a use: "fr" covers fr-CA, "es-419" does not cover es-ES."""

    language: str
    use: Use = Use.ANY

    def covers(self, language: str, use: Use) -> bool:
        is_used = self.use is use or Use.ANY in (self.use, use)
        return is_used and self.language in ranges(language)

    def meets(self, other: Tongue) -> bool:
        """Whether some version is covered by both."""
        return self.covers(other.language, other.use) or other.covers(self.language, self.use)


@dataclass(frozen=True, slots=True)
class Terms:
    """What hangs on a window. Without tongues every language is licensed, except those that are held back.

    ``awaits`` names a start condition that is not met yet. Before ``public_from`` nobody outside the house may
    know of the window: the later of the dates on which it may be announced and shown.
    """

    offer: Offer = Offer.SUBSCRIPTION
    tongues: tuple[Tongue, ...] = ()
    held_back: tuple[str, ...] = ()
    status: Status = Status.APPROVED
    awaits: str = ""
    public_from: datetime | None = None
    is_premiere: bool = False

    def licenses(self, language: str, use: Use) -> bool:
        """Whether a version in the language may be shown; an empty language asks for none in particular."""
        if not language:
            return True
        if set(self.held_back) & set(ranges(language)):
            return False
        return not self.tongues or any(one.covers(language, use) for one in self.tongues)

    def shares_a_version(self, other: Terms) -> bool:
        """Whether both may open one title to one viewer in one language."""
        if self.offer is not other.offer:
            return False
        return _meet(self.tongues, other.tongues)


def ranges(language: str) -> tuple[str, ...]:
    """Every range that covers a language, from itself to its widest: es-419, es."""
    parts = language.split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))


def _meet(ours: Iterable[Tongue], theirs: Iterable[Tongue]) -> bool:
    ours, theirs = tuple(ours), tuple(theirs)
    return not ours or not theirs or any(one.meets(other) for one in ours for other in theirs)
