"""A year's filing as a table for spreadsheets: a line a rule, its parts and its expenses, figures unrounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lanterne.core import sheets
from lanterne.regulation.queries import HeldExpense
from lanterne.regulation.rules import Answer, Briefing, Part

COLUMNS = ("line", "rule", "name", "country", "asked", "standing", "missing", "unit", "source")


def table(briefing: Briefing, expenses: Iterable[HeldExpense]) -> str:
    rows = [row for answer in briefing.answers for row in _rows(answer)]
    return sheets.written(COLUMNS, [*rows, *map(_expense, expenses)])


def _rows(answer: Answer) -> Iterator[dict[str, object]]:
    """Nothing of a rule that does not bind us."""
    rule = answer.rule
    said = {
        "rule": rule.id,
        "name": rule.kind.value,
        "country": rule.country,
        "source": rule.source,
    }
    if not answer.applies.verdict.binds:
        return
    if answer.count is not None and rule.value is not None:
        yield said | {
            "line": "share",
            "asked": f"{rule.value.normalize():f}",
            "standing": f"{answer.count.met}/{answer.count.total}",
            "missing": answer.count.missing(rule.value),
            "unit": "percent_titles",
        }
    elif answer.part is not None and answer.base is not None:
        for line, part in [("duty", answer.part), *(("part", one) for one in answer.parts)]:
            yield _money(line, part, answer.base.currency)
    elif answer.window is not None:
        yield said | {"line": "window", "asked": answer.window.months, "unit": "months"}


def _money(line: str, part: Part, currency: str) -> dict[str, object]:
    rule = part.rule
    return {
        "line": line,
        "rule": rule.id,
        "name": "+".join(rule.works) if line == "part" else rule.kind.value,
        "country": rule.country,
        "asked": round(part.asked, 2),
        "standing": round(part.spent + part.carried, 2),
        "missing": round(part.missing, 2),
        "unit": currency,
        "source": rule.source,
    }


def _expense(one: HeldExpense) -> dict[str, object]:
    held = one.expense
    return {
        "line": "expense",
        "rule": " ".join(sorted(held.buckets)),
        "name": held.name,
        "country": " ".join(sorted(held.territories)),
        "standing": round(held.amount, 2),
        "unit": held.currency,
        "source": held.on.isoformat(),
    }
