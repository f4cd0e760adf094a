"""Rows by the thousand: plain values in a few statements, since an object of each row takes most of the time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection, models

# Values that drivers do not take as they are; all others go to them untouched.
_SHAPED = (models.DateField, models.DecimalField, models.JSONField, models.UUIDField)
# A statement's values: all databases take that many.
MOST_VALUES = 20_000


def insert(
    model: type[models.Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    spared: Sequence[str] | None = None,
    replaced: Sequence[str] = (),
) -> None:
    """Add rows, with the model's defaults in the columns that are not named.

    ``spared`` are the columns of a unique key (or none, for any key): a row whose key is held is left out, or
    takes the place of what was held in the columns ``replaced``.
    """
    fields = {one.name: one for one in model._meta.concrete_fields if not one.primary_key}
    defaults = [(name, one.get_default()) for name, one in fields.items() if name not in columns]
    told = [fields[name] for name in (*columns, *(name for name, _value in defaults))]
    rest = tuple(value for _name, value in defaults)
    shapes = [(at, _shape(one)) for at, one in enumerate(told) if isinstance(one, _SHAPED)]
    whole = ([*row, *rest] for row in rows)
    clash = _clash(fields, spared, replaced)
    with connection.cursor() as cursor:
        for part in _parts(whole, len(told)):
            for row in part:
                for at, shape in shapes:
                    row[at] = shape(row[at])
            values: list[Any] = [value for row in part for value in row]
            statement = f"{_head(model, told)} {_places(len(part), len(told))} {clash}"
            cursor.execute(statement, values)


def _shape(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How a value of the field is given to the driver; the same day comes again and again."""

    def shaped(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    return lru_cache(maxsize=1_000)(shaped) if isinstance(field, models.DateField) else shaped


def _parts(rows: Iterator[list[object]], width: int) -> Iterator[list[list[object]]]:
    while part := list(islice(rows, MOST_VALUES // width)):
        yield part


def _head(model: type[models.Model], told: Sequence[models.Field[Any, Any]]) -> str:
    return " ".join(("INSERT INTO", _quoted(model._meta.db_table), _listed(told), "VALUES"))


def _clash(
    fields: dict[str, models.Field[Any, Any]],
    spared: Sequence[str] | None,
    replaced: Sequence[str],
) -> str:
    if spared is None:
        return ""
    key = _listed([fields[name] for name in spared]) if spared else ""
    if not replaced:
        return f"ON CONFLICT {key} DO NOTHING"
    names = [_quoted(fields[name].column or name) for name in replaced]
    told = ", ".join(f"{name} = EXCLUDED.{name}" for name in names)
    return f"ON CONFLICT {key} DO UPDATE SET {told}"


def _places(rows: int, width: int) -> str:
    row = f"({', '.join(['%s'] * width)})"
    return ", ".join([row] * rows)


def _listed(fields: Sequence[models.Field[Any, Any]]) -> str:
    return f"({', '.join(_quoted(one.column or one.name) for one in fields)})"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
