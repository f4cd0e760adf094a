"""Many short lists out of what may be shown, read in one statement.

What may be shown is stated once, as common table expressions that are not materialised: every shelf then asks
about one title after another and stops when it is full, so a row of twenty costs the same in any catalogue.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import Kind
from lanterne.discovery.visible import Audience, episodes, heads


@dataclass(frozen=True, slots=True)
class Shelf:
    """A statement over ``heads``, ``episodes``, ``links`` and ``genres`` that gives ids."""

    statement: str
    arguments: tuple[Any, ...]


def newest(kind: Kind, length: int) -> Shelf:
    return Shelf("SELECT id FROM heads WHERE kind = %s ORDER BY id DESC LIMIT %s", (kind, length))


def newest_of_genre(code: str, length: int) -> Shelf:
    """Read off the index of the genre, so that a rare genre is not looked for among all titles."""
    return Shelf(
        "SELECT heads.id FROM links JOIN heads ON heads.id = links.title_id"
        " WHERE links.genre_id = (SELECT id FROM genres WHERE code = %s)"
        " ORDER BY links.title_id DESC LIMIT %s",
        (code, length),
    )


def among_heads(title_ids: Collection[int]) -> Shelf:
    return _among("heads", title_ids)


def among_episodes(title_ids: Collection[int]) -> Shelf:
    return _among("episodes", title_ids)


def _among(table: str, title_ids: Collection[int]) -> Shelf:
    places = ", ".join(["%s"] * len(title_ids))
    condition = f"id IN ({places})" if title_ids else "1 = 0"
    return Shelf(f"SELECT id FROM {table} WHERE {condition}", tuple(title_ids))  # noqa: S608 - names of ours, placeholders for the rest


def read(shelves: Mapping[str, Shelf], audience: Audience) -> dict[str, list[int]]:
    """The ids on each shelf, newest first."""
    tables, arguments = _tables(audience)
    parts = [_part(number, shelf) for number, shelf in enumerate(shelves.values())]
    arguments.extend(one for shelf in shelves.values() for one in shelf.arguments)
    found: dict[str, list[int]] = {key: [] for key in shelves}
    keys = list(shelves)
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {tables} {' UNION ALL '.join(parts)}", arguments)
        for number, title_id in cursor.fetchall():
            found[keys[number]].append(title_id)
    return {key: sorted(ids, reverse=True) for key, ids in found.items()}


def _part(number: int, shelf: Shelf) -> str:
    # Only statements written above, with placeholders for every value, come here.
    return f"SELECT {number} AS shelf, id FROM ({shelf.statement}) AS shelf_{number}"  # noqa: S608


# Values that no real question holds: they keep the places of its own in the worded tables.
_TERRITORY, _CEILING, _AT = "??", -1, datetime(1, 1, 1, tzinfo=UTC)


def _tables(audience: Audience) -> tuple[str, list[Any]]:
    """The table expressions and their arguments for this audience."""
    ceiling = audience.ceiling
    worded, places = _worded(None if ceiling is None else _CEILING)
    adapt = connection.ops.adapt_datetimefield_value
    filled = {_TERRITORY: audience.territory, _CEILING: ceiling, adapt(_AT): adapt(audience.at)}
    return worded, [filled.get(place, place) for place in places]


@cache
def _worded(ceiling: int | None) -> tuple[str, tuple[Any, ...]]:
    """The table expressions as the ORM words them: the words only, which takes it longer than the answer takes the
    database.
    """
    anyone = Audience(ceiling=ceiling, territory=_TERRITORY, at=_AT)
    arguments: list[Any] = []
    tables = []
    for name, rows in _querysets(anyone):
        statement, given = rows.query.sql_with_params()
        tables.append(f"{name} AS NOT MATERIALIZED ({statement})")
        arguments.extend(given)
    return ", ".join(tables), tuple(arguments)


def _querysets(audience: Audience) -> Iterator[tuple[str, QuerySet[Any, Any]]]:
    yield "heads", heads(audience).values_list("id", "kind")
    yield "episodes", episodes(audience).values_list("id")
    yield "links", catalogue.genre_links()
    yield "genres", catalogue.genres()
