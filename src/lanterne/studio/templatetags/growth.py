"""Markets, offices and competitors in the reader's words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

from lanterne.core import shares
from lanterne.facts.rules import Derived
from lanterne.growth import sentences, words
from lanterne.growth.queries import HeadsCard
from lanterne.studio import choices

register = template.Library()


@register.filter
def grown(code: Any, among: str) -> str:
    """What growth calls a kind, a state, a status or a measure."""
    return str(getattr(words, among).get(code, code))


@register.filter
def worked(found: Derived) -> str:
    return sentences.figure(found, language=choices.reader())


@register.filter
def minded(found: Derived) -> str:
    return sentences.minded(found)


@register.filter
def known_day(text: str) -> str:
    """As precisely as it is known."""
    return sentences.when(text, language=choices.reader())


@register.filter
def percent(amount: Decimal) -> str:
    return shares.written(amount, locale=choices.locale())


@register.filter
def heads(found: HeadsCard) -> str:
    return sentences.heads(found, language=choices.reader())


@register.filter
def lost(found: dict[str, int]) -> str:
    """By cause."""
    return ", ".join(f"{words.CAUSES[cause]} {count}" for cause, count in sorted(found.items()))
