"""How units are packed for other machines: what reads the same plate travels together, if that leaves nobody idle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lanterne_media.model import MediaRefused, Shot
from lanterne_media.pipeline.units import Craft, Errand, Unit
from lanterne_media.reference import Reference
from lanterne_media.tools import LimitReached, ToolFailed

# So many parcels a slot at least, where there are units enough: at the end no slot waits long for another.
A_SLOT = 4
# What a cluster calls the places on graphics chips; beside it stand those of single encoders.
GPU = "GPU"


@dataclass(frozen=True, slots=True)
class Order:
    """One piece to be made of the plate, under its name on the shelf."""

    name: str
    craft: Craft


@dataclass(frozen=True, slots=True)
class Parcel:
    """Orders for one plate. It says of which tools they were ordered: others would give other bytes."""

    film: Reference
    shot: Shot
    orders: tuple[Order, ...]
    tools: dict[str, str]
    chip: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Failure:
    """What a tool made of an order, as data; ``command`` is empty where a sentence says all."""

    command: tuple[str, ...]
    code: int
    words: str
    limit: str = ""

    @classmethod
    def of(cls, error: ToolFailed | MediaRefused, here: str, there: str) -> Failure:
        """Speak of the film by the place where it lies ``there``, with whoever ordered."""
        if isinstance(error, MediaRefused):
            return cls((), 0, str(error))
        command = tuple(word.replace(here, there) for word in error.command)
        limit = error.limit if isinstance(error, LimitReached) else ""
        return cls(command, error.code, error.words, limit)

    @property
    def error(self) -> ToolFailed | MediaRefused:
        if not self.command:
            return MediaRefused(self.words)
        if self.limit:
            return LimitReached(self.command, self.limit)
        return ToolFailed(self.command, self.code, self.words)


class Failed(Exception):
    """A parcel cannot be made, on this machine or another."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure)
        self.failure = failure


def name_of(unit: Unit) -> str:
    """What a piece is called on the shelf."""
    return f"{unit.kept_under}-{unit.key}"


def packed(units: Sequence[Unit], slots: int, tools: dict[str, str]) -> list[Parcel]:
    """Parcels for so many slots, the heaviest first."""
    by_plate: dict[tuple[Shot, str], list[Unit]] = {}
    for unit in units:
        errand = errand_of(unit)
        by_plate.setdefault((errand.shot, errand.chip), []).append(unit)
    most = sum(unit.weight for unit in units) / max(1, slots * A_SLOT)
    parcels = [
        _parcel(some, tools) for of_plate in by_plate.values() for some in _split(of_plate, most)
    ]
    return sorted(parcels, key=lambda parcel: -parcel.weight)


def errand_of(unit: Unit) -> Errand:
    if unit.errand is None:
        raise ValueError(f"{unit.label} is made where the film is")
    return unit.errand


def _split(units: Sequence[Unit], most: float) -> Iterator[list[Unit]]:
    """Runs of at most so much weight; one unit at least."""
    some: list[Unit] = []
    for unit in units:
        if some and sum(one.weight for one in some) + unit.weight > most:
            yield some
            some = []
        some.append(unit)
    yield some


def _parcel(units: Sequence[Unit], tools: dict[str, str]) -> Parcel:
    errand, weight = errand_of(units[0]), sum(unit.weight for unit in units)
    orders = tuple(Order(name_of(unit), errand_of(unit).craft) for unit in units)
    return Parcel(errand.film, errand.shot, orders, tools, errand.chip, weight)


__all__ = ["GPU", "Failed", "Failure", "Order", "Parcel", "errand_of", "name_of", "packed"]
