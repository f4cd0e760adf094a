"""``lanterne statement list | draft | show | issue``: what rights holders are told and due."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="What rights holders are told and due.")
Statement = Annotated[str, typer.Argument(help="Its number (2026-0001), or a draft's (7).")]


@app.command("list")
def listed() -> None:
    """Name the drafts and what was issued, the latest period first."""
    from lanterne.cli import service

    service.awake()
    from lanterne.cli import stating

    stating.paint_all()


@app.command()
def draft(
    licensor: Annotated[str, typer.Argument(help="The licensor's name.")],
    period: Annotated[str, typer.Argument(help="A quarter (2026-Q4) or a month (2026-11).")],
) -> None:
    """Reckon what a licensor's titles brought in a period; nothing is issued yet."""
    from lanterne.cli import service

    service.awake()
    from lanterne.cli import stating

    stating.draft(licensor, period)


@app.command()
def show(
    number: Statement, *, csv: Annotated[bool, typer.Option("--csv", help="As a table.")] = False
) -> None:
    """Say what a statement says."""
    from lanterne.cli import service

    service.awake()
    from lanterne.cli import stating

    stating.show(number, is_csv=csv)


@app.command()
def issue(number: Statement) -> None:
    """Reckon a draft for the last time and keep it as it is for ever."""
    from lanterne.cli import service

    service.awake()
    from lanterne.cli import stating

    stating.issue(number)
