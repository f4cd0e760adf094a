"""Whether a rule applies to an operator: the small are let off first, then establishment or targeting is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lanterne.regulation.rules.kinds import Binds, Exempts, Kind, Status
from lanterne.regulation.rules.operator import Amount, Matter, Operator
from lanterne.regulation.rules.rule import UNION, Rule
from lanterne.territories.rules import EUROPEAN_UNION

THE_YEAR_BEFORE = 1


class Verdict(StrEnum):
    """``DOUBTFUL``: a number that could exempt is not known, so the rule is taken to apply."""

    APPLIES = "applies"
    DOUBTFUL = "doubtful"
    EXEMPT = "exempt"
    ELSEWHERE = "elsewhere"
    NOT_TARGETED = "not_targeted"
    NOT_YET = "not_yet"
    STAYED = "stayed"
    REPEALED = "repealed"

    @property
    def binds(self) -> bool:
        return self in (Verdict.APPLIES, Verdict.DOUBTFUL)


@dataclass(frozen=True, slots=True)
class Check:
    """A threshold against our number of that year; ``is_below`` is None where the number is not known."""

    threshold: Rule
    year: int
    number: Decimal | None

    @property
    def is_below(self) -> bool | None:
        if self.number is None or self.threshold.value is None:
            return None
        return self.number < self.threshold.value


@dataclass(frozen=True, slots=True)
class Applies:
    verdict: Verdict
    checks: tuple[Check, ...] = ()


def applies(
    rule: Rule, rules: Iterable[Rule], operator: Operator, *, territory: str, on: date
) -> Applies:
    """``rules`` are those in force that day, among them the thresholds of the rule's group."""
    checks = tuple(_checks(rule, rules, operator, territory, on))
    held = _held_by_status(rule)
    if held is not None:
        return Applies(held, checks)
    exempt = is_exempt(checks)
    if exempt:
        return Applies(Verdict.EXEMPT, checks)
    outside = _outside(rule, operator, territory, on)
    if outside is not None:
        return Applies(outside, checks)
    return Applies(Verdict.DOUBTFUL if exempt is None else Verdict.APPLIES, checks)


def is_exempt(checks: Iterable[Check]) -> bool | None:
    """Below one that exempts alone, or below all that exempt together; None where an unknown number could."""
    held = list(checks)
    alone = [one.is_below for one in held if one.threshold.exempts is Exempts.ALONE]
    together = [one.is_below for one in held if one.threshold.exempts is Exempts.TOGETHER]
    both = None if together else False
    if False in together:
        both = False
    elif together and None not in together:
        both = True
    if True in alone or both:
        return True
    return None if None in alone or both is None else False


def _held_by_status(rule: Rule) -> Verdict | None:
    return {
        Status.ADOPTED: Verdict.NOT_YET,
        Status.PROPOSED: Verdict.NOT_YET,
        Status.STAYED: Verdict.STAYED,
        Status.REPEALED: Verdict.REPEALED,
    }.get(rule.status)


def _outside(rule: Rule, operator: Operator, territory: str, on: date) -> Verdict | None:
    if rule.binds is Binds.ESTABLISHED:
        home = operator.established(on)
        is_at_home = home in EUROPEAN_UNION if rule.country == UNION else home == rule.place
        return None if is_at_home else Verdict.ELSEWHERE
    return None if operator.targets(territory, on) else Verdict.NOT_TARGETED


def _checks(
    rule: Rule, rules: Iterable[Rule], operator: Operator, territory: str, on: date
) -> Iterable[Check]:
    if not rule.group:
        return
    year = on.year - (rule.years_back or THE_YEAR_BEFORE)
    for one in rules:
        if one.group == rule.group and one.exempts is not Exempts.NOT:
            yield Check(one, year, _number(one, operator, territory, year))


def _number(threshold: Rule, operator: Operator, territory: str, year: int) -> Decimal | None:
    """Of the country that asks; the Union asks for the country in question. Another currency tells nothing."""
    place = territory if threshold.country == UNION else threshold.country
    matter = _MATTERS[threshold.kind]
    if matter.is_money:
        held: Amount | None = operator.money(matter, place, year)
        return held.amount if held and held.currency == threshold.unit else None
    return operator.number(matter, place, year)


_MATTERS = {
    Kind.TURNOVER_THRESHOLD: Matter.TURNOVER,
    Kind.AUDIENCE_THRESHOLD: Matter.AUDIENCE_SHARE,
    Kind.WORKS_THRESHOLD: Matter.WORKS,
    Kind.SUBSCRIBERS_THRESHOLD: Matter.SUBSCRIBERS,
    Kind.USERS_THRESHOLD: Matter.SUBSCRIBERS,
    Kind.EMPLOYEES_THRESHOLD: Matter.EMPLOYEES,
}
