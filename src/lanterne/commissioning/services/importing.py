"""Taking in a bundle of tables: all of it or nothing, and nothing new the second time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.commissioning import sheets
from lanterne.commissioning.columns import NEEDED, TABLES
from lanterne.commissioning.services import arriving
from lanterne.commissioning.services.refusals import UnreadableTable
from lanterne.commissioning.sheets import Cells
from lanterne.core.errors import Refused

MOST_CHARACTERS = 20_000_000


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of a line of a table, or would; ``why`` is the sentence of a refusal."""

    table: str
    line: int
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    arrivals: tuple[Arrival, ...]

    @property
    def is_refused(self) -> bool:
        return any(one.outcome is Outcome.REFUSED for one in self.arrivals)

    def count(self, outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in self.arrivals)


def import_tables(*, tables: Mapping[str, str], actor: str, is_rehearsal: bool = False) -> Report:
    """Take in tables by their names, all of them or none; a rehearsal takes in none and says what would happen."""
    if unknown := sorted(set(tables) - set(TABLES)):
        raise UnreadableTable(
            _("There is no table “%(name)s”; there are: %(names)s.")
            % {"name": unknown[0][:40], "names": ", ".join(TABLES)}
        )
    if sum(map(len, tables.values())) > MOST_CHARACTERS:
        raise UnreadableTable(_("These tables are too long to be taken in at once."))
    with transaction.atomic():
        arrivals = [
            one for name in TABLES if name in tables for one in _taken(name, tables[name], actor)
        ]
        report = Report(tuple(arrivals))
        if is_rehearsal or report.is_refused:
            transaction.set_rollback(True)
    return report


def _taken(name: str, text: str, actor: str) -> Iterable[Arrival]:
    try:
        held = list(sheets.lines(text, NEEDED[name]))
    except Refused as refusal:
        return [Arrival(name, 1, Outcome.REFUSED, str(refusal))]
    if name == "budgets":
        return [_arrival(name, part, actor) for part in _parts(held, "project", "version")]
    if name == "charts":
        return [_arrival(name, part, actor) for part in _parts(held, "chart")]
    return [_arrival(name, [one], actor) for one in held]


def _parts(held: list[Cells], *columns: str) -> list[list[Cells]]:
    """The lines that belong together, such as those of one version of a budget."""

    def of(one: Cells) -> tuple[str, ...]:
        return tuple(one.text(column) for column in columns)

    return [list(part) for _key, part in groupby(sorted(held, key=of), of)]


def _arrival(name: str, part: list[Cells], actor: str) -> Arrival:
    try:
        with transaction.atomic():
            outcome = arriving.READERS[name](part, actor)
    except (Refused, ValueError) as refusal:
        return Arrival(name, part[0].number, Outcome.REFUSED, str(refusal))
    return Arrival(name, part[0].number, Outcome(outcome))
