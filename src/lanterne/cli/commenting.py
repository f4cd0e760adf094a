"""``lanterne comments train | model | erase | watch | check-akismet``: what an operator does about comments."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from lanterne.comments.queries import ModelCard

app = typer.Typer(no_args_is_help=True, help="Comments: the spam judge, and erasing an author.")
OPERATOR = "system:operator"


@app.command()
def train(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE…", help="CSV of labelled comments; docs/comments.md."),
    ] = None,
) -> None:
    """Take in labelled comments, if any, and learn from everything that moderators and files have told apart."""
    _awake()
    from lanterne.comments import labelled, services

    # What is not wholly right is not begun.
    read = [(file.name, labelled.read(file)) for file in files or []]
    for name, held in read:
        fresh = services.bring_lessons(labelled=held, source=f"file:{name}"[:100], actor=OPERATOR)
        typer.echo(f"{name}: {len(held)} comments, {fresh} of them new")
    _paint(services.train(actor=OPERATOR))


@app.command()
def model() -> None:
    """Say what the spam judge has learned from, and how sure it is."""
    _awake()
    from lanterne.comments import queries

    card = queries.model()
    if card is None:
        typer.echo("It has learned nothing yet: every comment waits for a person.")
    else:
        _paint(card)


@app.command()
def erase(email: Annotated[str, typer.Argument(help="The address of the author.")]) -> None:
    """Erase what came under an address; answers to it stay where they are."""
    _awake()
    from lanterne.comments import services

    typer.echo(f"{services.erase_author(email=email, actor=OPERATOR)} comments erased.")


@app.command()
def akismet() -> None:
    """Ask Akismet whether it knows the key of the settings."""
    _awake()
    from django.conf import settings

    from lanterne.comments.ports import Unreachable
    from lanterne.core.errors import Refused
    from lanterne.integrations.akismet.judge import is_key_good

    if not settings.AKISMET_KEY:
        raise Refused("LANTERNE_AKISMET_KEY is not set: no comment is shown to Akismet.")
    try:
        is_good = is_key_good()
    except Unreachable as failure:
        raise Refused(str(failure)) from failure
    if not is_good:
        raise Refused("Akismet does not know this key for this address.")
    typer.echo("Akismet knows the key.")


def _paint(card: ModelCard) -> None:
    typer.echo(
        f"Learned on {card.trained_at:%Y-%m-%d} from {card.spam} spam and {card.ham} others:"
    )
    for source, count in sorted(card.sources.items()):
        typer.echo(f"  {source}: {count}")
    typer.echo(
        f"Of what it had not seen it decided {card.spam_recall:.0%} of the spam and"
        f" {card.ham_recall:.0%} of the others by itself, 99 of 100 rightly; the rest waits for a person."
    )


def _awake() -> None:
    from lanterne.cli import service

    service.awake()
