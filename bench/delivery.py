"""Delivery: one published segment by our signed address and by nginx, in the same run."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from typing import Any

from bench import load, published
from bench.run import PartFailed, Run
from bench.tables import Table, median, milliseconds, rate, ratio, size


def tables(run: Run) -> list[Table]:
    if not shutil.which("nginx"):
        raise PartFailed("nginx is not here: apt-get install nginx-light")
    published.whole(run)
    rounds, seconds = (1, 4) if run.is_brief else (3, 5)
    figures = run.inside("delivery", published.PLACE, rounds=rounds, seconds=seconds)
    best = _rates(figures["nginx"])
    rows = (
        _row("nginx, sendfile, no check", figures["nginx"], best, figures["size"]),
        _row("Lanterne, signed address", figures["ours"], best, figures["size"]),
    )
    note = (
        f"The same file of {size(figures['size'])}, {rounds} turns of {seconds} s each, medians; "
        f"{load.CONNECTIONS} connections, {load.tool()}, two workers each, all on the same cores."
    )
    columns = ("", "requests", "octets", "to nginx", "median", "99 %")
    return [Table("Delivery: a segment", columns, rows, note)]


def _row(name: str, turns: Sequence[Any], best: float, octets: int) -> tuple[str, ...]:
    requests = _rates(turns)
    return (
        name,
        rate(requests),
        f"{size(round(requests * octets))}/s",
        ratio(requests, best),
        milliseconds(median([turn["p50"] for turn in turns])),
        milliseconds(median([turn["p99"] for turn in turns])),
    )


def _rates(turns: Sequence[Any]) -> float:
    return median([turn["per_second"] for turn in turns])
