"""The paper itself, as it is kept: every figure with what it was reckoned from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from lanterne.statements.rules.accounts import Account

FEW = 5
"""Fewer viewers than these are told as few: a small number of people can be recognised."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Minor units of a currency; may be negative."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Watched:
    """One title under one window, with its part of the revenue share. ``viewers`` is None for fewer than FEW and more than none."""

    title_id: int
    title: str
    within: str
    territory: str
    clock: str
    window_id: int
    opens_at: datetime
    closes_at: datetime | None
    reference: str
    plays: int
    milliseconds: int
    viewers: int | None
    share: tuple[Sum, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """A month's revenue in a territory and the licence's part of it: takings × milliseconds ÷ all of them × share.

    ``rate`` changes the pool's currency into the licence's; None where nobody has given it yet, and so no ``amount``.
    """

    reference: str
    territory: str
    month: date
    takings: Sum
    milliseconds: int
    all_milliseconds: int
    share: int
    rate: str | None
    source: str
    amount: Sum | None


@dataclass(frozen=True, slots=True)
class Adjusted:
    amount: Sum
    reason: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Time that no window on record covers, of a title that the licensor has licensed."""

    title: str
    territory: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Total:
    """``own`` is this statement's; ``balance`` what earlier ones leave: what they made due less what they said to pay."""

    currency: str
    own: int
    balance: int

    @property
    def to_pay(self) -> int:
        return max(0, self.own + self.balance)

    @property
    def carried(self) -> int:
        """What was paid too much, and is set off against what comes."""
        return min(0, self.own + self.balance)


@dataclass(frozen=True, slots=True)
class Document:
    """``least_play`` is in seconds, ``few`` in viewers: the rules as they were."""

    licensor: str
    begins_on: date
    ends_on: date
    reckoned_at: datetime
    watched: tuple[Watched, ...]
    pools: tuple[Pool, ...]
    accounts: tuple[Account, ...]
    adjusted: tuple[Adjusted, ...]
    totals: tuple[Total, ...]
    unplaced: tuple[Unplaced, ...]
    least_play: float
    few: int = FEW

    @property
    def territories(self) -> tuple[str, ...]:
        named = {one.territory for one in self.watched} | {one.territory for one in self.pools}
        return tuple(sorted(named | {one.territory for one in self.unplaced}))

    @property
    def milliseconds(self) -> int:
        return sum(one.milliseconds for one in self.watched)

    @property
    def plays(self) -> int:
        return sum(one.plays for one in self.watched)

    @property
    def rates_wanted(self) -> tuple[tuple[str, str], ...]:
        """(from, into) of every change of currency that nobody has given a rate for."""
        into = {one.agreed.reference: one.agreed.currency for one in self.accounts}
        wanted = {
            (one.takings.currency, into[one.reference]) for one in self.pools if one.rate is None
        }
        return tuple(sorted(wanted))
