"""Newsroom: article pages kept and drawn, a feed of a thousand articles, what to read after one."""

from __future__ import annotations

from bench import load
from bench.run import Run
from bench.tables import Table, milliseconds, rate

ARTICLES = 1_500


def tables(run: Run) -> list[Table]:
    articles, seconds = (30, 1) if run.is_brief else (ARTICLES, 8)
    told = run.inside("newsroom", "newsroom", articles=articles, seconds=seconds)
    rows = (
        _row("article page, kept", told["kept"]),
        _row("article page, drawn", told["drawn"]),
        _row("article page, drawn after a change", told["anew"]),
        ("feed of a thousand articles, drawn anew", "", milliseconds(told["feed"]), ""),
        ("what to read after an article", "", milliseconds(told["also"]), ""),
    )
    note = (
        f"{articles:,} articles of some 600 words; {load.CONNECTIONS} connections, {load.tool()}, on the same cores as the server, which has"
        " two processes; SQLite. A page is drawn by asking for more of them than a process keeps, one after the other; after a change what to read next is worked out with each."
    )
    return [Table("Newsroom", ("", "requests", "median", "99 %"), rows, note)]


def _row(name: str, figures: dict[str, float]) -> tuple[str, ...]:
    return (
        name,
        rate(figures["per_second"]),
        milliseconds(figures["p50"]),
        milliseconds(figures["p99"]),
    )
