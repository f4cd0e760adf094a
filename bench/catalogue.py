"""``python -m bench.catalogue [--brief] [--markdown]``: what a large licensed catalogue costs to ask and to show."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from bench import load, machine, postgres
from bench.run import Run
from bench.tables import Table, milliseconds, rate, ratio

SIZES = (10_000, 100_000)
BRIEF = (40, 120)
ASKED = {
    "availability": "availability of one title",
    "rows": "a market's page of rows",
    "anew": "a market's page of rows, after a change",
    "open": "a market's 50 newest open titles",
    "window": "the shop window",
    "list": "studio: list of titles",
    "facets": "studio: counts of its filters",
    "recount": "studio: counts of its filters, after a change",
}
SERVED = {
    "title": "title page",
    "home": "home page",
    "search": "search page",
    "api_title": "API: a title",
    "api_home": "API: the rows",
    "api_search": "API: search",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.catalogue")
    parser.add_argument(
        "--brief", action="store_true", help="show that it works; worthless figures"
    )
    parser.add_argument("--markdown", action="store_true", help="as docs/benchmarks.md has them")
    parser.add_argument(
        "--titles", type=int, nargs="+", help="other sizes of the catalogue, the smallest first"
    )
    wish = parser.parse_args()
    signal.signal(signal.SIGTERM, _leave)
    sizes = tuple(wish.titles or (BRIEF if wish.brief else SIZES))
    with tempfile.TemporaryDirectory(prefix="lanterne-bench-") as folder:
        print(machine.line(is_markdown=wish.markdown), flush=True)
        for table in tables(Run(Path(folder), is_brief=wish.brief), sizes):
            print(f"\n{table.markdown() if wish.markdown else table.text()}", flush=True)
    return 0


def tables(run: Run, sizes: Sequence[int]) -> list[Table]:
    told = {(name, size): figures for name, size, figures in _told(run, sizes)}
    return [_asked(told, sizes[0]), _served(told, sizes[0])]


def _told(run: Run, sizes: Sequence[int]) -> Iterator[tuple[str, int, Any]]:
    wishes: dict[str, Any] = (
        {"questions": 200, "seconds": 1} if run.is_brief else {"questions": 4000, "seconds": 8}
    )
    for size in sizes:
        place = f"catalogue-{size}"
        told = run.inside("catalogue", place, patience=3600, titles=size, **wishes)
        yield "SQLite", size, told
    if postgres.binary("initdb"):
        for size in sizes:
            with postgres.server() as url:
                place = f"catalogue-{size}-postgres"
                told = run.inside(
                    "catalogue", place, database=url, patience=3600, titles=size, **wishes
                )
                yield "PostgreSQL", size, told


def _asked(told: dict[tuple[str, int], Any], least: int) -> Table:
    rows = tuple(
        (
            f"{words}, {size:,} titles, {name}",
            milliseconds(figures["asked"][key]["p50"]),
            milliseconds(figures["asked"][key]["p99"]),
            milliseconds(figures["asked"][key]["cpu"]),
            ratio(figures["asked"][key]["p50"], told[name, least]["asked"][key]["p50"]),
        )
        for key, words in ASKED.items()
        for (name, size), figures in told.items()
    )
    return Table(
        "Catalogue: questions",
        ("", "median", "99 %", "our own CPU", "median to the smallest"),
        rows,
        "Thirty territories, three windows each; one question after another in one process, the database beside it.",
    )


def _served(told: dict[tuple[str, int], Any], least: int) -> Table:
    rows = tuple(
        (
            f"{words}, {size:,} titles, {name}",
            rate(figures["served"][key]["per_second"]),
            milliseconds(figures["served"][key]["p50"]),
            milliseconds(figures["served"][key]["p99"]),
            milliseconds(figures["served"][key]["cpu"]),
            ratio(
                figures["served"][key]["per_second"],
                told[name, least]["served"][key]["per_second"],
            ),
        )
        for key, words in SERVED.items()
        for (name, size), figures in told.items()
    )
    return Table(
        "Catalogue: pages and lists",
        ("", "requests", "median", "99 %", "server's CPU", "requests to the smallest"),
        rows,
        f"A signed-in member, two server processes, {load.CONNECTIONS} connections, {load.tool()}, all on the same cores."
        " MediaCMS gave 47 requests a second for its list of two titles on this class of machine; it is not asked again here.",
    )


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
