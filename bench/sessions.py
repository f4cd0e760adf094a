"""Sessions: starts per second, and whether twenty at once get past a plan of two streams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench import load, postgres
from bench.run import Run
from bench.tables import Table, milliseconds, rate

AT_ONCE, STREAMS = 20, 2


def tables(run: Run) -> list[Table]:
    told = dict(_told(run))
    return [_starts(told), turnstile(told)]


def _told(run: Run) -> Iterator[tuple[str, Any]]:
    households, rounds, seconds = (30, 4, 4) if run.is_brief else (300, 50, 8)
    wishes: dict[str, Any] = {"households": households, "rounds": rounds, "seconds": seconds}
    yield "SQLite", run.inside("sessions", "sessions-sqlite", **wishes)
    if postgres.binary("initdb"):
        with postgres.server() as url:
            yield (
                "PostgreSQL",
                run.inside("sessions", "sessions-postgres", database=url, **wishes),
            )


def _starts(told: dict[str, Any]) -> Table:
    rows = tuple(
        (
            name,
            rate(figures["per_second"]),
            milliseconds(figures["p50"]),
            milliseconds(figures["p99"]),
            str(figures["queries"]),
            str(figures["households"]),
        )
        for name, figures in told.items()
    )
    return Table(
        heading="Sessions: starts",
        columns=("POST /api/v1/sessions", "granted", "median", "99 %", "SQL queries", "households"),
        rows=rows,
        note=(
            f"With its CSRF check, {load.CONNECTIONS} connections, {load.tool()}, on the same cores as server and "
            "database; PostgreSQL with fsync. Each start replaces that device's last one, so all are granted."
        ),
    )


def turnstile(told: dict[str, Any]) -> Table:
    rows = tuple(
        (
            name,
            str(len(figures["granted"])),
            str(sum(one == STREAMS for one in figures["granted"])),
            str(sum(one > STREAMS for one in figures["granted"])),
            str(sum(one < STREAMS for one in figures["granted"])),
        )
        for name, figures in told.items()
    )
    return Table(
        heading=f"Sessions: {AT_ONCE} starts at once on a plan of {STREAMS} streams",
        columns=("", "rounds", f"granted {STREAMS}", "granted more", "granted fewer"),
        rows=rows,
        note=f"{AT_ONCE} screens of one household press play at the same moment; more than {STREAMS} must never be granted.",
    )
