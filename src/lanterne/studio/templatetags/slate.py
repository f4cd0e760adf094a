"""What the slate's pages call things, and amounts of its money."""

from __future__ import annotations

from typing import Any

from babel.numbers import format_decimal
from django import template

from lanterne.commissioning import charts, words
from lanterne.commissioning.rules.gates import Demand
from lanterne.core.money import Money
from lanterne.facts import written
from lanterne.facts.queries import Card
from lanterne.studio import choices

register = template.Library()


@register.filter
def slated(code: Any, among: str) -> str:
    """What commissioning calls a stage, a paper, a kind of project or of room."""
    return str(getattr(words, among).get(code, code))


@register.filter
def demand(one: Demand) -> str:
    said = words.demand(one)
    return said[:1].upper() + said[1:]


@register.filter
def account(code: str) -> str:
    return charts.accounts()[code].label(choices.reader())


@register.filter
def whole(minor: int | None, currency: str) -> str:
    """An amount in whole units of its currency, as a cost report shows it; the unit stands in the head."""
    if minor is None:
        return "–"
    told = format_decimal(
        Money(minor, currency).amount.quantize(1), format="#,##0", locale=choices.locale()
    )
    return told.replace("-", "\N{MINUS SIGN}")


@register.filter
def claimed(card: Card) -> str:
    """A claim's figure, in the reader's language."""
    return written.value(card.claim.value, language=choices.reader())
