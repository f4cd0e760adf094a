"""Figures as an article's reader is told them."""

from __future__ import annotations

from lanterne.core import days
from lanterne.facts import written
from lanterne.facts.queries import Card
from lanterne.facts.rules import Moment


def figure(card: Card, *, language: str) -> str:
    return written.value(card.claim.value, language=language)


def as_of(moment: Moment, *, language: str) -> str:
    """The day, or the first and the last day of a period; empty where a figure is of no time."""
    if moment.since and moment.until:
        since, until = (
            days.written(one, language=language) for one in (moment.since, moment.until)
        )
        return f"{since} – {until}"
    return days.written(moment.as_of, language=language) if moment.as_of else ""
