"""A year's filing as a table for spreadsheets: a line a rule, its parts and its expenses, figures unrounded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from lanterne.regulation.queries import HeldExpense
from lanterne.regulation.rules import Answer, Briefing, Part

COLUMNS = ("line", "rule", "name", "country", "asked", "standing", "missing", "unit", "source")
# What a spreadsheet takes for a formula gets a quote before it.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def table(briefing: Briefing, expenses: Iterable[HeldExpense]) -> str:
    kept = io.StringIO()
    sheet = csv.writer(kept, lineterminator="\n")
    sheet.writerow(COLUMNS)
    for answer in briefing.answers:
        if answer.applies.verdict.binds:
            sheet.writerows(_rows(answer))
    for one in expenses:
        held = one.expense
        places, buckets = " ".join(sorted(held.territories)), " ".join(sorted(held.buckets))
        sheet.writerow(
            ["expense", buckets, _safe(held.name), places, "", f"{held.amount:.2f}", "",
             held.currency, held.on.isoformat()]
        )  # fmt: skip
    return kept.getvalue()


def _rows(answer: Answer) -> Iterable[list[str]]:
    rule = answer.rule
    name, source = rule.kind.value, _safe(rule.source)
    if answer.count is not None and rule.value is not None:
        yield [
            "share", rule.id, name, rule.country, f"{rule.value.normalize():f}",
            f"{answer.count.met}/{answer.count.total}", str(answer.count.missing(rule.value)),
            "percent_titles", source,
        ]  # fmt: skip
    elif answer.part is not None and answer.base is not None:
        for line, part in [("duty", answer.part), *(("part", one) for one in answer.parts)]:
            yield _money(line, part, answer.base.currency)
    elif answer.window is not None:
        yield [
            "window", rule.id, name, rule.country, str(answer.window.months), "", "", "months", source
        ]  # fmt: skip


def _money(line: str, part: Part, currency: str) -> list[str]:
    rule = part.rule
    name = "+".join(rule.works) if line == "part" else rule.kind.value
    standing = f"{part.spent + part.carried:.2f}"
    return [
        line, rule.id, name, rule.country, f"{part.asked:.2f}", standing, f"{part.missing:.2f}",
        currency, _safe(rule.source),
    ]  # fmt: skip


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULAS) else text
