"""Taking in a bundle of tables of the slate."""

from __future__ import annotations

from collections.abc import Mapping

from lanterne.commissioning.columns import NEEDED, TABLES
from lanterne.commissioning.services import arriving
from lanterne.core import taking
from lanterne.core.sheets import Cells, WrongCell
from lanterne.core.taking import Outcome, Report, Taker

TOGETHER = {"budgets": ("project", "version"), "charts": ("chart",)}


def import_tables(*, tables: Mapping[str, str], actor: str, is_rehearsal: bool = False) -> Report:
    """Take in tables by their names, all of them or none; a rehearsal takes in none and says what would happen."""
    takers = {name: _taker(name) for name in TABLES}
    return taking.take_in(tables=tables, takers=takers, actor=actor, is_rehearsal=is_rehearsal)


def _taker(name: str) -> Taker:
    def take(part: list[Cells], actor: str) -> Outcome:
        try:
            return arriving.READERS[name](part, actor)
        except ValueError as error:
            raise WrongCell(str(error)) from error

    return Taker(NEEDED[name], take, TOGETHER.get(name, ()))
