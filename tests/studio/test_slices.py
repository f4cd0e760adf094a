"""Slices of a list: every row once, from either end, whatever is added meanwhile."""

from __future__ import annotations

import pytest

from lanterne.core.cursor import Cursor
from lanterne.studio.slices import Slice, cut


def sliced(ids: list[int], place: Cursor, size: int) -> Slice[int]:
    def fetch(where: Cursor, limit: int) -> list[int]:
        if where.after is not None:
            return sorted(one for one in ids if one > where.after)[:limit]
        older = (one for one in ids if where.before is None or one < where.before)
        return sorted(older, reverse=True)[:limit]

    return cut(fetch, place, size, id_of=lambda one: one)


def test_the_first_slice_of_a_short_list_goes_nowhere():
    assert sliced([1, 2], Cursor(), 2) == Slice((2, 1), None, None)
    assert sliced([], Cursor(), 2) == Slice((), None, None)


def test_a_middle_slice_goes_both_ways():
    assert sliced([1, 2, 3, 4, 5, 6], Cursor(before=5), 2) == Slice((4, 3), 4, 3)
    assert sliced([1, 2, 3, 4, 5, 6], Cursor(after=2), 2) == Slice((4, 3), 4, 3)


@pytest.mark.parametrize("count", range(8))
@pytest.mark.parametrize("size", [1, 2, 3, 7, 8])
def test_going_down_and_up_again_every_row_is_met_once(count, size):
    ids = [3 * number for number in range(1, count + 1)]
    down: list[int] = []
    place: Cursor | None = Cursor()
    while place is not None:
        page = sliced(ids, place, size)
        down += page.rows
        place = Cursor(before=page.older) if page.older else None
    assert down == sorted(ids, reverse=True)
    up: list[int] = []
    place = Cursor(after=0) if ids else None
    while place is not None:
        page = sliced(ids, place, size)
        up = [*page.rows, *up]
        place = Cursor(after=page.newer) if page.newer else None
    assert up == down
