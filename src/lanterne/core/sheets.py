"""Tables as text: cells that are read one by one, and written so that no spreadsheet runs them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from babel.numbers import get_currency_precision
from django.utils.translation import gettext as _

from lanterne.core.clock import FIRST_DAY, LAST_DAY
from lanterne.core.errors import Refused
from lanterne.core.money import Money

# A spreadsheet takes what begins so for a formula; a quote before it makes it a text again.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "'")
LARGEST_CELL = 20_000
DIGITS = 18
CODE = re.compile(r"[A-Z]{3}")


class UnreadableTable(Refused):
    pass


class WrongCell(Refused):
    """What is wrong with a cell, in a sentence."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A line of a table, by its columns; ``number`` is that of the line in the file."""

    number: int
    said: Mapping[str, str]

    def text(self, name: str) -> str:
        return self.said.get(name, "")

    def names(self, name: str) -> tuple[str, ...]:
        """Several, with semicolons between them."""
        return tuple(part.strip() for part in self.text(name).split(";") if part.strip())

    def day(self, name: str) -> date | None:
        text = self.text(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise WrongCell(
                _("“%(text)s” is not a day such as 2018-09-28.") % {"text": text[:40]}
            ) from None

    def needed_day(self, name: str) -> date:
        found = self.day(name)
        if found is None:
            raise WrongCell(_("The column “%(name)s” is empty.") % {"name": name})
        return found

    def number_of(self, name: str) -> int | None:
        found = self.decimal(name)
        if found is not None and found != int(found):
            raise WrongCell(_("“%(text)s” is not a whole number.") % {"text": self.text(name)[:40]})
        return None if found is None else int(found)

    def decimal(self, name: str) -> Decimal | None:
        text = self.text(name)
        try:
            found = Decimal(text) if text else None
        except InvalidOperation:
            found = Decimal("NaN")
        # Beyond these it is no amount of anything, and making an integer of it takes for ever.
        if found is not None and (not found.is_finite() or abs(found.adjusted()) > DIGITS):
            raise WrongCell(_("“%(text)s” is not a number.") % {"text": text[:40]})
        return found

    def instant(self, name: str) -> datetime:
        """With its offset from UTC: an hour that is somebody's own says nothing beside another's."""
        text = self.text(name)
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or found.tzinfo is None or not FIRST_DAY <= found.date() < LAST_DAY:
            raise WrongCell(
                _("“%(text)s” is not an instant such as 2024-03-01T20:15:00+01:00.")
                % {"text": text[:40]}
            )
        return found.astimezone(UTC)

    def money(self, name: str, currency: str) -> Money | None:
        """An amount in whole units with a point, and its currency in another column."""
        amount, code = self.decimal(name), self.text(currency)
        if amount is None:
            return None
        if not CODE.fullmatch(code):
            raise WrongCell(_("“%(text)s” is no currency such as EUR.") % {"text": code[:40]})
        minor = amount.scaleb(get_currency_precision(code))
        if minor != int(minor):
            raise WrongCell(
                _("%(text)s has more decimals than the currency.") % {"text": self.text(name)[:40]}
            )
        return Money(int(minor), code)

    def is_so(self, name: str) -> bool:
        return self.text(name).casefold() in {"yes", "true", "1"}


def lines(text: str, needed: Sequence[str]) -> Iterator[Cells]:
    """The lines of a table that has the columns needed. Refuses WrongCell."""
    return read(io.StringIO(text.removeprefix("\ufeff"), newline=""), needed)


def read(stream: Iterable[str], needed: Sequence[str]) -> Iterator[Cells]:
    """The same of a table that is longer than memory should hold. Refuses WrongCell."""
    csv.field_size_limit(LARGEST_CELL)
    sheet = csv.DictReader(stream)
    try:
        heading = sheet.fieldnames or ()
    except csv.Error:
        raise WrongCell(_("The first line of the table cannot be read.")) from None
    for name in needed:
        if name not in heading:
            raise WrongCell(
                _("The table lacks the column “%(name)s” in its first line.") % {"name": name}
            )
    try:
        for row in sheet:
            yield Cells(
                sheet.line_num, {name: _plain(told or "") for name, told in row.items() if name}
            )
    except csv.Error as error:
        raise WrongCell(
            _("Line %(number)d cannot be read: %(why)s.") % {"number": sheet.line_num, "why": error}
        ) from error


def written(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """The table, headed; what is none is an empty cell."""
    kept = io.StringIO()
    sheet = csv.DictWriter(kept, columns, lineterminator="\n")
    sheet.writeheader()
    for row in rows:
        sheet.writerow({name: _cell(told) for name, told in row.items()})
    return kept.getvalue()


def _cell(told: object) -> str:
    if told is None:
        return ""
    # Numbers are ours, and may well begin with a minus.
    if isinstance(told, int | Decimal):
        return f"{told:f}" if isinstance(told, Decimal) else str(told)
    text = "; ".join(map(str, told)) if isinstance(told, tuple) else str(told)
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _plain(text: str) -> str:
    text = text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text
    return text.strip()
