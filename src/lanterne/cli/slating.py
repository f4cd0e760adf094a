"""``lanterne slate [facilities | import | export]``: what is being made, on a day and in a country."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lanterne.commissioning.queries import ProjectCard

app = typer.Typer(help="The slate: what is being made.")
OPERATOR = "system:operator"
Folder = Annotated[Path, typer.Argument(help="A folder of CSV tables.")]


@app.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    *,
    at: Annotated[
        str, typer.Option("--at", help="A day, such as 2018-09-28; now if left out.")
    ] = "",
    territory: Annotated[str, typer.Option("--in", help="A country, such as FR.")] = "",
    every: Annotated[
        bool, typer.Option("--all", help="Also what is released, ended or cancelled.")
    ] = False,
) -> None:
    """Say which projects are under way: stage, writers, the work they are made from, papers that are missing."""
    if context.invoked_subcommand:
        return
    from lanterne.cli import service

    service.prepare()
    from lanterne.commissioning import queries
    from lanterne.core import clock

    on = _day(at)
    wanted = queries.Wanted(territory=territory, at=on, is_under_way=not every)
    for one in queries.projects(wanted):
        typer.echo(_line(one))
        for said in _beneath(one, on or clock.now().date()):
            typer.echo(f"  {said}")


@app.command()
def facilities(
    *,
    at: Annotated[
        str, typer.Option("--at", help="A day, such as 2018-10-08; today if left out.")
    ] = "",
) -> None:
    """Name the complexes that are ours on a day, with their stages and what is claimed of them."""
    from lanterne.cli import service

    service.prepare()
    from lanterne.commissioning import queries
    from lanterne.core import clock

    owned = queries.owned(on=_day(at) or clock.now().date())
    for one in owned:
        typer.echo(
            f"{one.name}, {one.city or one.territory}: {one.count('stage')} stages [{one.key}]"
        )
        for about, key in one.figures:
            typer.echo(f"  {about}: {key}")
    if not owned:
        typer.echo("No complex is ours on that day.")


@app.command("import")
def bring_in(
    folder: Folder,
    *,
    is_rehearsal: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and keep nothing.")
    ] = False,
) -> None:
    """Take in the tables of a folder: all of them, or nothing."""
    from lanterne.cli import service

    service.prepare()
    from lanterne.commissioning import services

    tables = {
        path.stem: path.read_text(encoding="utf-8-sig") for path in sorted(folder.glob("*.csv"))
    }
    report = services.import_tables(tables=tables, actor=OPERATOR, is_rehearsal=is_rehearsal)
    for one in report.arrivals:
        typer.echo(f"{one.table} line {one.line}: {one.outcome.value} {one.why}".rstrip())
    if report.is_refused:
        typer.echo("Nothing was taken in.")
        raise typer.Exit(1)


@app.command("export")
def send_out(folder: Folder) -> None:
    """Write every table into a folder that `lanterne slate import` takes in again."""
    from lanterne.cli import service

    service.prepare()
    from lanterne.commissioning import queries

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in queries.bundle().items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        raise typer.BadParameter(f"“{told}” is not a day such as 2018-09-28.") from None


def _line(one: ProjectCard) -> str:
    from lanterne.commissioning import words

    kind, stage = words.KINDS[one.kind], words.STAGES[one.stage]
    return f"{one.name} ({kind}, {one.territory}, {one.original_language}): {stage} since {one.since} [{one.key}]"


def _beneath(one: ProjectCard, on: date) -> list[str]:
    """What else is known, a line each."""
    from lanterne.commissioning import queries, words

    held = queries.rights(project_id=one.id, on=on)
    said = [f"written by {', '.join(one.writers)}"] if one.writers else []
    if one.work:
        authors = f" by {', '.join(one.work.authors)}" if one.work.authors else ""
        said.append(f"from {one.work.name}{authors} ({words.WORKS[one.work.kind]})")
    if held.needs_rights:
        missing = ", ".join(str(words.PAPERS[paper]) for paper in held.missing)
        said.append(f"adaptation rights: {f'missing: {missing}' if missing else 'complete'}")
    if one.outcome:
        said.append(f"{words.OUTCOMES[one.outcome]}: {one.outcome_reason}")
    return said + [f"{cited.about}: {cited.card.key}" for cited in queries.cited(project_id=one.id)]
