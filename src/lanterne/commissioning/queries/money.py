"""Budgets, cost reports and financing plans, each in the currency of the budget that counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from lanterne.commissioning import charts
from lanterne.commissioning.models import (
    AccountMapping,
    BudgetVersion,
    Commitment,
    FinancingSource,
    Project,
)
from lanterne.commissioning.queries.rates import Conversion
from lanterne.commissioning.rules import money as rules
from lanterne.commissioning.rules.money import Line, per_cent
from lanterne.core.money import Money
from lanterne.facts.queries import Rate

A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class BudgetCard:
    id: int
    number: int
    currency: str
    on: date
    note: str
    locked_on: date | None
    by_account: Mapping[str, int]

    @property
    def total(self) -> Money:
        return Money(sum(self.by_account.values()), self.currency)

    @property
    def contingency_per_cent(self) -> Decimal | None:
        """Of all the rest."""
        held = self.by_account.get(charts.CONTINGENCY, 0)
        return per_cent(held, self.total.minor - held)


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    lines: tuple[Line, ...]
    total: Line


@dataclass(frozen=True, slots=True)
class CostReport:
    """``budget`` is the version that counted on the day; amounts are minor units of its currency, told at ``rates``."""

    on: date
    budget: BudgetCard
    sections: tuple[Section, ...]
    total: Line
    rates: tuple[Rate, ...]

    @property
    def currency(self) -> str:
        return self.budget.currency

    @property
    def over_per_cent(self) -> Decimal | None:
        return per_cent(max(-self.total.variance, 0), self.total.budget)


@dataclass(frozen=True, slots=True)
class SourceOfMoney:
    id: int
    kind: str
    name: str
    said: Money
    minor: int
    is_signed: bool


@dataclass(frozen=True, slots=True)
class FinancingPlan:
    """``gap`` is what of the budget nobody pays yet; below nought it is covered more than once."""

    sources: tuple[SourceOfMoney, ...]
    budget: Money
    rates: tuple[Rate, ...]

    @property
    def total(self) -> Money:
        return Money(sum(one.minor for one in self.sources), self.budget.currency)

    @property
    def gap(self) -> Money:
        return Money(self.budget.minor - self.total.minor, self.budget.currency)

    @property
    def gap_per_cent(self) -> Decimal | None:
        return per_cent(self.gap.minor, self.budget.minor)


def budgets(*, project_id: int) -> tuple[BudgetCard, ...]:
    """Every version, in their order."""
    rows = BudgetVersion.objects.filter(project_id=project_id).prefetch_related("lines")
    return tuple(_budget(row) for row in rows.order_by("number"))


def counting(versions: Iterable[BudgetCard], on: date) -> BudgetCard | None:
    """The version that counts on a day: the last that was locked by then, else the last there is."""
    held = tuple(versions)
    return next(iter((*_locked(held, on)[::-1], *held[::-1])), None)


def _locked(versions: Iterable[BudgetCard], on: date) -> tuple[BudgetCard, ...]:
    return tuple(one for one in versions if one.locked_on is not None and one.locked_on <= on)


def cost_report(*, project_id: int, on: date) -> CostReport | None:
    """How a project's money stands at the end of a day; none without a budget. Refuses RateMissing."""
    versions = budgets(project_id=project_id)
    budget = counting(versions, on)
    if budget is None:
        return None
    first = (_locked(versions, on) or (budget,))[0]
    project = Project.objects.get(pk=project_id)
    told = Conversion(budget.currency)
    today = _spent(project, told, on)
    before = _spent(project, told, on - A_WEEK)
    was = next(iter(_locked(versions, on - A_WEEK)[::-1]), None)
    lines = {
        code: _line(code, first, budget, today, (was, before) if was else None)
        for code in charts.accounts()
    }
    sections = [
        _section(section, [line for code, line in lines.items() if _is_of(code, section, line)])
        for section in charts.sections()
    ]
    shown = tuple(one for one in sections if one.lines)
    total = rules.total(line for one in shown for line in one.lines)
    return CostReport(on, budget, shown, total, told.rates)


def financing(*, project_id: int, on: date) -> FinancingPlan | None:
    """Who pays for the budget that counts; none without a budget. Refuses RateMissing."""
    budget = counting(budgets(project_id=project_id), on)
    if budget is None:
        return None
    told = Conversion(budget.currency)
    rows = FinancingSource.objects.filter(project_id=project_id).order_by("pk")
    sources = tuple(
        SourceOfMoney(
            row.pk,
            row.kind,
            row.name,
            Money(row.minor, row.currency),
            told.minor(Money(row.minor, row.currency), on),
            row.is_signed,
        )
        for row in rows
    )
    return FinancingPlan(sources, budget.total, told.rates)


def mapped(chart: str) -> dict[str, str]:
    """The codes of another chart and the house's accounts that they are."""
    return dict(AccountMapping.objects.filter(chart=chart).values_list("code", "account"))


def mapped_charts() -> tuple[str, ...]:
    return tuple(
        AccountMapping.objects.order_by("chart").values_list("chart", flat=True).distinct()
    )


@dataclass(frozen=True, slots=True)
class _Spent:
    actual: Mapping[str, int]
    committed: Mapping[str, int]
    estimates: Mapping[str, int]


def _spent(project: Project, told: Conversion, on: date) -> _Spent:
    """What was spent, ordered and estimated by the end of a day, by account."""
    actual: dict[str, int] = defaultdict(int)
    for row in project.actuals.filter(on__lte=on):
        actual[row.account] += told.minor(Money(row.minor, row.currency), row.on)
    committed: dict[str, int] = defaultdict(int)
    orders = project.commitments.filter(on__lte=on).prefetch_related("actuals")
    for order in orders:
        committed[order.account] += _still_open(order, told, on)
    estimates = {
        row.account: row.minor for row in project.estimates.filter(on__lte=on).order_by("on")
    }
    return _Spent(actual, committed, estimates)


def _still_open(order: Commitment, told: Conversion, on: date) -> int:
    """An order in one currency may be invoiced in another: both are told in the budget's, each by its own day."""
    ordered = told.minor(Money(order.minor, order.currency), order.on)
    invoiced = sum(
        told.minor(Money(row.minor, row.currency), row.on)
        for row in order.actuals.all()
        if row.on <= on
    )
    is_closed = order.closed_on is not None and order.closed_on <= on
    return rules.still_open(ordered, invoiced, is_closed=is_closed)


def _line(
    code: str,
    first: BudgetCard,
    budget: BudgetCard,
    spent: _Spent,
    before: tuple[BudgetCard, _Spent] | None,
) -> Line:
    return Line(
        account=code,
        original=first.by_account.get(code, 0),
        budget=budget.by_account.get(code, 0),
        actual=spent.actual.get(code, 0),
        committed=spent.committed.get(code, 0),
        estimate=spent.estimates.get(code),
        before=_line(code, first, *before, None).final if before else None,
    )


def _section(code: str, lines: list[Line]) -> Section:
    return Section(code, tuple(lines), rules.total(lines, code))


def _is_of(code: str, section: str, line: Line) -> bool:
    """Accounts without a figure are left out, so that a report can be read."""
    has_figures = any((line.budget, line.original, line.actual, line.committed, line.estimate))
    return charts.accounts()[code].section == section and has_figures


def _budget(row: BudgetVersion) -> BudgetCard:
    by_account: dict[str, int] = defaultdict(int)
    for line in row.lines.all():
        by_account[line.account] += line.minor
    return BudgetCard(
        row.pk, row.number, row.currency, row.on, row.note, row.locked_on, dict(by_account)
    )
