"""What a claim says: an amount with its unit, a date as precisely as it is known, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

# "About 20" and 21 do not contradict one another.
ABOUT = Decimal("0.05")
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Qualifier(StrEnum):
    """How the source itself bounds its figure."""

    EXACTLY = "exactly"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"


class Confidence(StrEnum):
    """How near the source stands to what it tells, the nearest first."""

    OFFICIAL = "official"  # the register, the law, the statistical office
    OWN = "own"  # counted by this service
    ANNOUNCED = "announced"  # by the subject itself
    REPORTED = "reported"  # by others, who name no method
    ESTIMATED = "estimated"  # by a stated method
    UNVERIFIED = "unverified"  # nobody has looked it up yet


class Status(StrEnum):
    CURRENT = "current"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount, such as 3.5 M households; ``unit`` is a word of the measure's, or a currency."""

    amount: Decimal
    unit: str
    qualifier: Qualifier = Qualifier.EXACTLY

    def bounds(self) -> tuple[Decimal, Decimal]:
        """The least and the most that the figure can mean."""
        endless = Decimal("Infinity")
        match self.qualifier:
            case Qualifier.ABOUT:
                room = abs(self.amount) * ABOUT
                return self.amount - room, self.amount + room
            case Qualifier.MORE_THAN | Qualifier.AT_LEAST:
                return self.amount, endless
            case Qualifier.LESS_THAN | Qualifier.AT_MOST:
                return -endless, self.amount
        return self.amount, self.amount

    def agrees(self, other: Value) -> bool:
        if not isinstance(other, Quantity) or other.unit != self.unit:
            return False
        least, most = self.bounds()
        others_least, others_most = other.bounds()
        return least <= others_most and others_least <= most


@dataclass(frozen=True, slots=True)
class Day:
    """A date as the source knows it: "2015", "2015-09" or "2015-09-28"."""

    text: str

    def agrees(self, other: Value) -> bool:
        """The vaguer of the two covers the other."""
        if not isinstance(other, Day):
            return False
        short, long = sorted((self.text, other.text), key=len)
        return long == short or long.startswith(f"{short}-")


@dataclass(frozen=True, slots=True)
class Words:
    """What is told rather than counted, such as a reason."""

    text: str

    def agrees(self, other: Value) -> bool:
        return isinstance(other, Words) and self.text.casefold() == other.text.casefold()


Value = Quantity | Day | Words
