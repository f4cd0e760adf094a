"""Stating who we are."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.regulation.models import OperatorFact
from lanterne.regulation.rules import Matter, Stated
from lanterne.regulation.services.checks import check_currency, check_period, check_place
from lanterne.regulation.services.refusals import NotStated, StatementIncomplete

YEARS = range(1990, 2101)
LONGEST_WORDS = 60
LONGEST_SOURCE = 300
DECIMALS = 4
MOST = Decimal(10) ** 14
WHOLE_HOUSE = frozenset({Matter.EMPLOYEES, Matter.AGREEMENT})


@transaction.atomic
def state_fact(*, stated: Stated, source: str = "", actor: str) -> int:
    """Keep it; a fact about the same thing, place and time takes the new value."""
    _check(stated)
    if len(source.strip()) > LONGEST_SOURCE:
        raise StatementIncomplete(_("A source is said in at most 300 characters."))
    key = stated.key
    held = {
        "matter": stated.matter,
        "territory": stated.territory,
        "year": stated.year,
        "amount": stated.amount,
        "currency": stated.currency,
        "words": stated.words,
        "since": stated.since,
        "until": stated.until,
        "source": source.strip(),
    }
    before = OperatorFact.objects.select_for_update().filter(key=key).first()
    row, _made = OperatorFact.objects.update_or_create(key=key, defaults=held)
    detail = {"fact": key} | _told(row)
    if before:
        detail["before"] = _told(before)
    audit.record(
        actor=actor, action="regulation.state_fact", subject=f"operator:{row.pk}", detail=detail
    )
    return row.pk


@transaction.atomic
def withdraw_fact(*, fact_id: int, actor: str) -> None:
    row = OperatorFact.objects.select_for_update().filter(pk=fact_id).first()
    if row is None:
        raise NotStated(_("Nobody has stated that."))
    row.delete()
    audit.record(
        actor=actor,
        action="regulation.withdraw_fact",
        subject=f"operator:{fact_id}",
        detail={"fact": row.key} | _told(row),
    )


def _check(stated: Stated) -> None:
    check_period(stated.since, stated.until)
    if stated.matter not in WHOLE_HOUSE or stated.territory:
        check_place(stated.territory)
    if stated.matter is Matter.AGREEMENT and not stated.words:
        raise StatementIncomplete(_("Say which agreement."))
    if len(stated.words) > LONGEST_WORDS:
        raise StatementIncomplete(
            _("“%(words)s…” is no short name of an agreement.") % {"words": stated.words[:20]}
        )
    _check_figure(stated)
    if stated.matter.is_money or stated.currency:
        check_currency(stated.currency)


def _check_figure(stated: Stated) -> None:
    """Kept exactly as it is said, so that the same again changes nothing."""
    is_whole = stated.year is not None and stated.amount is not None
    if stated.matter.is_yearly and not is_whole:
        raise StatementIncomplete(_("Say of which year, and how much."))
    if stated.year is not None and stated.year not in YEARS:
        raise StatementIncomplete(_("%(year)d is no year of ours.") % {"year": stated.year})
    if stated.amount is not None and not _is_amount(stated.amount):
        raise StatementIncomplete(
            _(
                "A figure is not below nothing, has at most four decimals and fourteen digits before."
            )
        )


def _is_amount(said: Decimal) -> bool:
    # What is not finite has no digits to compare, and is asked first.
    return said.is_finite() and 0 <= said < MOST and said == round(said, DECIMALS)


def _told(row: OperatorFact) -> dict[str, object]:
    return {
        "amount": None if row.amount is None else f"{row.amount.normalize():f}",
        "currency": row.currency,
        "until": row.until.isoformat() if row.until else None,
    }
