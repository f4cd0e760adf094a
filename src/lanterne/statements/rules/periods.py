"""The whole months that a statement is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

_WRITTEN = re.compile(r"(?P<year>[1-9]\d{3})-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2]))")


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day of a month until just before that of another."""

    begins_on: date
    ends_on: date

    @classmethod
    def read(cls, words: str) -> Span | None:
        """A quarter as 2026-Q4 or a month as 2026-11; None for anything else."""
        found = _WRITTEN.fullmatch(words.strip().upper())
        if found is None:
            return None
        year, quarter, month = (int(one or 0) for one in found.group("year", "quarter", "month"))
        first = date(year, month or 3 * quarter - 2, 1)
        return cls(first, _later(first, 1 if month else 3))

    def __str__(self) -> str:
        """As ``read`` reads it, where it is one of the two."""
        count = len(self.months)
        if count == 3 and self.begins_on.month % 3 == 1:
            return f"{self.begins_on.year}-Q{self.begins_on.month // 3 + 1}"
        if count == 1:
            return f"{self.begins_on:%Y-%m}"
        return f"{self.begins_on}/{self.ends_on}"

    @property
    def months(self) -> tuple[Span, ...]:
        found = []
        first = self.begins_on
        while first < self.ends_on:
            found.append(Span(first, _later(first, 1)))
            first = found[-1].ends_on
        return tuple(found)

    def meets(self, other: Span) -> bool:
        return self.begins_on < other.ends_on and other.begins_on < self.ends_on

    def instants(self, clock: tzinfo) -> tuple[datetime, datetime]:
        """Its first instant by a country's clocks, and the first after it."""
        begins, ends = (
            datetime.combine(one, time(), tzinfo=clock) for one in (self.begins_on, self.ends_on)
        )
        return begins, ends


def _later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
