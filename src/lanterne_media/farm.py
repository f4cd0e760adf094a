"""Where work runs. The engine hands over units; a farm only decides the place and the moment."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from types import TracebackType
from typing import TypeVar

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
