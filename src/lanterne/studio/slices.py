"""Lists in slices that begin at a row, not at a number: page a thousand costs what the first one does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest

from lanterne.core.cursor import Cursor

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """``newer`` and ``older`` are the ids to go on from, where there is anything."""

    rows: tuple[Row, ...]
    newer: int | None
    older: int | None


def cursor(request: HttpRequest) -> Cursor:
    """What makes no sense in an address is passed over."""
    before, after = (_number(request.GET.get(name, "")) for name in ("before", "after"))
    return Cursor(None if after else before, after)


def cut(
    fetch: Callable[[Cursor, int], Sequence[Row]],
    place: Cursor,
    size: int,
    *,
    id_of: Callable[[Row], int],
) -> Slice[Row]:
    """A slice of the newest first.

    ``fetch`` gives so many rows next to the cursor, the nearest to it first. One more than is shown is asked for, to know
    whether the list goes on.
    """
    found = fetch(place, size + 1)
    rows, goes_on = tuple(found[:size]), len(found) > size
    if place.after is not None:
        rows = rows[::-1]
    if not rows:
        return Slice((), None, None)
    is_first = place.after is None and place.before is None
    has_newer = goes_on if place.after is not None else not is_first
    has_older = goes_on if place.after is None else True
    return Slice(
        rows,
        id_of(rows[0]) if has_newer else None,
        id_of(rows[-1]) if has_older else None,
    )


def of_ids(ids: QuerySet[Any, int], place: Cursor, size: int) -> Slice[int]:
    """A slice of a query for ids."""

    def fetch(where: Cursor, limit: int) -> Sequence[int]:
        if where.after is not None:
            return list(ids.filter(pk__gt=where.after).order_by("pk")[:limit])
        older = ids if where.before is None else ids.filter(pk__lt=where.before)
        return list(older.order_by("-pk")[:limit])

    return cut(fetch, place, size, id_of=lambda one: one)


def _number(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 18 else None
