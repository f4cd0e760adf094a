"""Figures of the world in the reader's words."""

from __future__ import annotations

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lanterne.core import days
from lanterne.facts import sentences, written
from lanterne.facts.queries import Rate
from lanterne.facts.rules import Claim, Confidence, Difference, Moment, Status, scopes
from lanterne.territories import queries as territories

register = template.Library()


@register.filter
def said(claim: Claim) -> str:
    """The value with its unit: "about 3.5 million households"."""
    return written.value(claim.value, language=_language())


@register.filter
def exchanged(one: Rate) -> str:
    return sentences.rate(one, language=_language())


@register.filter
def when(moment: Moment) -> str:
    """The day it holds on or the period it covers; empty for what is so once for all."""
    if moment.since and moment.until:
        return _("%(since)s to %(until)s") % {
            "since": days.written(moment.since, language=_language()),
            "until": days.written(moment.until, language=_language()),
        }
    return days.written(moment.as_of, language=_language()) if moment.as_of else ""


@register.filter
def scope(text: str) -> str:
    """Of what part of the world, value by value; a country by its name."""
    told = scopes.read(text)
    if "territory" in told:
        told = {**told, "territory": territories.name(code=told["territory"], language=_language())}
    return " · ".join(told.values()) or _("the world")


@register.filter
def status(held: Status) -> str:
    return sentences.status(held)


@register.filter
def confidence(held: Confidence) -> str:
    return sentences.confidence(held)


@register.filter
def differences(held: tuple[Difference, ...]) -> str:
    return sentences.differences(held)


def _language() -> str:
    return get_language() or "en"
