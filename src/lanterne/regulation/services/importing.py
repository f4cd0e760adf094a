"""Taking in a table of who we are: all of it or nothing, and nothing new the second time."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.commissioning import sheets
from lanterne.commissioning.services import Arrival, Outcome, Report
from lanterne.commissioning.sheets import Cells
from lanterne.core.errors import Refused
from lanterne.regulation import queries
from lanterne.regulation.rules import Matter, Stated
from lanterne.regulation.services.operator import state_fact
from lanterne.regulation.services.refusals import StatementIncomplete

TABLE = "operator"
NEEDED = ("matter", "source")


def import_operator(*, text: str, actor: str) -> Report:
    """A line a fact, under the columns matter, territory, year, amount, currency, words, since, until, source."""
    with transaction.atomic():
        report = Report(tuple(_arrivals(text, actor)))
        if report.is_refused:
            transaction.set_rollback(True)
    return report


def _arrivals(text: str, actor: str) -> Iterator[Arrival]:
    try:
        held = list(sheets.lines(text, NEEDED))
    except Refused as refusal:
        yield Arrival(TABLE, 1, Outcome.REFUSED, str(refusal))
        return
    for one in held:
        try:
            with transaction.atomic():
                outcome = _taken(one, actor)
        except Refused as refusal:
            yield Arrival(TABLE, one.number, Outcome.REFUSED, str(refusal))
        else:
            yield Arrival(TABLE, one.number, outcome)


def _taken(one: Cells, actor: str) -> Outcome:
    stated, source = _stated(one), one.text("source")
    if any((fact.stated, fact.source) == (stated, source) for fact in queries.facts()):
        return Outcome.UNCHANGED
    state_fact(stated=stated, source=source, actor=actor)
    return Outcome.ADDED


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
