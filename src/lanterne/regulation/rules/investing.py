"""What is to be invested or paid, of which base, and what was: rates, brackets, sub-quotas, carry-over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from lanterne.regulation.rules.kinds import Kind
from lanterne.regulation.rules.rule import Bracket, Rule
from lanterne.regulation.rules.works import counts

WHOLE = Decimal(100)
CENT = Decimal("0.01")
OBLIGATION = "obligation"
REVENUE = "revenue"


@dataclass(frozen=True, slots=True)
class Expense:
    """Money spent on a work. One expense may count in several buckets, and in several countries."""

    on: date
    amount: Decimal
    currency: str
    territories: frozenset[str]
    buckets: frozenset[str]
    name: str = ""

    def is_of(self, country: str, year: int, currency: str) -> bool:
        place = country.partition("-")[0]
        is_there = bool({country, place} & self.territories)
        return is_there and self.on.year == year and self.currency == currency


@dataclass(frozen=True, slots=True)
class Base:
    """Of which year's turnover a duty is reckoned; ``is_assumed`` where the source names no year."""

    year: int
    amount: Decimal
    currency: str
    is_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What a rule or a sub-quota asks in money and what was spent on it, with what came over from the year before."""

    rule: Rule
    asked: Decimal
    spent: Decimal
    carried: Decimal = Decimal()

    @property
    def missing(self) -> Decimal:
        return max(Decimal(), self.asked - self.spent - self.carried)

    @property
    def surplus(self) -> Decimal:
        return max(Decimal(), self.spent + self.carried - self.asked)


def asked(rule: Rule, base: Decimal) -> Decimal:
    """The rule's part of a base, to the cent: bracket by bracket where it has brackets."""
    if rule.brackets:
        return progressive(rule.brackets, base)
    return part(base, rule.value or Decimal())


def part(base: Decimal, percent: Decimal) -> Decimal:
    return (base * percent / WHOLE).quantize(CENT, ROUND_HALF_UP)


def progressive(brackets: Sequence[Bracket], base: Decimal) -> Decimal:
    """Each rate on what lies in its bracket alone, as an income tax is."""
    ceilings = [upper.floor for _, upper in pairwise(brackets)]
    total = Decimal()
    for one, ceiling in zip(brackets, [*ceilings, base], strict=True):
        inside = min(base, max(ceiling, one.floor)) - one.floor
        total += max(Decimal(), inside) * one.rate / WHOLE
    return total.quantize(CENT, ROUND_HALF_UP)


def spent(expenses: Iterable[Expense], conditions: Sequence[str]) -> Decimal:
    """The sum of what meets all conditions; the caller has chosen country, year and currency."""
    return sum((one.amount for one in expenses if counts(one.buckets, conditions)), Decimal())


def duty(
    rule: Rule, base: Decimal, expenses: Sequence[Expense], *, carried: Decimal = Decimal()
) -> Part:
    """What a duty asks and what counts towards it. A surcharge falls away once enough of the base is invested."""
    done = spent(expenses, rule.works)
    if rule.kind is Kind.SURCHARGE and rule.unless is not None:
        is_spared = done >= part(base, rule.unless)
        return Part(rule, Decimal() if is_spared else asked(rule, base), Decimal())
    if rule.kind is Kind.LEVY:
        return Part(rule, asked(rule, base), Decimal())
    return Part(rule, asked(rule, base), done, carried)


def sub_quotas(
    duty: Part, quotas: Sequence[Rule], base: Decimal, expenses: Sequence[Expense]
) -> tuple[Part, ...]:
    """Each sub-quota of the duty's group; one of a part, such as cinema, is reckoned of what that part is asked."""
    whole = {
        quota.works[0]: part(duty.asked, quota.value or Decimal())
        for quota in quotas
        if quota.of == OBLIGATION and len(quota.works) == 1
    }
    found = []
    for quota in quotas:
        if quota.above is not None and base <= quota.above:
            continue
        of = {OBLIGATION: duty.asked, REVENUE: base}.get(quota.of, whole.get(quota.of))
        if of is None:
            # Nobody asks so much of that part: what was spent on it is the part.
            of = spent(expenses, (quota.of,))
        wanted = part(of, quota.value or Decimal())
        found.append(Part(quota, wanted, spent(expenses, quota.works)))
    return tuple(found)
