"""Tables taken in line by line, all of them or none, and nothing new the second time: for every room that has tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import sheets
from lanterne.core.errors import Refused
from lanterne.core.sheets import Cells, UnreadableTable

MOST_CHARACTERS = 20_000_000
LONGEST_KEY = 80
"""What is told of a key that is refused."""


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


def became(*, is_new: bool) -> Outcome:
    """What became of something that was not there just so."""
    return Outcome.ADDED if is_new else Outcome.CHANGED


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of a line of a table, or would; ``key`` names what it is about, ``why`` is the sentence of a refusal."""

    table: str
    line: int
    outcome: Outcome
    why: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    arrivals: tuple[Arrival, ...]

    @property
    def is_refused(self) -> bool:
        return any(one.outcome is Outcome.REFUSED for one in self.arrivals)

    def count(self, outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in self.arrivals)


@dataclass(frozen=True, slots=True)
class Taker:
    """Takes in the lines of a table that belong together by the columns named; without any, each by itself.

    ``key`` is the column that names what a line is about.
    """

    needed: Sequence[str]
    take: Callable[[list[Cells], str], Outcome]
    together: tuple[str, ...] = ()
    key: str = ""


def take_in(
    *,
    tables: Mapping[str, str],
    takers: Mapping[str, Taker],
    actor: str,
    is_rehearsal: bool = False,
) -> Report:
    """Tables by their names, in the order of the takers; a rehearsal takes in none and says what would happen."""
    if unknown := sorted(set(tables) - set(takers)):
        raise UnreadableTable(
            _("There is no table “%(name)s”; there are: %(names)s.")
            % {"name": unknown[0][:40], "names": ", ".join(takers)}
        )
    if sum(map(len, tables.values())) > MOST_CHARACTERS:
        raise UnreadableTable(_("These tables are too long to be taken in at once."))
    with transaction.atomic():
        arrivals = [
            one
            for name, taker in takers.items()
            if name in tables
            for one in _taken(name, tables[name], taker, actor)
        ]
        report = Report(tuple(arrivals))
        if is_rehearsal or report.is_refused:
            transaction.set_rollback(True)
    return report


def _taken(name: str, text: str, taker: Taker, actor: str) -> Iterator[Arrival]:
    try:
        held = list(sheets.lines(text, taker.needed))
    except Refused as refusal:
        yield Arrival(name, 1, Outcome.REFUSED, str(refusal))
        return
    for part in _parts(held, taker.together):
        line, key = part[0].number, part[0].text(taker.key)[:LONGEST_KEY]
        try:
            with transaction.atomic():
                outcome = taker.take(part, actor)
        except Refused as refusal:
            yield Arrival(name, line, Outcome.REFUSED, str(refusal), key)
        else:
            yield Arrival(name, line, outcome, key=key)


def _parts(held: list[Cells], columns: tuple[str, ...]) -> list[list[Cells]]:
    """The lines that belong together, such as those of one version of a budget."""
    if not columns:
        return [[one] for one in held]

    def of(one: Cells) -> tuple[str, ...]:
        return tuple(one.text(column) for column in columns)

    return [list(part) for _key, part in groupby(sorted(held, key=of), of)]
