"""The service of the report of 2018 as staff would state it, with a small catalogue open in France."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from lanterne.regulation import services
from lanterne.regulation.rules import Expense, Matter, Stated
from tests.regulation.examples import FOR_FRANCE, IN_THE_NETHERLANDS, agreement
from tests.titles import LONG_AGO, a_film, a_series, a_window

ACTOR = "user:1"
M = 1_000_000
REPORT, AFTER, NOW = date(2018, 9, 28), date(2023, 1, 1), date(2026, 11, 23)


def state(*facts: Stated) -> None:
    for one in facts:
        services.state_fact(stated=one, source="The report", actor=ACTOR)


def of_the_report() -> None:
    """Established in the Netherlands, for France since September 2014, a signatory of 2022."""
    state(IN_THE_NETHERLANDS, FOR_FRANCE, agreement("fr-chronology", date(2022, 2, 10)))


def yearly(matter: Matter, amount: str, *, year: int = 2025, territory: str = "FR") -> Stated:
    currency = "EUR" if matter.is_money else ""
    return Stated(matter, territory, year, Decimal(amount), currency)


def a_catalogue(opens_at: datetime = LONG_AGO) -> tuple[int, ...]:
    """Open in France: two French films, a British one, two American ones, an American series of one season."""
    films = [
        a_film("Osmose", countries=["FR"]),
        a_film("Banlieue", countries=["FR"]),
        a_film("Moors", language="en", countries=["GB"]),
        a_film("Desert", language="en", countries=["US"]),
        a_film("Harbour", language="en", countries=["US"]),
    ]
    series, _seasons, _episodes = a_series("Waves", seasons=(2,), countries=["US"])
    for title in (*films, series):
        a_window(title, opens_at=opens_at)
    return (*films, series)


def spend(millions: str, *buckets: str, on: date = date(2026, 5, 4), name: str = "Osmose") -> int:
    expense = Expense(on, Decimal(millions) * M, "EUR", frozenset({"FR"}), frozenset(buckets), name)
    return services.record_expense(expense=expense, actor=ACTOR)
