"""Everything that is asked of a service in a country on a day, where it stands, and what would change that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from lanterne.regulation.rules.applying import THE_YEAR_BEFORE, Applies, Verdict, applies
from lanterne.regulation.rules.chronology import Window, window
from lanterne.regulation.rules.investing import Base, Expense, Part, duty, sub_quotas
from lanterne.regulation.rules.kinds import Binds, Exempts, Family, Kind
from lanterne.regulation.rules.operator import Matter, Operator
from lanterne.regulation.rules.rule import UNION, Rule, signed
from lanterne.regulation.rules.shares import Count, count
from lanterne.regulation.rules.works import Unit
from lanterne.territories.rules import EUROPEAN_UNION

SUBSCRIPTION = "svod"


@dataclass(frozen=True, slots=True)
class Situation:
    """What a country is asked about: its rules in force, who we are, what is open there, what we spent."""

    territory: str
    on: date
    rules: tuple[Rule, ...]
    operator: Operator
    units: tuple[Unit, ...] = ()
    expenses: tuple[Expense, ...] = ()

    def and_also(self, units: Iterable[Unit], expenses: Iterable[Expense]) -> Situation:
        """The same with a slate of planned works in it."""
        return replace(self, units=(*self.units, *units), expenses=(*self.expenses, *expenses))


@dataclass(frozen=True, slots=True)
class Answer:
    """About one rule. ``count`` is where a share of the catalogue stands; ``part``, ``parts`` and ``base`` where money
    does; without a base the turnover is not known. ``window`` is the chronology's.
    """

    rule: Rule
    applies: Applies
    count: Count | None = None
    base: Base | None = None
    part: Part | None = None
    parts: tuple[Part, ...] = ()
    window: Window | None = None

    @property
    def is_met(self) -> bool | None:
        """None where nothing is reckoned, or nothing is asked."""
        if not self.applies.verdict.binds:
            return None
        if self.count is not None and self.rule.value is not None:
            return self.count.reaches(self.rule.value)
        if self.part is not None and self.rule.kind in _INVESTED:
            return not any(one.missing for one in (self.part, *self.parts))
        return None


@dataclass(frozen=True, slots=True)
class Briefing:
    """``small`` are the answers about thresholds, and stand first; ``year_end`` is by when money is to be spent."""

    territory: str
    on: date
    established: str
    is_targeted: bool
    agreements: frozenset[str]
    small: tuple[Applies, ...]
    answers: tuple[Answer, ...]

    @property
    def year_end(self) -> date:
        return date(self.on.year, 12, 31)

    def of(self, family: Family) -> tuple[Answer, ...]:
        return tuple(one for one in self.answers if one.rule.kind.family is family)

    def answer(self, rule_id: str) -> Answer | None:
        return next((one for one in self.answers if one.rule.id == rule_id), None)


_INVESTED = frozenset({Kind.INVESTMENT, Kind.INVESTMENT_OR_LEVY})
# Told inside the answer about their duty.
_NESTED = frozenset({Kind.SUB_QUOTA, Kind.WINDOW, Kind.MINIMUM})


def briefing(case: Situation) -> Briefing:
    """In the order of the families, what binds before what does not."""
    agreements = case.operator.agreements(case.on)
    rules = tuple(_asked_in(case))
    counting = signed(rules, agreements=agreements)
    answers = [
        _answer(rule, counting, case)
        for rule in counting
        if not rule.kind.is_threshold and rule.kind not in _NESTED
    ]
    answers.extend(_chronology(rules, agreements, case))
    order = list(Family)
    answers.sort(key=lambda one: (order.index(one.rule.kind.family), not one.applies.verdict.binds))
    return Briefing(
        territory=case.territory,
        on=case.on,
        established=case.operator.established(case.on),
        is_targeted=case.operator.targets(case.territory, case.on),
        agreements=agreements,
        small=_small(answers),
        answers=tuple(answers),
    )


def _asked_in(case: Situation) -> Iterator[Rule]:
    """The country's own rules and its regions', the Union's inside it, and the home state's about catalogues."""
    home = case.operator.established(case.on)
    for rule in case.rules:
        is_here = rule.place == case.territory
        is_of_the_union = rule.country == UNION and case.territory in EUROPEAN_UNION
        is_of_the_home = (
            rule.place == home
            and rule.binds is Binds.ESTABLISHED
            and rule.kind.family is Family.CATALOGUE
        )
        if is_here or is_of_the_union or is_of_the_home:
            yield rule


def _answer(rule: Rule, rules: Sequence[Rule], case: Situation) -> Answer:
    told = applies(rule, rules, case.operator, territory=case.territory, on=case.on)
    # Where no figure is asked, how much there is of such works is still told.
    if rule.kind is Kind.SHARE or (rule.kind is Kind.PROMOTION and rule.works):
        return Answer(rule, told, count=count(case.units, rule.works, on=case.on))
    if rule.kind.is_paid:
        return _paid(Answer(rule, told), rules, case)
    return Answer(rule, told)


def _paid(answer: Answer, rules: Sequence[Rule], case: Situation) -> Answer:
    rule, year = answer.rule, case.on.year
    base = base_of(rule, case.operator, year)
    has_rate = rule.value is not None or bool(rule.brackets)
    if base is None or not has_rate or not _is_of_revenue(rule):
        return replace(answer, base=base)
    ours = [one for one in case.expenses if one.is_of(rule.country, year, base.currency)]
    over = case.operator.money(Matter.CARRIED_OVER, rule.country, year)
    carried = over.amount if over and over.currency == base.currency else Decimal()
    whole = _at_least(duty(rule, base.amount, ours, carried=carried), rules, base)
    quotas = [one for one in rules if one.kind is Kind.SUB_QUOTA and _is_beside(one, rule)]
    parts = sub_quotas(whole, quotas, base.amount, ours) if rule.kind in _INVESTED else ()
    return replace(answer, base=base, part=whole, parts=parts)


def base_of(rule: Rule, operator: Operator, year: int) -> Base | None:
    """The turnover that a duty of a year is reckoned of; of the year before where the source names none."""
    back = THE_YEAR_BEFORE if rule.years_back is None else rule.years_back
    held = operator.money(Matter.TURNOVER, rule.country, year - back)
    is_assumed = rule.years_back is None
    return Base(year - back, held.amount, held.currency, is_assumed) if held else None


def _at_least(whole: Part, rules: Sequence[Rule], base: Base) -> Part:
    """What an agreement asks at least, whatever the turnover."""
    least = [
        one.value
        for one in rules
        if one.kind is Kind.MINIMUM and one.value and _is_beside(one, whole.rule)
        if one.unit == base.currency
    ]
    return replace(whole, asked=max([whole.asked, *least]))


def _is_beside(one: Rule, duty: Rule) -> bool:
    return bool(duty.group) and (one.group, one.country) == (duty.group, duty.country)


def _is_of_revenue(rule: Rule) -> bool:
    """What is asked of programme expenditure cannot be reckoned of what we know."""
    return rule.of == "revenue"


def _chronology(
    rules: Sequence[Rule], agreements: frozenset[str], case: Situation
) -> Iterator[Answer]:
    found = window(rules, country=case.territory, service=SUBSCRIPTION, agreements=agreements)
    if found:
        told = applies(found.rule, rules, case.operator, territory=case.territory, on=case.on)
        yield Answer(found.rule, told, window=found)


def _small(answers: Iterable[Answer]) -> tuple[Applies, ...]:
    """One answer a set of thresholds: those that exempt first, then those that may."""
    groups: dict[tuple[str, ...], Applies] = {}
    for one in answers:
        named = tuple(
            check.threshold.id
            for check in one.applies.checks
            if check.threshold.exempts is not Exempts.NOT
        )
        if named:
            groups.setdefault(named, one.applies)
    order = [Verdict.EXEMPT, Verdict.DOUBTFUL]
    return tuple(
        sorted(
            groups.values(),
            key=lambda one: order.index(one.verdict) if one.verdict in order else len(order),
        )
    )
