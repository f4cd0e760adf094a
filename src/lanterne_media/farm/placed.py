"""Parcels on their way: what comes of each, and what the shelf says meanwhile."""

from __future__ import annotations

import asyncio
import concurrent.futures
import queue
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from lanterne_media.farm.outpost import OtherTools
from lanterne_media.farm.parcels import GPU, Failed, Parcel
from lanterne_media.farm.serving import do
from lanterne_media.shelf import Shelf

# The shelf is asked so often what is new, so that pieces are told of before the whole of their parcel is done.
LOOKS_EVERY = 5.0
# Machines may fail a parcel that another then does: a full disk, a store that did not answer.
MOST_FAULTS = 5


_CANCELLED = (asyncio.CancelledError, concurrent.futures.CancelledError)


class FarmFailed(OSError):
    """The farm cannot do it; what is finished is kept, and running again goes on from there."""


class Lost(Exception):
    """The scheduler is gone, with all that it had been told."""


@contextmanager
def speaking() -> Iterator[None]:
    """Whatever goes wrong between us and the scheduler is one thing to us."""
    from distributed.client import ClosedClientError

    try:
        yield
    except (OSError, TimeoutError, *_CANCELLED, ClosedClientError) as error:
        raise Lost(f"the scheduler is gone ({type(error).__name__})") from error


class Placed:
    """Parcels given to a cluster; ``rest`` are the names of pieces that are not known to be finished."""

    def __init__(
        self, client: Any, shelf: Shelf, packed: Sequence[Parcel], priority: int = 0
    ) -> None:
        self.rest = {order.name for parcel in packed for order in parcel.orders}
        self._client, self._shelf, self._priority = client, shelf, priority
        self._ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._parcels: dict[str, Parcel] = {}
        self._futures: dict[str, Any] = {}
        self._faults: Counter[str] = Counter()
        self._looked = time.monotonic()
        # Dask takes the higher number first and, among equals, whoever came first: the heaviest.
        for parcel in packed:
            self._place(parcel)

    def __enter__(self) -> Placed:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # What has not begun is dropped. A scheduler that is gone has dropped it already.
        with suppress(Lost), speaking():
            self._client.cancel(list(self._futures.values()), force=True)

    def news(self, seconds: float) -> Iterator[str]:
        """Names of pieces that were finished since, after waiting so long at most.

        Raise what a tool made of a parcel, ``Lost`` without the scheduler, ``FarmFailed`` where others would fail too.
        """
        try:
            over = self._ended.get(timeout=seconds)
        except queue.Empty:
            yield from self._look()
            return
        # Let go, or Dask would do it again when the worker that did it is lost.
        parcel, _ = self._parcels.pop(over.key), self._futures.pop(over.key)
        if over.status in {"cancelled", "lost"}:
            raise Lost("the scheduler forgot what it had been told")
        with speaking():
            error = over.exception() if over.status == "error" else None
        for order in parcel.orders:
            if order.name in self.rest and self._shelf.has(order.name):
                self.rest.discard(order.name)
                yield order.name
        if isinstance(error, Failed):
            raise error.failure.error
        if error is not None:
            self._fault(parcel, error)
        if any(order.name in self.rest for order in parcel.orders):
            self._place(parcel)

    def _look(self) -> Iterator[str]:
        if self._client.status != "running":
            raise Lost("the scheduler is gone")
        if time.monotonic() - self._looked >= LOOKS_EVERY:
            self._looked = time.monotonic()
            found = self._shelf.finished() & self.rest
            self.rest -= found
            yield from sorted(found)

    def _fault(self, parcel: Parcel, error: BaseException) -> None:
        """A machine failed, not a tool: another may do it."""
        if isinstance(error, OtherTools):
            raise FarmFailed(str(error)) from error
        # Of a film that somebody cleared away meanwhile nothing can be made.
        self._shelf.lay_film(Path(parcel.film.path))
        name = parcel.orders[0].name
        self._faults[name] += 1
        if self._faults[name] > MOST_FAULTS:
            raise FarmFailed(
                f"The farm failed {self._faults[name]} times, last with: {error}"
            ) from error

    def _place(self, parcel: Parcel) -> None:
        # As many as the machine's chips take at a time, and only where this very encoder works.
        needs = {GPU: 1, parcel.chip: 1} if parcel.chip else None
        with speaking():
            future = self._client.submit(
                do, parcel, pure=False, priority=self._priority, resources=needs
            )
        self._parcels[future.key], self._futures[future.key] = parcel, future
        future.add_done_callback(self._ended.put)
