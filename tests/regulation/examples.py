"""Services of the published record, as the rules know them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import resources

from lanterne.regulation.rules import Matter, Operator, Stated
from lanterne.regulation.rules.table import read

TABLE = resources.files("lanterne.regulation") / "data" / "rules.csv"
SHIPPED = read(TABLE.read_text(encoding="utf-8").splitlines())
RULES = {rule.id: rule for rule in SHIPPED}
M = 1_000_000

IN_THE_NETHERLANDS = Stated(Matter.ESTABLISHED, "NL", since=date(2014, 1, 1))
IN_FRANCE = Stated(Matter.ESTABLISHED, "FR", since=date(2014, 1, 1))
FOR_FRANCE = Stated(Matter.TARGETED, "FR", since=date(2014, 9, 15))


def turnover(year: int, millions: str, territory: str = "FR", currency: str = "EUR") -> Stated:
    amount = Decimal(millions) * M
    return Stated(Matter.TURNOVER, territory, year, amount, currency)


def agreement(words: str, since: date) -> Stated:
    return Stated(Matter.AGREEMENT, words=words, since=since)


# The service of the report of 2018: established in the Netherlands, signatory of the chronology of 2022.
OF_THE_REPORT = Operator(
    (IN_THE_NETHERLANDS, FOR_FRANCE, agreement("fr-chronology", date(2022, 2, 10)))
)
ANOTHER = Operator((IN_THE_NETHERLANDS, FOR_FRANCE))
OF_25_PER_CENT = Operator(
    (IN_THE_NETHERLANDS, FOR_FRANCE, agreement("fr-chronology-25", date(2025, 2, 13)))
)
