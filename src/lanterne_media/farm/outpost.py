"""What a machine of the farm does with a parcel: fetch the film, cut the plate, make the pieces, put them on the shelf."""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from lanterne_media.farm.cabinet import Cabinet
from lanterne_media.farm.parcels import Failure, Order, Parcel
from lanterne_media.model import MediaRefused
from lanterne_media.pipeline.plates import MOST_PLATE_BYTES
from lanterne_media.pipeline.units import tool_versions
from lanterne_media.reference import PLATE, Reference, plate, plate_of
from lanterne_media.shelf import Shelf
from lanterne_media.store import Workshop, room
from lanterne_media.tools import Stopped, ToolFailed, Tools

# Films that nobody is at work on are kept as far as that; the one in work always is.
MOST_FILM_BYTES = 64 * 2**30


class OtherTools(Exception):
    """This machine's tools are not those that the pieces were ordered of."""


class Outpost:
    """One machine: its own tools, its own folder, so many pieces at a time whoever orders them."""

    def __init__(self, folder: Path, store: str, slots: int) -> None:
        self.workshop = Workshop(folder)
        self.store, self.tools = store, Tools()
        self._slots = threading.Semaphore(slots)
        self._films = Cabinet(folder / "films", MOST_FILM_BYTES)
        self._plates = Cabinet(folder / "plates", MOST_PLATE_BYTES)

    def do(self, parcel: Parcel, *, is_wanted: Callable[[], bool]) -> Failure | None:
        """Make what is not made yet, as long as it is wanted; how it failed, if a tool did."""
        self._agree(parcel.tools)
        shelf = Shelf.at(self.store, parcel.film.identity)
        with self._slots, self._film(shelf, parcel.film) as film:
            try:
                for order in parcel.orders:
                    if is_wanted() and not shelf.has(order.name):
                        self._make(shelf, film, parcel, order)
            except Stopped:
                raise
            except (ToolFailed, MediaRefused) as broken:
                return Failure.of(broken, film.path, parcel.film.path)
        return None

    def close(self) -> None:
        """End what runs; what was finished is on the shelf."""
        self.tools.stop()
        self.workshop.close()

    def _agree(self, wanted: dict[str, str]) -> None:
        own = tool_versions()
        for tool in ("ffmpeg", "packager"):
            if own[tool] != wanted[tool]:
                raise OtherTools(f"{own[tool]} is here, {wanted[tool]} was asked for.")

    @contextmanager
    def _film(self, shelf: Shelf, film: Reference) -> Iterator[Reference]:
        # Readers go by the end of a name.
        name = f"film{Path(film.path).suffix}"
        with self._films.open(shelf.film, lambda folder: shelf.fetch_film(folder / name)) as folder:
            yield _at(film, folder / name)

    def _make(self, shelf: Shelf, film: Reference, parcel: Parcel, order: Order) -> None:
        shot, attempt = parcel.shot, shelf.begin(order.name)
        _tell("begun", order.name)
        wanted = plate_of(film, shot, "")
        name = hashlib.sha256(wanted.identity.encode()).hexdigest()[:24]

        def cut(folder: Path) -> None:
            plate(film, shot, folder, run=self.tools)

        with (
            self._plates.open(name, cut) as drawer,
            room(beside=self.workshop.root / "pieces") as folder,
        ):
            value = order.craft(_at(wanted, drawer / f"plate.{PLATE}"), folder, run=self.tools)
            is_first = shelf.finish(order.name, attempt, value, folder)
        _tell("finished" if is_first else "late", order.name)


def _at(reference: Reference, path: Path) -> Reference:
    return replace(reference, path=str(path))


def _tell(what: str, name: str) -> None:
    """A line on standard error for whoever keeps the machine's journal."""
    sys.stderr.write(json.dumps({"piece": name, "is": what}) + "\n")
    sys.stderr.flush()
