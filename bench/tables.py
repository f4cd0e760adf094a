"""Figures into tables, for a terminal and for a document: arithmetic and words only."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """One group of figures; ``note`` says how they were taken."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{row} does not fit under {self.columns}")

    def markdown(self) -> str:
        """The first column is words, the others are figures."""
        rule = ["---", *["---:"] * (len(self.columns) - 1)]
        lines = [_line(row) for row in (self.columns, rule, *self.rows)]
        return "\n".join(
            [f"### {self.heading}", "", *lines, *(["", self.note] if self.note else [])]
        )

    def text(self) -> str:
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        lines = [_spaced(row, widths) for row in (self.columns, *self.rows)]
        lines.insert(1, "  ".join("─" * width for width in widths))
        return "\n".join([self.heading, "", *lines, *(["", self.note] if self.note else [])])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _spaced(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return "  ".join(cells).rstrip()


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` (0 to 1) of all do not exceed: one that was measured."""
    if not values:
        raise ValueError("nothing was measured")
    rank = math.ceil(share * len(values))
    return sorted(values)[max(rank, 1) - 1]


def median(values: Sequence[float]) -> float:
    return percentile(values, 0.5)


def ratio(ours: float, theirs: float) -> str:
    """How many times theirs ours is."""
    return f"{_figure(ours / theirs)} ×" if theirs else "–"


def seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f} s"


def milliseconds(value: float) -> str:
    return f"{_figure(value)} ms"


def rate(value: float) -> str:
    return f"{_figure(value)} /s"


def size(octets: int) -> str:
    """Decimal units, as disks and networks are sold."""
    for unit, worth in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if octets >= worth:
            return f"{_figure(octets / worth)} {unit}"
    return f"{octets} B"


def _figure(value: float) -> str:
    """Three figures are as many as a second run would repeat."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
