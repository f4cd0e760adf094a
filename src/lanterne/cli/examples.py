"""``lanterne example``: a folder that fills several rooms, taken in room by room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.db import transaction

from lanterne.commissioning import services as slate
from lanterne.core.errors import Refused
from lanterne.facts import services as facts
from lanterne.growth import services as growth
from lanterne.newsroom import services as newsroom
from lanterne.regulation import services as regulation

OPERATOR = "system:operator"
PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".avif"}
Tables = Mapping[str, str]
Line = tuple[str, str, str]
"""Where it stands, what became of it, and why not."""
Rooms = Mapping[str, Callable[[Tables], Iterator[Line]]]


class NoExample(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the lines of a room."""

    room: str
    lines: tuple[Line, ...]

    @property
    def is_refused(self) -> bool:
        return any(why for _place, _outcome, why in self.lines)


def rehearse(folder: Path) -> tuple[Told, ...]:
    """What would become of every line; kept is nothing, though each room sees what the one before it took in."""
    with transaction.atomic():
        told = tuple(_rooms(folder))
        transaction.set_rollback(True)
    return told


def take(folder: Path) -> tuple[Told, ...]:
    """Take the rooms in, each in one transaction; after a refusal the rest is left."""
    return tuple(_rooms(folder))


def said(told: Told) -> Iterator[str]:
    """A sentence for each refusal, then the counts."""
    for place, outcome, why in told.lines:
        if why:
            yield f"{told.room}: {place}: {outcome}: {why}"
    counts = Counter(outcome for _place, outcome, _why in told.lines)
    yield f"{told.room}: {', '.join(f'{count} {word}' for word, count in counts.items())}"


def _rooms(folder: Path) -> Iterator[Told]:
    tables = _read(folder)
    rooms: Rooms = {**ROOMS, "newsroom": partial(_newsroom, _pictures(folder / "newsroom"))}
    for room, held in tables.items():
        told = Told(room, tuple(rooms[room](held)))
        yield told
        if told.is_refused:
            return


def _read(folder: Path) -> dict[str, Tables]:
    """The rooms that the folder has something for, in the order in which they build upon each other."""
    found = {room: _tables(folder, room) for room in ROOMS}
    if not any(found.values()):
        raise NoExample(f"{folder} holds no example: it has none of {', '.join(ROOMS)}.")
    return {room: tables for room, tables in found.items() if tables}


def _tables(folder: Path, room: str) -> Tables:
    """One table beside the others, ``facts.csv``, or a folder of them, ``slate/*.csv``; newsrooms are written in YAML."""
    beside = sorted((folder / room).glob("*.yaml" if room == "newsroom" else "*.csv"))
    paths = [folder / f"{room}.csv", *beside]
    return {path.stem: path.read_text(encoding="utf-8-sig") for path in paths if path.is_file()}


def _facts(tables: Tables) -> Iterator[Line]:
    for text in tables.values():
        report = facts.import_claims(text=text, actor=OPERATOR)
        for one in report.arrivals:
            yield f"line {one.line} {one.key}", one.outcome.value, one.why


def _slate(tables: Tables) -> Iterator[Line]:
    return _lines(slate.import_tables(tables=tables, actor=OPERATOR))


def _operator(tables: Tables) -> Iterator[Line]:
    for text in tables.values():
        yield from _lines(regulation.import_operator(text=text, actor=OPERATOR))


def _growth(tables: Tables) -> Iterator[Line]:
    return _lines(growth.import_tables(tables=tables, actor=OPERATOR))


def _newsroom(pictures: Mapping[str, bytes], tables: Tables) -> Iterator[Line]:
    return newsroom.import_newsrooms(texts=tables, pictures=pictures, actor=OPERATOR)


def _pictures(folder: Path) -> Mapping[str, bytes]:
    """What articles show lies beside them."""
    found = (path for path in sorted(folder.glob("*")) if path.suffix.lower() in PICTURES)
    return {path.name: path.read_bytes() for path in found}


def _lines(report: slate.Report) -> Iterator[Line]:
    for one in report.arrivals:
        yield f"{one.table} line {one.line}", one.outcome.value, one.why


ROOMS: Rooms = {
    "facts": _facts,
    "slate": _slate,
    "operator": _operator,
    "growth": _growth,
    "newsroom": partial(_newsroom, {}),
}
