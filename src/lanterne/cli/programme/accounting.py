"""Statements for a rights holder: one that is issued, of a month that is over, and the draft that follows on it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from lanterne.cli import rehearsal
from lanterne.cli.rehearsal import ACTOR
from lanterne.core import clock
from lanterne.core.money import Money
from lanterne.rights import queries as rights
from lanterne.rights.queries import grants
from lanterne.statements import queries, services
from lanterne.statements.queries import HeldTerms
from lanterne.statements.rules import FeeKind

LICENSOR = "Atelier du Phare"
FEES = {"DN-5": FeeKind.FLAT, "NL-77": FeeKind.GUARANTEE}
RATES = {"GBP": Decimal("1.15"), "CHF": Decimal("1.06")}
SOURCE = "Invented for the demo"


def state() -> None:
    """Stated once; the draft that was there before anybody had watched is reckoned anew."""
    waiting = queries.draft_of(licensor_id=grants.licensor_id(name=rehearsal.LICENSOR) or 0)
    if waiting is not None:
        services.reckon(statement_id=waiting, at=clock.now())
    licensor_id = grants.licensor_id(name=LICENSOR)
    if (
        licensor_id is None
        or queries.issued_of(licensor_id=licensor_id)
        or queries.draft_of(licensor_id=licensor_id)
    ):
        return
    _agree()
    at = clock.now()
    month = (at - timedelta(days=33)).replace(day=1)
    issued = _drafted(licensor_id, f"{month:%Y-%m}")
    services.adjust(
        statement_id=issued,
        amount=Money(-1500, "EUR"),
        reason="Subtitles for Les Marées, paid for you in the spring.",
        actor=ACTOR,
        at=at,
    )
    services.issue(statement_id=issued, actor=ACTOR, at=at)
    _drafted(licensor_id, f"{(month + timedelta(days=32)):%Y-%m}")


def _agree() -> None:
    """A flat fee for one, a guarantee for another, and one that nobody has said yet."""
    for licence in rights.licences():
        if kind := FEES.get(licence.reference):
            services.agree(licence_id=licence.id, terms=HeldTerms(kind), actor=ACTOR)


def _drafted(licensor_id: int, period: str) -> int:
    at = clock.now()
    made = services.draft(licensor_id=licensor_id, period=period, actor=ACTOR, at=at)
    card = queries.statement(statement_id=made)
    for currency, into in card.document.rates_wanted if card else ():
        told = services.Told(currency, into, RATES[currency], SOURCE)
        services.state_rate(statement_id=made, told=told, actor=ACTOR, at=at)
    return made
