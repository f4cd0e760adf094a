"""Who the demo's service is, as the law asks: large enough in France to owe something, small in Switzerland."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lanterne.core import clock
from lanterne.regulation import queries as regulation
from lanterne.regulation import services
from lanterne.regulation.rules import Expense, Matter, Stated

SINCE = date(2024, 1, 1)
TARGETED = ("FR", "BE", "GB", "CH")
SOURCE = "Rehearsed"


def abide(actor: str) -> None:
    """Stated once; what staff changed since stays."""
    if regulation.facts():
        return
    year = clock.now().year
    for one in _facts(year - 1):
        services.state_fact(stated=one, source=SOURCE, actor=actor)
    for expense in _expenses(date(year, 3, 2)):
        services.record_expense(expense=expense, actor=actor)


def _facts(year: int) -> tuple[Stated, ...]:
    return (
        Stated(Matter.ESTABLISHED, "FR", since=SINCE),
        *(Stated(Matter.TARGETED, place, since=SINCE) for place in TARGETED),
        Stated(Matter.TURNOVER, "FR", year, Decimal(7_400_000), "EUR"),
        Stated(Matter.TURNOVER, "BE", year, Decimal(600_000), "EUR"),
        Stated(Matter.TURNOVER, "CH", year, Decimal(900_000), "CHF"),
        Stated(Matter.AUDIENCE_SHARE, "FR", year, Decimal("0.6")),
        Stated(Matter.WORKS, "FR", year, Decimal(24)),
        Stated(Matter.EMPLOYEES, "", year, Decimal(14)),
    )


def _expenses(on: date) -> tuple[Expense, ...]:
    common = frozenset({"european", "language:fr", "country:FR"})
    audiovisual = common | {"audiovisual", "patrimonial", "independent"}
    places = frozenset({"FR"})
    return (
        Expense(on, Decimal(980_000), "EUR", places, audiovisual, "Les Marées"),
        Expense(on, Decimal(210_000), "EUR", places, common | {"cinema"}, "Vampires"),
    )
