"""A rule: who asks what of whom from when, and who said so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lanterne.regulation.rules.kinds import Binds, Confidence, Exempts, Kind, Status

UNION = "EU"


@dataclass(frozen=True, slots=True)
class Bracket:
    """The rate, in per cent, of what lies above ``floor`` and below the next one."""

    floor: Decimal
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Rule:
    """``valid_to`` is the last day on which it holds. ``of`` is what ``value`` is a part of.

    ``works`` are conditions that a title or an expense must meet, all of them. ``agreement`` names what an operator
    must have signed or do for this row to be the one that counts. ``years_back`` is how old the base is: 1 for the
    year before; None where the source does not say. ``group`` joins a duty, its thresholds and its sub-quotas.
    """

    id: str
    country: str
    kind: Kind
    value: Decimal | None = None
    unit: str = ""
    of: str = ""
    works: tuple[str, ...] = ()
    binds: Binds = Binds.TARGETING
    service: str = ""
    agreement: str = ""
    years_back: int | None = None
    brackets: tuple[Bracket, ...] = ()
    above: Decimal | None = None
    unless: Decimal | None = None
    group: str = ""
    exempts: Exempts = Exempts.NOT
    valid_from: date | None = None
    valid_to: date | None = None
    status: Status = Status.IN_FORCE
    text: str = ""
    source: str = ""
    confidence: Confidence = Confidence.MEMORY
    is_own: bool = False

    def holds(self, on: date) -> bool:
        """By its dates alone; a rule whose beginning nobody knows has always held."""
        is_begun = self.valid_from is None or self.valid_from <= on
        return is_begun and (self.valid_to is None or on <= self.valid_to)

    @property
    def slot(self) -> tuple[str, ...]:
        """Rows that say the same for different agreements: one of them counts."""
        family = self.group or self.id
        return (self.country, family, self.kind, self.of, "+".join(self.works), self.service)

    @property
    def place(self) -> str:
        """The country of a region: BE for BE-VLG."""
        return self.country.partition("-")[0]


def in_force(shipped: Iterable[Rule], own: Iterable[Rule], *, on: date) -> tuple[Rule, ...]:
    """What holds on a day: an own row takes the place of the shipped one of its name, and of earlier own ones.

    ``own`` comes in the order in which it was written; it counts from its ``valid_from`` on, and once it counts
    the row that it replaced does not come back when it ends.
    """
    told = {rule.id: rule for rule in shipped}
    begun = [rule for rule in own if rule.valid_from is None or rule.valid_from <= on]
    for rule in sorted(begun, key=lambda one: one.valid_from or date.min):
        told[rule.id] = rule
    return tuple(rule for rule in told.values() if rule.holds(on))


def signed(rules: Iterable[Rule], *, agreements: frozenset[str]) -> tuple[Rule, ...]:
    """Of the rows of each slot the one that counts for who holds these agreements.

    A row for an agreement comes before the general one; of several, windows take the shortest and duties the highest.
    """
    chosen: dict[tuple[str, ...], Rule] = {}
    for rule in rules:
        if rule.agreement and rule.agreement not in agreements:
            continue
        held = chosen.get(rule.slot)
        if held is None or _comes_before(rule, held):
            chosen[rule.slot] = rule
    return tuple(chosen.values())


def _comes_before(rule: Rule, held: Rule) -> bool:
    if bool(rule.agreement) != bool(held.agreement):
        return bool(rule.agreement)
    ours, theirs = rule.value or Decimal(), held.value or Decimal()
    return ours < theirs if rule.kind is Kind.WINDOW else ours > theirs
