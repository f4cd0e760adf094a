"""Questions about the law and about us."""

from lanterne.regulation.queries.briefings import Told, briefing, situation, vat, what_if
from lanterne.regulation.queries.chronology import (
    Earliest,
    Lookup,
    earliest,
    lookup,
    released,
    releases,
)
from lanterne.regulation.queries.expenses import HeldExpense, expenses, held_expenses
from lanterne.regulation.queries.operator import Fact, fact, facts, operator, targeted
from lanterne.regulation.queries.rulebook import (
    Version,
    agreements,
    buckets,
    history,
    own,
    rulebook,
    rules,
    services,
    shipped,
    versions,
)
from lanterne.regulation.queries.units import mean_of, monthly, noon, open_works, units

__all__ = [
    "Earliest",
    "Fact",
    "HeldExpense",
    "Lookup",
    "Told",
    "Version",
    "agreements",
    "briefing",
    "buckets",
    "earliest",
    "expenses",
    "fact",
    "facts",
    "held_expenses",
    "history",
    "lookup",
    "mean_of",
    "monthly",
    "noon",
    "open_works",
    "operator",
    "own",
    "released",
    "releases",
    "rulebook",
    "rules",
    "services",
    "shipped",
    "situation",
    "targeted",
    "units",
    "vat",
    "versions",
    "what_if",
]
