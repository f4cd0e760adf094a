"""Who we are, as the law asks: where established, whom we target, what we earn there, what we signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Matter(StrEnum):
    """What is stated: the first three hold from a day to a day, the rest for a year."""

    ESTABLISHED = "established"
    TARGETED = "targeted"
    AGREEMENT = "agreement"
    TURNOVER = "turnover"
    AUDIENCE_SHARE = "audience_share"
    SUBSCRIBERS = "subscribers"
    WORKS = "works"
    EMPLOYEES = "employees"
    CARRIED_OVER = "carried_over"

    @property
    def is_yearly(self) -> bool:
        return self not in (Matter.ESTABLISHED, Matter.TARGETED, Matter.AGREEMENT)

    @property
    def is_money(self) -> bool:
        return self in (Matter.TURNOVER, Matter.CARRIED_OVER)


@dataclass(frozen=True, slots=True)
class Amount:
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Stated:
    """``until`` is the first day on which it holds no more. ``words`` is the agreement's short name."""

    matter: Matter
    territory: str = ""
    year: int | None = None
    amount: Decimal | None = None
    currency: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def key(self) -> str:
        """What it is about: stated anew, it takes the place of what was stated of the same."""
        parts = (self.matter, self.territory, self.year, self.words, self.since)
        return "|".join(str(part or "") for part in parts)

    def holds(self, on: date) -> bool:
        is_begun = self.since is None or self.since <= on
        return is_begun and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True)
class Operator:
    stated: tuple[Stated, ...] = ()

    def established(self, on: date) -> str:
        """The country of establishment; the one stated last from which holds, and nothing where nobody has said."""
        found = sorted(self._on(Matter.ESTABLISHED, on), key=lambda one: one.since or date.min)
        return found[-1].territory if found else ""

    def targets(self, territory: str, on: date) -> bool:
        return territory in {one.territory for one in self._on(Matter.TARGETED, on)}

    def agreements(self, on: date) -> frozenset[str]:
        return frozenset(one.words for one in self._on(Matter.AGREEMENT, on))

    def money(self, matter: Matter, territory: str, year: int) -> Amount | None:
        """Of a region, else of its country."""
        for place in (territory, territory.partition("-")[0]):
            for one in self.stated:
                is_asked = (one.matter, one.territory, one.year) == (matter, place, year)
                # Nothing is an amount as well: who turned nothing over has said so.
                if is_asked and one.amount is not None:
                    return Amount(one.amount, one.currency)
        return None

    def number(self, matter: Matter, territory: str, year: int) -> Decimal | None:
        """Of a country; what is true of the whole house, such as its people, is stated without one."""
        for place in (territory, territory.partition("-")[0], ""):
            for one in self.stated:
                if (one.matter, one.territory, one.year) == (matter, place, year):
                    return one.amount
        return None

    def _on(self, matter: Matter, on: date) -> Iterator[Stated]:
        return (one for one in self.stated if one.matter is matter and one.holds(on))
