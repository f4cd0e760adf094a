"""How long after its release in cinemas a film may reach a service, and which date chooses the rule."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lanterne.regulation.rules.kinds import Kind
from lanterne.regulation.rules.rule import Rule, signed

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Window:
    """``rule`` is the one for who holds these agreements; ``others`` are what other agreements would give, shortest first.

    The rule in force on the day of the release in cinemas governs. That is an assumption: agreements say little about
    films that are between two of them.
    """

    rule: Rule
    others: tuple[Rule, ...]

    @property
    def months(self) -> int:
        return int(self.rule.value or 0)

    def opens(self, released: date) -> date:
        return add_months(released, self.months)


def window(
    rules: Iterable[Rule], *, country: str, service: str, agreements: frozenset[str]
) -> Window | None:
    """Among rules in force on the governing day; None where the country keeps no chronology for such a service."""
    found = [
        rule
        for rule in rules
        if rule.kind is Kind.WINDOW
        and rule.country == country
        and rule.service == service
        and rule.status.binds
    ]
    chosen = signed(found, agreements=agreements)
    if not chosen:
        return None
    rule = min(chosen, key=lambda one: one.value or 0)
    others = sorted((one for one in found if one.id != rule.id), key=lambda one: one.value or 0)
    return Window(rule, tuple(others))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or the last one where that month is shorter."""
    year, month = divmod(day.month - 1 + months, MONTHS)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
