"""Errands on a Dask cluster, which places them and knows nothing else: what is finished, the shelf says.

Dask gives the work of a lost worker to another. A lost scheduler takes all that it knew with it; then what the shelf
does not hold is placed anew. So is it when this process is killed and started again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from lanterne_media.farm import parcels
from lanterne_media.farm.address import Address
from lanterne_media.farm.placed import FarmFailed, Lost, Placed, speaking
from lanterne_media.pipeline.units import Unit, tool_versions
from lanterne_media.shelf import Shelf
from lanterne_media.store import Kept, Workshop
from lanterne_media.tools import Stopped

# Machines that can be taken away at any time may take the same piece with them now and then.
MOST_TRIES = 20
# A scheduler that is gone may be away for so long; a farm without any worker is waited for without end.
PATIENCE = 600.0
TICK = 0.5


class DaskFarm:
    """Other machines, each with its own tools, plates and way to the store."""

    def __init__(
        self, address: Address, store: str, *, is_called_off: Callable[[], bool], priority: int = 0
    ) -> None:
        self.address, self.store, self.priority = address, store, priority
        self._is_called_off = is_called_off
        self._client: Any = None
        self._films: set[str] = set()

    def each(self, units: Sequence[Unit], workshop: Workshop) -> Iterator[tuple[int, Kept[Any]]]:
        """Have the errands done; yield each unit's place and its piece as it comes home."""
        rest = {parcels.name_of(unit): place for place, unit in enumerate(units)}
        for name, place in list(rest.items()):
            unit = units[place]
            if workshop.has(*unit.piece):
                yield rest.pop(name), workshop.keep(*unit.piece, unit.of, unit.make)
        if not rest:
            return
        film = parcels.errand_of(units[next(iter(rest.values()))]).film
        self._films.add(film.identity)
        shelf = Shelf.at(self.store, film.identity)
        # Of earlier runs, which were paid then.
        for name in shelf.finished() & rest.keys():
            place = rest.pop(name)
            yield place, replace(_home(shelf, units[place], workshop), is_reused=True)
        wanted = {name: units[place] for name, place in rest.items()}
        for name in self._made(shelf, Path(film.path), wanted):
            yield rest[name], _home(shelf, units[rest[name]], workshop)

    def crew(self, patience: float) -> tuple[int, int]:
        """How many workers there are now, and how many pieces they make at a time."""
        threads = self._connected(patience).nthreads()
        return len(threads), sum(threads.values())

    def chips(self) -> frozenset[str]:
        """The hardware encoders that workers said work there."""
        client = self._connected(PATIENCE)
        try:
            with speaking():
                workers = client.scheduler_info()["workers"].values()
        except Lost as lost:
            raise FarmFailed(f"The farm was lost: {lost}") from lost
        return frozenset(name for one in workers for name in one["resources"]) - {parcels.GPU}

    def forget(self) -> None:
        """Clear away from the store the films that were worked on."""
        for film in self._films:
            Shelf.at(self.store, film).clear()
        self._films.clear()

    def close(self) -> None:
        """Leave the cluster; what has not begun is dropped there."""
        if self._client is not None:
            with suppress(OSError, TimeoutError):
                self._client.close(timeout=2)
            self._client = None

    def _made(self, shelf: Shelf, film: Path, wanted: dict[str, Unit]) -> Iterator[str]:
        """Names as they are found on the shelf, until all are."""
        rest, losses = dict(wanted), 0
        while rest:
            shelf.lay_film(film)
            _refuse_hopeless(shelf, rest)
            try:
                for name in self._placed(shelf, list(rest.values())):
                    del rest[name]
                    yield name
            except Lost as lost:
                losses += 1
                if losses > MOST_TRIES:
                    raise FarmFailed(f"The farm was lost {losses} times: {lost}") from lost
                self.close()

    def _placed(self, shelf: Shelf, units: Sequence[Unit]) -> Iterator[str]:
        client = self._connected(PATIENCE)
        with speaking():
            slots = sum(client.nthreads().values())
        packed = parcels.packed(units, slots, tool_versions())
        with Placed(client, shelf, packed, self.priority) as placed:
            while placed.rest:
                self._refuse_called_off()
                yield from placed.news(TICK)

    def _connected(self, patience: float) -> Any:
        """A client that reaches the scheduler, which may be starting at this moment."""
        from distributed import Client

        # Of a scheduler that is gone we tell in our own words, and without a traceback.
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        end = time.monotonic() + patience
        while self._client is None:
            self._refuse_called_off()
            security = self.address.security
            try:
                self._client = Client(
                    self.address.url, security=security, timeout=5, set_as_default=False
                )
            except OSError as error:
                if time.monotonic() > end:
                    raise FarmFailed(f"The farm at {self.address.url} does not answer.") from error
                time.sleep(TICK)
        return self._client

    def _refuse_called_off(self) -> None:
        if self._is_called_off():
            raise Stopped(["lanterne-media", "worker", self.address.url])


def _home(shelf: Shelf, unit: Unit, workshop: Workshop) -> Kept[Any]:
    """Bring a finished piece into the workshop."""
    name = parcels.name_of(unit)
    kept = workshop.keep(*unit.piece, unit.of, partial(shelf.fetch, name, unit.of))
    return replace(kept, tries=max(1, shelf.tries(name)))


def _refuse_hopeless(shelf: Shelf, rest: dict[str, Unit]) -> None:
    tries = shelf.all_tries()
    for name, unit in rest.items():
        if tries[name] >= MOST_TRIES:
            raise FarmFailed(
                f"{unit.label} was begun {MOST_TRIES} times and never finished: look at the journals of the workers."
            )
