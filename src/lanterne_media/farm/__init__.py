"""Where work runs. The engine hands over units; a farm only decides the place and the moment.

Slots on this machine are always there. Other machines are reached through ``elsewhere``, with the extra
``lanterne[farm]``; without it nothing of that is imported.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from contextlib import contextmanager
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from lanterne_media.model import MediaRefused

if TYPE_CHECKING:
    from lanterne_media.farm.placing import DaskFarm

T = TypeVar("T")


class LocalFarm:
    """So many units at a time on this machine; each unit is one single-threaded tool, so slots are cores."""

    def __init__(self, slots: int | None = None) -> None:
        self.slots = slots or len(os.sched_getaffinity(0))
        self._pool = ThreadPoolExecutor(self.slots, thread_name_prefix="farm")

    def __enter__(self) -> LocalFarm:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def each(self, units: Sequence[Callable[[], T]]) -> Iterator[T]:
        """Yield results as they come; on the first failure the units that have not begun are dropped."""
        waiting: list[Future[T]] = [self._pool.submit(unit) for unit in units]
        try:
            for done in as_completed(waiting):
                yield done.result()
        except Exception:
            # What runs is let end, so that whoever tries another way does not meet it in the workshop.
            for future in waiting:
                future.cancel()
            wait(waiting)
            raise
        finally:
            for future in waiting:
                future.cancel()

    def close(self) -> None:
        """Wait for what runs and start nothing more."""
        self._pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def elsewhere(
    address: str,
    store: str,
    *,
    is_called_off: Callable[[], bool] = lambda: False,
    priority: int = 0,
) -> Iterator[DaskFarm | None]:
    """Other machines, or ``None`` where no address is given; raise ``MediaRefused`` for what cannot be one."""
    if not address:
        yield None
        return
    refuse_without_extra()
    from lanterne_media import shelf
    from lanterne_media.farm.address import address_of
    from lanterne_media.farm.placing import DaskFarm

    if not store:
        raise MediaRefused(
            "A farm needs a store that all its machines reach: give --store or LANTERNE_FARM_STORE."
        )
    shelf.open_store(store)
    farm = DaskFarm(address_of(address), store, is_called_off=is_called_off, priority=priority)
    try:
        yield farm
    finally:
        farm.close()


def refuse_without_extra() -> None:
    """Raise ``MediaRefused`` where ``lanterne[farm]`` is not installed."""
    if any(find_spec(name) is None for name in ("distributed", "obstore")):
        raise MediaRefused("Encoding on several machines needs its extra: install lanterne[farm].")


def named() -> tuple[str, str]:
    """The farm that the environment names, and its store; empty where it names none."""
    return os.environ.get("LANTERNE_FARM", ""), os.environ.get("LANTERNE_FARM_STORE", "")
