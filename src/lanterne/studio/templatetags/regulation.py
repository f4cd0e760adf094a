"""Rules and what is stated of us in the reader's words."""

from __future__ import annotations

from collections.abc import Collection

from babel.numbers import format_decimal
from django import template

from lanterne.core import days
from lanterne.regulation import figures, labels
from lanterne.regulation.rules import (
    Amount,
    Confidence,
    Expense,
    Kind,
    Matter,
    Rule,
    Stated,
    Status,
    Verdict,
)
from lanterne.studio import choices

register = template.Library()


@register.filter
def verdict(one: Verdict) -> str:
    return str(labels.VERDICTS[one])


@register.filter
def kind(one: Kind) -> str:
    return str(labels.KINDS[one])


@register.filter
def rule_status(one: Status) -> str:
    return str(labels.STATUSES[one])


@register.filter
def rule_confidence(one: Confidence) -> str:
    return str(labels.CONFIDENCES[one])


@register.filter
def matter(one: Matter) -> str:
    return str(labels.MATTERS[one])


@register.filter
def place(code: str) -> str:
    return labels.country(code, language=choices.reader())


@register.filter
def rate(rule: Rule) -> str:
    return figures.rate(rule, language=choices.reader())


@register.filter
def spent(expense: Expense) -> str:
    return figures.money(Amount(expense.amount, expense.currency), language=choices.reader())


@register.filter
def buckets(held: Collection[str]) -> str:
    return labels.conditions(tuple(sorted(held)), language=choices.reader())


@register.filter
def stated(one: Stated) -> str:
    """The figure, or the name of an agreement."""
    if one.amount is None:
        return one.words or "–"
    if one.currency:
        return figures.money(Amount(one.amount, one.currency), language=choices.reader())
    return format_decimal(one.amount.normalize(), locale=choices.locale())


@register.filter
def when_stated(one: Stated) -> str:
    """Its year, or from when to when."""
    if one.year is not None:
        return str(one.year)
    ends = (one.since, one.until)
    return " – ".join(days.written(day, language=choices.reader()) if day else "…" for day in ends)


@register.filter
def sorted_words(held: Collection[str]) -> str:
    return " ".join(sorted(held))
