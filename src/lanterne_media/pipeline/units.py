"""Units of work: each has a key, is made once, and is told about when it is done."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol, TypeVar

from lanterne_media import hardware
from lanterne_media.model import (
    Cell,
    Encoder,
    Event,
    Rendition,
    Rung,
    Shot,
    Stage,
    StageBegan,
    UnitDone,
)
from lanterne_media.reference import Reference
from lanterne_media.store import Kept, Workshop
from lanterne_media.tools import Runner, Tools, binary

T = TypeVar("T")


class Farm(Protocol):
    """Where units run: so many at a time."""

    slots: int

    def each(self, units: Sequence[Callable[[], T]]) -> Iterator[T]:
        """Run every unit; yield results in the order in which they are finished."""
        ...


class Craft(Protocol):
    """What is made of a plate, as a frozen value with nothing in it but values, so that it can travel."""

    def __call__(self, plate: Reference, folder: Path, *, run: Runner) -> Any: ...


@dataclass(frozen=True, slots=True)
class Errand:
    """A unit as data for another machine, which cuts the plate itself and has tools of its own.

    ``chip`` is the hardware encoder that the machine must have, as ffmpeg calls it.
    """

    film: Reference
    shot: Shot
    craft: Craft
    chip: str = ""


def resource(rung: Rung) -> str:
    """What a machine must have to encode at a rung beside a processor."""
    is_software = rung.encoder is Encoder.SOFTWARE
    return "" if is_software else hardware.name(rung.codec, rung.encoder)


def _no_cell(_value: Any) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of work: ``make`` writes into an empty folder and returns a value of type ``of``.

    It is kept under its ``kind``, or else under the stage that it is told about. ``weight`` says how long it will
    take, compared with others of its stage. ``cell`` reads from the finished value which shot at which rung it is. With
    an ``errand`` it may as well be done on another machine.
    """

    stage: Stage
    label: str
    key: str
    of: Any
    make: Callable[[Path], Any]
    kind: str = ""
    weight: float = 1.0
    cell: Callable[[Any], Cell | None] = _no_cell
    errand: Errand | None = None

    @property
    def kept_under(self) -> str:
        return self.kind or self.stage.value

    @property
    def piece(self) -> tuple[str, str]:
        """The name of what it makes."""
        return self.kept_under, self.key


class Away(Protocol):
    """Other machines: they do errands, and what they made is fetched into the workshop here."""

    def each(self, units: Sequence[Unit], workshop: Workshop) -> Iterator[tuple[int, Kept[Any]]]:
        """Have every unit's errand done; yield its place among ``units`` and the piece as pieces come home."""
        ...

    def chips(self) -> frozenset[str]:
        """The hardware encoders that work on at least one of them, as ffmpeg calls them."""
        ...

    def forget(self) -> None:
        """Clear away there what nobody needs once the film is published."""
        ...


@dataclass(frozen=True, slots=True)
class Site:
    """Where a plan is carried out, and with what; with other machines ``away``, errands go to them."""

    workshop: Workshop
    farm: Farm
    run: Runner
    away: Away | None = None
    # CPU seconds of finished pieces, by stage, whenever they were made.
    costs: dict[str, float] = field(default_factory=dict)

    def is_made_here(self, unit: Unit) -> bool:
        """Whether this machine makes it, and needs beside it what it is made of."""
        return self.away is None or unit.errand is None


def carry_out(
    site: Site, units: Sequence[Unit], *, is_announced: bool = False
) -> Generator[Event, None, list[Kept[Any]]]:
    """Do the units, tell of each, and return the pieces in the order of ``units``."""
    for stage in () if is_announced else dict.fromkeys(unit.stage for unit in units):
        own = [unit.weight for unit in units if unit.stage is stage]
        yield StageBegan(stage, len(own), sum(own))
    same = _places_by_piece(units)
    # The long ones first, so that the last minutes do not wait for one core.
    order = sorted((places[0] for places in same.values()), key=lambda n: -units[n].weight)
    found: dict[tuple[str, str], Kept[Any]] = {}
    for place, kept in _everywhere(site, units, order):
        piece = units[place].piece
        found[piece] = kept
        for n in same[piece]:
            is_reused = kept.is_reused or n != place
            cost = _cost(kept) if n == place else 0.0
            stage = units[n].stage
            site.costs[stage] = site.costs.get(stage, 0.0) + cost
            yield _done(units[n], kept, is_reused=is_reused, cost=0.0 if is_reused else cost)
    return [found[unit.piece] for unit in units]


def _done(unit: Unit, kept: Kept[Any], *, is_reused: bool, cost: float) -> UnitDone:
    cell = unit.cell(kept.value)
    return UnitDone(unit.stage, unit.label, is_reused, cost, unit.weight, cell, kept.tries)


def _everywhere(
    site: Site, units: Sequence[Unit], order: Sequence[int]
) -> Iterator[tuple[int, Kept[Any]]]:
    here = [place for place in order if site.is_made_here(units[place])]
    yield from site.farm.each([_doing(site, place, units[place]) for place in here])
    there = [place for place in order if not site.is_made_here(units[place])]
    if site.away and there:
        for n, kept in site.away.each([units[place] for place in there], site.workshop):
            yield there[n], kept


def _places_by_piece(units: Sequence[Unit]) -> dict[tuple[str, str], list[int]]:
    """Units that would make the same piece, as two rungs of a black shot do: one makes it for all."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, unit in enumerate(units):
        places.setdefault(unit.piece, []).append(place)
    return places


def _cost(kept: Kept[Any]) -> float:
    # A rendition sums up its shots, which were counted when each was done.
    if isinstance(kept.value, Rendition):
        return 0.0
    values = kept.value if isinstance(kept.value, tuple) else (kept.value,)
    return sum(getattr(value, "cpu_seconds", 0.0) for value in values)


def _doing(site: Site, place: int, unit: Unit) -> Callable[[], tuple[int, Kept[Any]]]:
    def do() -> tuple[int, Kept[Any]]:
        return place, site.workshop.keep(unit.kept_under, unit.key, unit.of, unit.make)

    return do


def made_by() -> dict[str, str]:
    """What a report says of its makers: the tools, and ourselves, who are in no key, since we keep what they made."""
    return {**tool_versions(), "lanterne": version("lanterne")}


@cache
def tool_versions() -> dict[str, str]:
    """Which ffmpeg and packager made this: part of every key, because another version gives other bytes."""
    run = Tools()
    ffmpeg = run.run(["ffmpeg", "-version"]).stdout.decode().splitlines()[0]
    packager = run.run(["packager", "--version"]).stdout.decode().splitlines()[0]
    return {"ffmpeg": ffmpeg.split(" Copyright")[0], "packager": packager, "path": binary("ffmpeg")}
