"""A cost report as people read it, on a page and in a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lanterne.commissioning import charts, queries
from lanterne.commissioning.queries import BudgetCard, CostReport, FinancingPlan
from lanterne.commissioning.rules.money import Line
from lanterne.core import sheets
from lanterne.core.money import Money
from lanterne.studio import choices

COLUMNS = (
    "account", "label", "original", "approved", "budget", "actual", "committed", "cost_to_date", "etc", "efc",
    "variance", "change",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """``doubt`` is why there is no report: a rate that nobody has given."""

    on: date
    budgets: tuple[BudgetCard, ...]
    report: CostReport | None
    plan: FinancingPlan | None
    doubt: str = ""

    @property
    def currency(self) -> str:
        return self.report.currency if self.report else "EUR"


def costs_page(*, project_id: int, on: date) -> Shown:
    budgets = queries.budgets(project_id=project_id)
    try:
        report = queries.cost_report(project_id=project_id, on=on)
        plan = queries.financing(project_id=project_id, on=on)
    except queries.RateMissing as refusal:
        return Shown(on, budgets, None, None, str(refusal))
    return Shown(on, budgets, report, plan)


def cost_table(shown: Shown) -> str:
    """One line an account, with the whole at the end."""
    if shown.report is None:
        return sheets.written(COLUMNS, [])
    lines = [line for part in shown.report.sections for line in part.lines]
    return sheets.written(
        COLUMNS, [_row(line, shown.currency) for line in (*lines, shown.report.total)]
    )


def _row(line: Line, currency: str) -> dict[str, object]:
    account = charts.accounts().get(line.account)
    figures = {
        "original": line.original,
        "approved": line.approved,
        "budget": line.budget,
        "actual": line.actual,
        "committed": line.committed,
        "cost_to_date": line.to_date,
        "etc": line.to_complete,
        "efc": line.final,
        "variance": line.variance,
    }
    told = {name: Money(minor, currency).amount for name, minor in figures.items()}
    change = None if line.change is None else Money(line.change, currency).amount
    label = account.label(choices.reader()) if account else currency
    return {"account": line.account, "label": label, **told, "change": change}
