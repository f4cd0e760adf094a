"""What was spent on works."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from lanterne.regulation.models import WorkExpense
from lanterne.regulation.rules import Expense


@dataclass(frozen=True, slots=True)
class HeldExpense:
    id: int
    expense: Expense
    note: str


def expenses(*, year: int) -> tuple[Expense, ...]:
    """Of one calendar year, everywhere."""
    return tuple(_expense(row) for row in _of(year))


def held_expenses(*, year: int, territory: str) -> tuple[HeldExpense, ...]:
    """Of one year and one country or its regions, by day."""
    found = (HeldExpense(row.pk, _expense(row), row.note) for row in _of(year))
    return tuple(one for one in found if _counts_in(territory, one.expense))


def _of(year: int) -> QuerySet[WorkExpense]:
    return WorkExpense.objects.filter(spent_on__year=year).order_by("spent_on", "pk")


def _counts_in(territory: str, expense: Expense) -> bool:
    return any(place.partition("-")[0] == territory for place in expense.territories)


def _expense(row: WorkExpense) -> Expense:
    return Expense(
        on=row.spent_on,
        amount=row.amount,
        currency=row.currency,
        territories=frozenset(row.territories.split()),
        buckets=frozenset(row.buckets.split()),
        name=row.name,
    )
