"""Money spent on works, as it may count towards a duty to invest."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.regulation.models import WorkExpense
from lanterne.regulation.rules import Expense
from lanterne.regulation.services.checks import check_currency, check_place
from lanterne.regulation.services.refusals import ExpenseIncomplete, NoSuchExpense


@transaction.atomic
def record_expense(*, expense: Expense, actor: str, note: str = "") -> int:
    """Keep an expense; it counts in every country and every bucket that it names."""
    _check(expense)
    row = WorkExpense.objects.create(
        name=expense.name.strip(),
        spent_on=expense.on,
        amount=expense.amount,
        currency=expense.currency,
        territories=" ".join(sorted(expense.territories)),
        buckets=" ".join(sorted(expense.buckets)),
        note=note.strip(),
    )
    audit.record(
        actor=actor,
        action="regulation.record_expense",
        subject=f"expense:{row.pk}",
        detail=_told(row),
    )
    return row.pk


@transaction.atomic
def withdraw_expense(*, expense_id: int, actor: str) -> None:
    """Take one back that was recorded wrongly; the trail keeps what it said."""
    row = WorkExpense.objects.select_for_update().filter(pk=expense_id).first()
    if row is None:
        raise NoSuchExpense(_("There is no such expense."))
    row.delete()
    audit.record(
        actor=actor,
        action="regulation.withdraw_expense",
        subject=f"expense:{expense_id}",
        detail=_told(row),
    )


def _check(expense: Expense) -> None:
    if not expense.name.strip() or not expense.territories or not expense.buckets:
        raise ExpenseIncomplete(_("An expense has a name, countries, and what it counts as."))
    if expense.amount <= 0:
        raise ExpenseIncomplete(_("An expense is more than nothing."))
    check_currency(expense.currency)
    for place in expense.territories:
        check_place(place)


def _told(row: WorkExpense) -> dict[str, object]:
    return {
        "name": row.name,
        "amount": f"{row.amount:f}",
        "currency": row.currency,
        "on": row.spent_on.isoformat(),
        "territories": row.territories,
        "buckets": row.buckets,
    }
