"""``lanterne facts show | about | compare | import | export``: what is known, and who says so."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lanterne.facts.queries import Card

app = typer.Typer(no_args_is_help=True, help="Dated, sourced figures.")
OPERATOR = "system:operator"
Table = Annotated[Path, typer.Argument(help="A CSV file; - is the terminal.")]


@app.command()
def show(key: Annotated[str, typer.Argument(help="Of a claim.")]) -> None:
    """One claim with its source, what contradicts it, and what it replaced."""
    _prepare()
    from lanterne.facts import queries

    card = _found(key)
    _say(card)
    if card.quotation:
        typer.echo(f"  “{card.quotation}”")
    for rival in queries.rivals(key):
        typer.echo(f"  another source: {_line(rival)}")
    for old in queries.past(key):
        typer.echo(f"  replaces: {_line(old)}")
    if card.replaced_by:
        typer.echo(f"  corrected: see {card.replaced_by}")
    for cited in queries.citations(key):
        waits = " (to be looked at: the figure was corrected)" if cited.marked_at else ""
        typer.echo(f"  shown by: {cited.name} [{cited.address}]{waits}")


@app.command()
def about(subject: Annotated[str, typer.Argument(help="A path such as netflix/paris.")]) -> None:
    """What is shown of a subject, and of what stands below it."""
    _prepare()
    from lanterne.facts import queries

    for card in queries.about(subject):
        typer.echo(_line(card))


@app.command()
def compare(left: str, right: str) -> None:
    """Put two figures side by side; exit code 1 and the pairs that may be compared, when these may not."""
    _prepare()
    from lanterne.facts import queries, sentences

    _found(left), _found(right)
    comparison = queries.comparison(left, right)
    if comparison is None:
        return
    typer.echo(sentences.verdict(comparison, language="en"))
    if comparison.is_like:
        return
    for pair in comparison.pairs:
        typer.echo(f"  {pair.left.measure.name}: {_line(pair.left)} against {_line(pair.right)}")
    raise typer.Exit(1)


@app.command("import")
def bring_in(
    table: Table,
    *,
    is_rehearsal: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and keep nothing.")
    ] = False,
) -> None:
    """Take in a table of claims: all of it, or nothing."""
    _prepare()
    from lanterne.facts import services

    text = sys.stdin.read() if str(table) == "-" else table.read_text(encoding="utf-8-sig")
    report = services.import_claims(text=text, actor=OPERATOR, is_rehearsal=is_rehearsal)
    for one in report.arrivals:
        typer.echo(f"line {one.line}: {one.outcome.value} {one.key} {one.why}".rstrip())
    if report.is_refused:
        typer.echo("Nothing was taken in.")
        raise typer.Exit(1)


@app.command("export")
def send_out(table: Table) -> None:
    """Write every claim into a table that `lanterne facts import` takes in again."""
    _prepare()
    from lanterne.facts import queries
    from lanterne.facts import table as tables

    text = tables.written(queries.everything())
    if str(table) == "-":
        typer.echo(text, nl=False)
    else:
        table.write_text(text, encoding="utf-8")


def _prepare() -> None:
    from lanterne.cli import service

    service.prepare()


def _found(key: str) -> Card:
    from lanterne.facts import queries, services

    card = queries.claim(key)
    if card is None:
        raise services.NoSuchClaim(f"There is no claim “{key}”.")
    return card


def _say(card: Card) -> None:
    from lanterne.facts import sentences

    source, claim = card.source, card.claim
    typer.echo(_line(card))
    typer.echo(f"  {card.measure.name}: {card.measure.definition}")
    typer.echo(
        f"  {sentences.confidence(claim.confidence)}, {sentences.status(claim.status)}; "
        f"source: {' · '.join(filter(None, (source.name, source.publisher, source.address)))}"
    )


def _line(card: Card) -> str:
    from lanterne.facts import written

    claim, moment = card.claim, card.claim.moment
    when = f" as of {moment.as_of}" if moment.as_of else ""
    period = f" from {moment.since} until {moment.until}" if moment.since else ""
    scope = f" ({claim.scope})" if claim.scope else ""
    figure = written.value(claim.value, language="en")
    return f"{card.subject_name}, {card.measure.name}: {figure}{scope}{when}{period} [{claim.key}]"
