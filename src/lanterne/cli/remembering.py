"""``lanterne history``: the past of another system, out of a folder."""

from __future__ import annotations

from pathlib import Path

import typer

from lanterne.core.taking import Outcome
from lanterne.exchange import history
from lanterne.exchange.history import Haul

OPERATOR = "system:operator"


def remember(folder: Path, *, is_rehearsal: bool) -> bool:
    """Whether all lines are right; then they are taken in, unless it is a rehearsal."""
    told = history.take_history(folder=folder, actor=OPERATOR, is_rehearsal=is_rehearsal)
    for one in told:
        _say(one)
    is_refused = any(one.is_refused for one in told)
    if is_refused or is_rehearsal:
        typer.echo("Nothing was taken in.")
    return not is_refused


def _say(told: Haul) -> None:
    for line, refused in told.refused:
        typer.echo(f"{told.table} line {line}: {history.why(refused)}")
    counts = ", ".join(f"{told.counts[one]} {one}" for one in Outcome if told.counts[one])
    typer.echo(f"{told.table}: {counts or 'empty'}")
