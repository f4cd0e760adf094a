"""A budget that comes as a table."""

from __future__ import annotations

from dataclasses import replace

from lanterne.commissioning.drafts import BudgetDraft, CostDraft
from lanterne.commissioning.services.money import draw_budget
from lanterne.core import sheets
from lanterne.core.sheets import Cells


def read_budget(*, project_id: int, text: str, draft: BudgetDraft, actor: str) -> int:
    """Draw the next version; its lines are those of a table of accounts and amounts, which may name other currencies."""
    table = sheets.lines(text, ("account", "amount"))
    lines = [_line(one, draft.currency) for one in table]
    return draw_budget(project_id=project_id, draft=replace(draft, lines=lines), actor=actor)


def _line(one: Cells, currency: str) -> CostDraft:
    said = {"currency": currency, **{name: told for name, told in one.said.items() if told}}
    filled = Cells(one.number, said)
    amount = filled.money("amount", "currency")
    minor = amount.minor if amount else 0
    return CostDraft(filled.text("account"), minor, filled.text("currency"), filled.text("note"))
