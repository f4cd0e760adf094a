"""Rights holders' statements from the shell."""

from __future__ import annotations

from rich.table import Table

from lanterne.audience.queries import MILLISECONDS_AN_HOUR
from lanterne.cli.intake import ACTOR
from lanterne.cli.service import say, screen
from lanterne.core import clock
from lanterne.core.errors import Refused
from lanterne.core.money import Money
from lanterne.rights.queries import grants
from lanterne.statements import queries, services
from lanterne.statements.queries import Card
from lanterne.statements.sheet import sheet


class NoSuchStatement(Refused):
    pass


def paint_all() -> None:
    table = Table("Draft or number", "Licensor", "Period", "To pay", box=None, header_style="bold")
    for card in queries.statements():
        said = card.number or f"draft {card.id}"
        table.add_row(said, card.licensor, str(card.span), _to_pay(card))
    screen.print(table)


def draft(licensor: str, period: str) -> None:
    """Begin a statement of the licensor of that name."""
    licensor_id = grants.licensor_id(name=licensor)
    if licensor_id is None:
        raise NoSuchStatement(f"There is no licensor “{licensor}”.")
    made = services.draft(licensor_id=licensor_id, period=period, actor=ACTOR, at=clock.now())
    say(f"Draft {made} is made. `lanterne statement issue {made}` issues it.")


def show(which: str, *, is_csv: bool) -> None:
    card = _card(which)
    if is_csv:
        print(sheet(card.document), end="")
        return
    say(f"{card.licensor} · {card.span} · {card.number or 'draft'}")
    if not card.is_intact:
        say("This paper is not the one that was issued: somebody changed the database.")
    table = Table("Title", "Where", "Plays", "Hours", "Viewers", box=None, header_style="bold")
    for line in card.document.watched:
        viewers = f"<{card.document.few}" if line.viewers is None else str(line.viewers)
        hours = f"{line.milliseconds / MILLISECONDS_AN_HOUR:.4f}"
        table.add_row(line.title, line.territory, str(line.plays), hours, viewers)
    screen.print(table)
    say(f"To pay: {_to_pay(card)}")


def issue(which: str) -> None:
    card = _card(which)
    number = services.issue(statement_id=card.id, actor=ACTOR, at=clock.now())
    say(f"Statement {number} is issued: {_to_pay(_card(number))}")


def _card(which: str) -> Card:
    """By the number of a statement (2026-0001) or of a draft (7)."""
    held = int(which) if which.isdecimal() else queries.statement_id(number=which)
    card = queries.statement(statement_id=held) if held is not None else None
    if card is None:
        raise NoSuchStatement(f"There is no statement “{which}”.")
    return card


def _to_pay(card: Card) -> str:
    sums = (Money(one.to_pay, one.currency) for one in card.document.totals)
    return ", ".join(f"{one.amount} {one.currency}" for one in sums) or "nothing"
