"""The boards that rate films: their systems and labels, by country, from a table with its source beside it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Self


class AgeKind(StrEnum):
    """What a label's age means to those who are younger."""

    ALL = "all"
    ADVISED = "advised"
    ACCOMPANIED = "accompanied"
    BINDING = "binding"
    UNSTATED = "unstated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Label:
    """One answer of a system. ``minimum_age`` is None where the board states none, or forbids the title."""

    territories: tuple[str, ...]
    region: str
    system: str
    label: str
    minimum_age: int | None
    kind: AgeKind
    name: str

    @classmethod
    def from_row(cls, row: dict[str, str]) -> Self:
        return cls(
            tuple(row["territories"].split("|")),
            row["region"],
            row["system"],
            row["label"],
            int(row["minimum_age"]) if row["minimum_age"] else None,
            AgeKind(row["kind"]),
            row["name"],
        )


def labels(*, territory: str) -> tuple[Label, ...]:
    """Every label used in that country, system by system, from the mildest up."""
    return _by_territory().get(territory, ())


def systems(*, territory: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.system for one in labels(territory=territory)))


def find(*, territory: str, system: str, label: str) -> Label | None:
    """The label of that system as the country uses it."""
    wanted = (system, label)
    held = labels(territory=territory)
    return next((one for one in held if (one.system, one.label) == wanted), None)


@cache
def _by_territory() -> dict[str, tuple[Label, ...]]:
    found: dict[str, list[Label]] = {}
    for one in _table():
        for territory in one.territories:
            found.setdefault(territory, []).append(one)
    return {territory: tuple(held) for territory, held in found.items()}


def _table() -> list[Label]:
    table = resources.files("lanterne.catalogue") / "data" / "age_ratings.csv"
    return [
        Label.from_row(row)
        for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    ]
