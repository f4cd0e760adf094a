"""Stating who we are."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.regulation.models import OperatorFact
from lanterne.regulation.rules import Matter, Stated
from lanterne.regulation.services.checks import check_currency, check_period, check_place
from lanterne.regulation.services.refusals import NotStated, StatementIncomplete

WHOLE_HOUSE = frozenset({Matter.EMPLOYEES, Matter.AGREEMENT})


@transaction.atomic
def state_fact(*, stated: Stated, source: str = "", actor: str) -> int:
    """Keep it; a fact about the same thing, place and time takes the new value."""
    _check(stated)
    key = "|".join(
        str(part or "")
        for part in (stated.matter, stated.territory, stated.year, stated.words, stated.since)
    )
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
    if not stated.matter.is_yearly:
        return
    if stated.year is None or stated.amount is None or stated.amount < 0:
        raise StatementIncomplete(_("Say of which year, and how much."))
    if stated.matter.is_money:
        check_currency(stated.currency)


def _told(row: OperatorFact) -> dict[str, object]:
    return {
        "amount": None if row.amount is None else f"{row.amount.normalize():f}",
        "currency": row.currency,
        "until": row.until.isoformat() if row.until else None,
    }
