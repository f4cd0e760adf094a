"""Taking in a table of who we are: all of it or nothing, and nothing new the second time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lanterne.core import taking
from lanterne.core.sheets import Cells
from lanterne.core.taking import Outcome, Report, Taker
from lanterne.regulation import queries
from lanterne.regulation.rules import Matter, Stated
from lanterne.regulation.services.operator import state_fact
from lanterne.regulation.services.refusals import StatementIncomplete

TABLE = "operator"
NEEDED = ("matter", "source")


def import_operator(*, text: str, actor: str) -> Report:
    """A line a fact, under the columns matter, territory, year, amount, currency, words, since, until, source."""
    takers = {TABLE: Taker(NEEDED, _taken)}
    return taking.take_in(tables={TABLE: text}, takers=takers, actor=actor)


def _taken(part: list[Cells], actor: str) -> Outcome:
    [one] = part
    stated, source = _stated(one), one.text("source")
    held = queries.fact(key=stated.key)
    if held and (held.stated, held.source) == (stated, source):
        return Outcome.UNCHANGED
    state_fact(stated=stated, source=source, actor=actor)
    return Outcome.CHANGED if held else Outcome.ADDED


def _stated(one: Cells) -> Stated:
    try:
        matter = Matter(one.text("matter"))
    except ValueError:
        raise StatementIncomplete(
            _("“%(word)s” is not one of: %(words)s.")
            % {"word": one.text("matter")[:40], "words": ", ".join(Matter)}
        ) from None
    return Stated(
        matter=matter,
        territory=one.text("territory"),
        year=one.number_of("year"),
        amount=one.decimal("amount"),
        currency=one.text("currency"),
        words=one.text("words"),
        since=one.day("since"),
        until=one.day("until"),
    )
