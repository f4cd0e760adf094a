"""Many short lists out of what may be shown.

A shelf names the titles that could stand on it, newest first, as an index has them. What the shelves reach is read in one
statement, and whether it may be shown is asked once about all of it in another. A shelf that is not full reaches further.
So a row of twenty costs the same in any catalogue, and no database has to guess how many titles it must look at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import Kind
from lanterne.discovery.visible import Audience, episodes, heads

# How far a shelf reaches at first, for each place on it, and how much farther whenever it is not full.
REACH, FARTHER = 2, 4
# SQLite takes some thirty thousand places in a statement.
MOST_ASKED = 20_000
_BEYOND_ALL = 2**62
_STANDING = "SELECT shelf, id FROM ({}) AS standing_{}"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A statement that gives ids below one, newest first, and no more than so many: its last two arguments.

    Its first one is what the caller knows the shelf by, told again beside each id.
    """

    statement: str
    arguments: tuple[Any, ...]
    length: int


def newest(kind: Kind, length: int) -> Shelf:
    statement = (
        "SELECT %s AS shelf, id FROM titles WHERE kind = %s AND id < %s ORDER BY id DESC LIMIT %s"
    )
    return Shelf(statement, (kind,), length)


def newest_of_genre(code: str, length: int) -> Shelf:
    """Read off the index of the genre, so that a rare genre is not looked for among all titles."""
    return Shelf(
        "SELECT %s AS shelf, title_id AS id FROM links"
        " WHERE genre_id = (SELECT id FROM genres WHERE code = %s)"
        " AND title_id < %s ORDER BY title_id DESC LIMIT %s",
        (code,),
        length,
    )


def read(shelves: Mapping[str, Shelf], audience: Audience) -> dict[str, list[int]]:
    """The films and series on each shelf, newest first."""
    found: dict[str, list[int]] = {key: [] for key in shelves}
    ends = dict.fromkeys(shelves, _BEYOND_ALL)
    told: dict[int, bool] = {}
    times = REACH
    while ends:
        reached = _reached({key: shelves[key] for key in ends}, ends, times)
        new = {one for ids in reached.values() for one in ids} - told.keys()
        shown = among_heads(new, audience)
        told.update((one, one in shown) for one in new)
        for key, ids in reached.items():
            found[key] += [one for one in ids if told[one]]
        ends = {
            key: ids[-1]
            for key, ids in reached.items()
            if len(ids) == times * shelves[key].length and len(found[key]) < shelves[key].length
        }
        times *= FARTHER
    return {key: ids[: shelves[key].length] for key, ids in found.items()}


def among_heads(title_ids: Collection[int], audience: Audience) -> set[int]:
    """Those of these that are films or series and may be shown."""
    return _among("heads", title_ids, audience)


def among_episodes(title_ids: Collection[int], audience: Audience) -> set[int]:
    """Those of these that are episodes and may be shown."""
    return _among("episodes", title_ids, audience)


def _among(table: str, title_ids: Collection[int], audience: Audience) -> set[int]:
    wanted, found = sorted(title_ids), set[int]()
    for first in range(0, len(wanted), MOST_ASKED):
        some = wanted[first : first + MOST_ASKED]
        rows, arguments = _filled(table, audience)
        places = ", ".join(["%s"] * len(some))
        statement = f"WITH {rows} SELECT id FROM {table} WHERE id IN ({places})"  # noqa: S608 - names of ours, placeholders for the rest
        with connection.cursor() as cursor:
            cursor.execute(statement, [*arguments, *some])
            found.update(one for (one,) in cursor.fetchall())
    return found


def _reached(
    shelves: Mapping[str, Shelf], ends: Mapping[str, int], times: int
) -> dict[str, list[int]]:
    """The titles that could stand next on each shelf."""
    tables = ", ".join(_worded(name)[0] for name in ("titles", "links", "genres"))
    # No database takes an order and a limit within a union, but for a table of its own.
    parts = map(_STANDING.format, (shelf.statement for shelf in shelves.values()), count())
    arguments = [
        one
        for number, (key, shelf) in enumerate(shelves.items())
        for one in (number, *shelf.arguments, ends[key], times * shelf.length)
    ]
    found: dict[str, list[int]] = {key: [] for key in shelves}
    keys = list(shelves)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {tables} {' UNION ALL '.join(parts)}", arguments)
        for number, title_id in cursor.fetchall():
            found[keys[number]].append(title_id)
    return {key: sorted(ids, reverse=True) for key, ids in found.items()}


# Values that no real question holds: they keep the places of its own in the worded tables.
_TERRITORY, _CEILING, _AT = "??", -1, datetime(1, 1, 1, tzinfo=UTC)


def _filled(table: str, audience: Audience) -> tuple[str, list[Any]]:
    """The table expression and its arguments for this audience."""
    ceiling = audience.ceiling
    worded, places = _worded(table, None if ceiling is None else _CEILING)
    adapt = connection.ops.adapt_datetimefield_value
    filled = {_TERRITORY: audience.territory, _CEILING: ceiling, adapt(_AT): adapt(audience.at)}
    return worded, [filled.get(place, place) for place in places]


@cache
def _worded(table: str, ceiling: int | None = None) -> tuple[str, Sequence[Any]]:
    """The table expression as the ORM words it: the words only, which takes it longer than the answer takes the
    database.
    """
    anyone = Audience(ceiling=ceiling, territory=_TERRITORY, at=_AT)
    statement, arguments = dict(_querysets(anyone))[table].query.sql_with_params()
    return f"{table} AS NOT MATERIALIZED ({statement})", arguments


def _querysets(audience: Audience) -> Iterator[tuple[str, QuerySet[Any, Any]]]:
    yield "heads", heads(audience).values_list("id", "kind")
    yield "episodes", episodes(audience).values_list("id")
    yield "titles", catalogue.titles()
    yield "links", catalogue.genre_links()
    yield "genres", catalogue.genres()
