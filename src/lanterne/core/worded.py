"""Questions that are put into words once.

To word a question that reads a row by its key takes Django ten times as long as the database takes to answer it, and it words
each one anew. Where every page asks the same, its words are kept and only the values are filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import local
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Blank(Expression):
    """A place in a question, filled in under its name each time it is asked."""

    def __init__(self, name: str, kind: Field[Any, Any]) -> None:
        super().__init__(output_field=kind)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class _Words:
    """A statement of one database, with what stands in its places: values, and blanks."""

    compiler: SQLCompiler
    statement: str
    places: Sequence[Any]
    converters: Any

    def filled(self, values: Mapping[str, object]) -> list[Any]:
        database = self.compiler.connection
        return [
            place.output_field.get_db_prep_value(values[place.name], database)
            if isinstance(place, Blank)
            else place
            for place in self.places
        ]


class Worded:
    """A question for rows of values (``values_list``), some of whose conditions are blanks."""

    def __init__(self, question: Callable[[], QuerySet[Any, Any]]) -> None:
        # Worded when it is first asked, for models are not there yet as modules are read; and once for each thread,
        # which has a connection of its own.
        self._question, self._own = question, local()

    def ask(self, **values: object) -> list[tuple[Any, ...]]:
        words = self._words()
        with connection.cursor() as cursor:
            cursor.execute(words.statement, words.filled(values))
            rows = cursor.fetchall()
        # What a database gives is not yet what a field holds: SQLite knows neither truth nor time.
        return list(map(tuple, words.compiler.apply_converters(rows, words.converters)))

    def first(self, **values: object) -> tuple[Any, ...] | None:
        return next(iter(self.ask(**values)), None)

    def _words(self) -> _Words:
        words: _Words | None = getattr(self._own, "words", None)
        if words is None:
            compiler = self._question().query.get_compiler(connection.alias)
            statement, places = compiler.as_sql()
            converters = compiler.get_converters([column for column, *_ in compiler.select])
            words = self._own.words = _Words(compiler, statement, places, converters)
        return words
