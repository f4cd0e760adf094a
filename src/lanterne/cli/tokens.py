"""``lanterne token add | list | revoke``: what programs show at the API's door."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Tokens, with which programs ask the API.")
OPERATOR = "system:operator"


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="Whose program it is for.")],
    *,
    maker: Annotated[str, typer.Option("--for", help="The staff member in whose name it asks.")],
    scopes: Annotated[list[str], typer.Option("--scope", help="titles:read; again for more.")],
    markets: Annotated[
        list[str] | None, typer.Option("--market", help="FR; again for more. All, if left out.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=0, help="Until it ends; 0 is never.")] = 0,
) -> None:
    """Make a token and print its secret, once."""
    from lanterne.cli import service

    service.prepare()
    from lanterne.accounts import queries, tokens
    from lanterne.core import clock

    made = tokens.make_token(
        user_id=queries.user_id(email=maker) or 0,
        name=name,
        scopes=[tokens.scope(word) for word in scopes],
        markets=markets or (),
        expires_at=clock.now() + timedelta(days=days) if days else None,
    )
    typer.echo(made.secret)


@app.command("list")
def listed() -> None:
    """Every token that was ever made, without its secret."""
    from lanterne.cli import service

    service.awake()
    from lanterne.accounts import tokens
    from lanterne.core import clock

    for one in tokens.tokens():
        state = "good" if one.is_good(clock.now()) else "over"
        used = one.last_used_at.isoformat() if one.last_used_at else "never used"
        words = (str(one.id), state, one.hint + "…", one.name, one.maker)
        typer.echo("  ".join((*words, " ".join(sorted(one.scopes)), " ".join(one.markets), used)))


@app.command()
def revoke(number: Annotated[int, typer.Argument(help="As the list tells it.")]) -> None:
    """Let nobody ask with a token any more."""
    from lanterne.cli import service

    service.awake()
    from lanterne.accounts import tokens

    tokens.revoke_token(token_id=number, actor=OPERATOR)
