"""Rules as lines of a table, as `data/rules.csv` has them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from lanterne.regulation.rules.kinds import Binds, Confidence, Exempts, Kind, Status
from lanterne.regulation.rules.rule import Bracket, Rule

YEARS = {"n": 0, "n-1": 1, "n-2": 2}


def read(lines: Iterable[str]) -> tuple[Rule, ...]:
    return tuple(rule(row) for row in csv.DictReader(lines))


def rule(row: Mapping[str, str]) -> Rule:
    """Raises ValueError for a word that is none of ours, and decimal's own error for a number that is none."""
    return Rule(
        id=row["id"],
        country=row["country"],
        kind=Kind(row["kind"]),
        value=number(row["value"]),
        unit=row["unit"],
        of=row["of"],
        works=conditions(row["works"]),
        binds=Binds(row["applies_to"]),
        service=row["service"],
        agreement=row["agreement"],
        years_back=YEARS[row["year"]] if row["year"] else None,
        brackets=brackets(row["brackets"]),
        above=number(row["above"]),
        unless=number(row["unless"]),
        group=row["group"],
        exempts=Exempts(row["exempts"]),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        status=Status(row["status"]),
        text=row["text"],
        source=row["source"],
        confidence=Confidence(row["confidence"]),
    )


def conditions(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("+") if part)


def brackets(text: str) -> tuple[Bracket, ...]:
    """As "0:1.8|20000000:2.5", from the lowest up."""
    pairs = (part.partition(":") for part in text.split("|") if part)
    found = (Bracket(Decimal(floor), Decimal(rate)) for floor, _, rate in pairs)
    return tuple(sorted(found, key=lambda one: one.floor))


def brackets_written(held: Iterable[Bracket]) -> str:
    return "|".join(f"{one.floor:f}:{one.rate:f}" for one in held)


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
