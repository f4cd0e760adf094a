"""Results in the reader's words."""

from __future__ import annotations

from django import template

from lanterne.commissioning import words
from lanterne.commissioning.rules.forecasting import Measure
from lanterne.core.money import Money
from lanterne.results import sentences
from lanterne.results.rules.estimates import Estimate

register = template.Library()
register.filter("counted", sentences.count)
register.filter("part", sentences.share)
register.filter("times", sentences.times)
register.filter("months", sentences.months)
register.filter("estimate", sentences.estimate)


@register.filter
def measured(value: float, measure: Measure) -> str:
    return words.measured(measure, value)


@register.filter
def for_each(one: Estimate, cost: Money) -> str:
    """What each of the households cost, in the currency of the cost."""
    return sentences.money_for_each(one, cost.currency)
