"""Pages: the home page and a title's page, in catalogues of several sizes."""

from __future__ import annotations

from typing import Any

from bench import load
from bench.run import Run
from bench.tables import Table, milliseconds, rate, ratio

SIZES = (1, 1_000, 10_000)
_PAGES = {"home": "home page", "title": "title page"}


def tables(run: Run) -> list[Table]:
    seconds = 4 if run.is_brief else 8
    told = {
        count: run.inside("pages", f"titles-{count}", titles=count, seconds=seconds)
        for count in SIZES
    }
    rows = tuple(
        _row(
            f"{words}, {count:,} title{'s' if count > 1 else ''}", told[count][page], told[1][page]
        )
        for page, words in _PAGES.items()
        for count in SIZES
    )
    note = f"A signed-in member, {load.CONNECTIONS} connections, {load.tool()}, on the same cores as the server; SQLite."
    columns = ("", "requests", "to one title", "median", "99 %", "SQL queries")
    return [Table("Pages", columns, rows, note)]


def _row(name: str, figures: Any, alone: Any) -> tuple[str, ...]:
    return (
        name,
        rate(figures["per_second"]),
        ratio(figures["per_second"], alone["per_second"]),
        milliseconds(figures["p50"]),
        milliseconds(figures["p99"]),
        str(figures["queries"]),
    )
