"""The lines of a CSV file made into titles, one at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from lanterne.catalogue.queries.records import held_records
from lanterne.catalogue.records import FACTS, TitleRecord, WordsRecord
from lanterne.catalogue.rules import Kind, fold
from lanterne.core.errors import Refused
from lanterne.exchange.fields import LONGEST_TEXT, Fields, Unreadable, one_of
from lanterne.exchange.tables.columns import Column, matched
from lanterne.exchange.tables.dialect import Dialect, guessed
from lanterne.exchange.values import Item

SHOWN = 3
AT_ONCE = 200
LONGEST_ROW = 10_000_000
LISTS = ("countries", "genres", "spoken_languages")


@dataclass(frozen=True, slots=True)
class Preview:
    """How a file would be read, with its first lines."""

    dialect: Dialect
    columns: tuple[Column, ...]
    lines: tuple[tuple[str, ...], ...]


def preview(path: Path, said: Mapping[str, str] | None = None) -> Preview:
    dialect = guessed(path)
    with _opened(path, dialect) as file, _readable(dialect):
        rows = _rows(file, dialect)
        columns = matched(next(rows, (1, []))[1], said or {})
        lines = tuple(tuple(cells) for _line, cells in islice(rows, SHOWN))
    return Preview(dialect, columns, lines)


def read(path: Path, said: Mapping[str, str] | None = None) -> Iterator[Item]:
    """A title for each line; what is not to be read from some line on ends it."""
    items = _items(path, said)
    while some := list(islice(items, AT_ONCE)):
        yield from _no_others(some)


def _no_others(items: Sequence[tuple[Item, bool]]) -> Iterator[Item]:
    """A line whose address is only made of its name may be another title's, of another year."""
    held = held_records([one.title.slug for one, is_named in items if is_named and one.title])
    for one, is_named in items:
        record = one.title
        was = held[record.slug][1].facts["year"] if record and record.slug in held else None
        if is_named and record and was and record.facts.get("year") not in {None, was}:
            sentence = _("“%(slug)s” is a title of %(year)s here.")
            yield Item(one.place, refusal=sentence % {"slug": record.slug, "year": was})
        else:
            yield one


def _items(path: Path, said: Mapping[str, str] | None) -> Iterator[tuple[Item, bool]]:
    """Each with whether its name alone is its address."""
    dialect, line = guessed(path), 1
    with _opened(path, dialect) as file:
        try:
            rows = _rows(file, dialect)
            columns = matched(next(rows, (1, []))[1], said or {})
            if not any(one.field in {"slug", "original_name"} for one in columns):
                raise Unreadable(_("No column names the titles."))
            for line, cells in rows:
                if any(cells):
                    yield _item(f"{path.name}:{line}", columns, cells)
        except Refused as refusal:
            yield Item(f"{path.name}:{line}", refusal=str(refusal)), False
        except (csv.Error, UnicodeError):
            sentence = _("After this line the file is no CSV in %(encoding)s.")
            told = sentence % {"encoding": dialect.encoding}
            yield Item(f"{path.name}:{line}", refusal=told), False


@contextmanager
def _readable(dialect: Dialect) -> Iterator[None]:
    """A quote that nothing closes, or a cell without end, is told in a sentence."""
    try:
        yield
    except csv.Error:
        sentence = _("The first lines of the file are no CSV in %(encoding)s.")
        raise Unreadable(sentence % {"encoding": dialect.encoding}) from None


def _opened(path: Path, dialect: Dialect) -> IO[str]:
    return path.open(encoding=dialect.encoding, newline="")


def _rows(file: IO[str], dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins."""
    csv.field_size_limit(LONGEST_TEXT + 1)
    feed = _Feed(file)
    reader, line = csv.reader(feed, delimiter=dialect.delimiter, strict=True), 1
    for cells in reader:
        yield line, cells
        feed.letters, line = 0, reader.line_num + 1


class _Feed:
    """The lines of a file for the reader, which would hold a row that never ends."""

    def __init__(self, file: IO[str]) -> None:
        self.file = file
        self.letters = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        found = self.file.readline(LONGEST_ROW - self.letters + 1)
        self.letters += len(found)
        if self.letters > LONGEST_ROW:
            raise csv.Error
        if not found:
            raise StopIteration
        return found


def _item(place: str, columns: Sequence[Column], cells: Sequence[str]) -> tuple[Item, bool]:
    if len(cells) > len(columns):
        return Item(place, refusal=_("This line has more cells than the first one.")), False
    told: dict[str, Any] = {
        column.field: cell
        for column, cell in zip(columns, cells, strict=False)
        if column.field and cell
    }
    told |= {name: _list(told[name]) for name in LISTS if name in told}
    try:
        return Item(place, _record(Fields(told, frozenset(told)))), "slug" not in told
    except Refused as refusal:
        return Item(place, refusal=str(refusal)), False


def _record(fields: Fields) -> TitleRecord:
    slug = fields.slug("slug") or slugify(fold(fields.text("original_name")))[:80]
    if not slug:
        raise Unreadable(_("A title needs a name in letters, or a slug."))
    facts: dict[str, object] = {}
    for name in FACTS:
        if name in fields:
            facts[name] = _fact(fields, name)
    if "runtime_minutes" in fields:
        facts["runtime_seconds"] = 60 * (fields.number("runtime_minutes") or 0)
    return TitleRecord(
        slug=slug,
        kind=one_of(Kind, fields.text("kind").casefold() or Kind.FILM),
        parent=fields.slug("parent"),
        number=fields.number("number"),
        facts=facts,
        words=_words(fields),
        genres=fields.texts("genres") if "genres" in fields else None,
    )


def _fact(fields: Fields, name: str) -> object:
    if name in LISTS:
        return list(fields.texts(name))
    if name in {"year", "runtime_seconds", "minimum_age"}:
        return fields.number(name)
    return fields.text(name, most=200)


def _words(fields: Fields) -> dict[str, WordsRecord]:
    """The words of each language; without a name of its own, that of the original."""
    languages = dict.fromkeys(name.partition(":")[2] for name in fields.told if ":" in name)
    return {
        language: WordsRecord(
            fields.text(f"name:{language}") or fields.text("original_name"),
            *(
                fields.text(f"{name}:{language}") if f"{name}:{language}" in fields else None
                for name in ("tagline", "synopsis_short", "synopsis_medium", "synopsis")
            ),
        )
        for language in languages
    }


def _list(told: str) -> list[str]:
    """Parted by whatever does not part the columns: "FR, BE" or "FR/BE"."""
    for sign in (";", "|", "/"):
        told = told.replace(sign, ",")
    return [one.strip() for one in told.split(",") if one.strip()]
