"""Answers that are kept in a process for as long as they would be given again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar

from lanterne.core import revision

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What was told under a mark of the database; it holds from an instant until just before another, or for good."""

    value: T
    mark: object
    since: datetime
    until: datetime | None

    def holds(self, mark: object, at: datetime) -> bool:
        is_in_time = self.since <= at and (self.until is None or at < self.until)
        return is_in_time and self.mark == mark


class Answers(Generic[T]):
    """At most so many; the one that was given first goes first."""

    def __init__(self, most: int) -> None:
        self._most, self._kept, self._lock = most, dict[Hashable, Answer[T]](), Lock()

    def get(
        self,
        key: Hashable,
        *,
        at: datetime,
        ask: Callable[[], T],
        until: Callable[[], datetime | None],
    ) -> T:
        """The answer kept under the key if it still holds, else a new one; ``until`` says how long that will hold.

        The key names everything that the answer depends on, but for the watched tables and the time.
        """
        # Before asking: what changes meanwhile makes the answer one of yesterday.
        mark = revision.current()
        kept = self._kept.get(key)
        if kept and kept.holds(mark, at):
            return kept.value
        value = ask()
        if mark is not None:
            self._keep(key, Answer(value, mark, at, until()))
        return value

    def _keep(self, key: Hashable, answer: Answer[T]) -> None:
        if not answer.holds(answer.mark, answer.since):
            # It is over as it is given: kept, it would only push out one that is not.
            return
        with self._lock:
            self._kept.pop(key, None)
            if len(self._kept) >= self._most:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = answer
