"""Drafting: a paper that is reckoned anew with every change, until it is issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from babel.numbers import is_currency
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit
from lanterne.core.money import Money
from lanterne.rights.queries import grants
from lanterne.statements import queries
from lanterne.statements.models import ExchangeRate, Statement
from lanterne.statements.queries import kept
from lanterne.statements.queries.reckoning import Wanted, reckoned
from lanterne.statements.rules import Adjusted, Span, Sum, in_the_way
from lanterne.statements.services.refusals import (
    AdjustmentWrong,
    DraftThere,
    LicensorUnknown,
    NoSuchStatement,
    NotACorrection,
    PeriodWrong,
    RateWrong,
    StatementFrozen,
)

LONGEST_REASON = 500
LONGEST_SOURCE = 200
MOST = 10**15
LARGEST_RATE = Decimal(10**9)


@dataclass(frozen=True, slots=True)
class Told:
    """A rate of exchange: what one unit of ``currency`` is in the other, and who says so."""

    currency: str
    into: str
    rate: Decimal
    source: str


@transaction.atomic
def draft(*, licensor_id: int, period: str, actor: str, at: datetime) -> int:
    """Begin a licensor's statement of a quarter (2026-Q4) or a month (2026-11) that follows on the last one."""
    span = Span.read(period)
    if span is None:
        raise PeriodWrong(
            _("“%(period)s” is no period: say a quarter as 2026-Q4 or a month as 2026-11.")
            % {"period": period}
        )
    _check_free(licensor_id)
    check_follows(span, licensor_id)
    row = Statement(
        licensor_id=licensor_id, begins_on=span.begins_on, ends_on=span.ends_on, drafted_at=at
    )
    _begin(row, at)
    _note(actor, "draft", row, {"period": str(span)})
    return row.pk


@transaction.atomic
def correct(*, statement_id: int, reason: str, actor: str, at: datetime) -> int:
    """Begin a statement in the place of one that was issued, which stays as it is."""
    old = _row(statement_id)
    said = " ".join(reason.split())
    if not old.number or Statement.objects.filter(corrects=old, number__isnull=False).exists():
        raise NotACorrection(_("Only a statement in force is corrected."))
    if not 0 < len(said) <= LONGEST_REASON:
        raise NotACorrection(_("A correction says why, in no more than 500 characters."))
    _check_free(old.licensor_id)
    row = Statement(
        licensor_id=old.licensor_id,
        begins_on=old.begins_on,
        ends_on=old.ends_on,
        corrects=old,
        reason=said,
        drafted_at=at,
    )
    _begin(row, at)
    _note(actor, "correct", row, {"corrects": kept.number_written(old), "reason": said})
    return row.pk


@transaction.atomic
def reckon(*, statement_id: int, at: datetime) -> None:
    """Reckon a draft anew, from what is on record now."""
    write_paper(open_draft(statement_id), at)


@transaction.atomic
def adjust(*, statement_id: int, amount: Money, reason: str, actor: str, at: datetime) -> None:
    """Add an amount to a draft, or take one off, with the reason that the licensor reads."""
    row, said = open_draft(statement_id), " ".join(reason.split())
    if not 0 < len(said) <= LONGEST_REASON:
        raise AdjustmentWrong(_("An adjustment says why, in no more than 500 characters."))
    if not 0 < abs(amount.minor) < MOST:
        raise AdjustmentWrong(_("This amount adjusts nothing, or is beyond belief."))
    row.adjustments.create(minor=amount.minor, currency=amount.currency, reason=said)
    write_paper(row, at)
    _note(actor, "adjust", row, {"amount": amount.formatted("en"), "reason": said})


@transaction.atomic
def drop_adjustment(*, statement_id: int, place: int, actor: str, at: datetime) -> None:
    """Take the adjustment at a place of the draft away again, counted from 0."""
    row = open_draft(statement_id)
    held = list(row.adjustments.order_by("pk")[place : place + 1])
    if not held:
        raise AdjustmentWrong(_("This adjustment is gone already."))
    said = Money(held[0].minor, held[0].currency).formatted("en")
    _note(actor, "drop_adjustment", row, {"amount": said, "reason": held[0].reason})
    held[0].delete()
    write_paper(row, at)


@transaction.atomic
def state_rate(*, statement_id: int, told: Told, actor: str, at: datetime) -> None:
    """Say what a pool's currency is worth in the licence's; a rate that was said before is replaced."""
    row, source = open_draft(statement_id), " ".join(told.source.split())
    if not (is_currency(told.currency) and is_currency(told.into)):
        raise RateWrong(_("A rate is between two currencies such as CHF and EUR."))
    if not (told.rate.is_finite() and 0 < told.rate < LARGEST_RATE) or not (
        0 < len(source) <= LONGEST_SOURCE
    ):
        raise RateWrong(
            _("A rate is a number above nothing, and says whose it is and of which day.")
        )
    rate = told.rate.quantize(Decimal("0.00000001"))
    ExchangeRate.objects.update_or_create(
        statement=row,
        currency=told.currency,
        into=told.into,
        defaults={"rate": rate, "source": source},
    )
    write_paper(row, at)
    said = {"from": told.currency, "into": told.into, "rate": f"{rate:f}", "source": source}
    _note(actor, "state_rate", row, said)


@transaction.atomic
def discard(*, statement_id: int, actor: str) -> None:
    """Throw a draft away; what was issued cannot be."""
    row = open_draft(statement_id)
    _note(actor, "discard", row, {"period": str(Span(row.begins_on, row.ends_on))})
    row.delete()


def open_draft(statement_id: int) -> Statement:
    """The draft, held; refused where it was issued. For this room."""
    row = _row(statement_id)
    if row.number:
        raise StatementFrozen(
            _("Statement %(number)s was issued and stays as it is: correct it with a new one.")
            % {"number": kept.number_written(row)}
        )
    return row


def write_paper(row: Statement, at: datetime) -> None:
    """Reckon, and put the paper into the draft. For this room."""
    row.document = kept.written(reckoned(wanted=_wanted(row), at=at))
    row.save(update_fields=["document"])


def check_follows(span: Span, licensor_id: int) -> None:
    """Refuse a period that meets one that was stated, or leaves a gap nobody would ever be paid for."""
    held = in_the_way(span, queries.issued_of(licensor_id=licensor_id))
    if held is None:
        return
    if held.span.meets(span):
        raise PeriodWrong(
            _("Statement %(number)s covers part of this period. Correct it with a new one.")
            % {"number": held.number}
        )
    raise PeriodWrong(
        _("The last statement, %(number)s, ends before %(day)s: the next one begins on that day.")
        % {"number": held.number, "day": held.span.ends_on.isoformat()}
    )


def _begin(row: Statement, at: datetime) -> None:
    row.document = ""
    row.save(force_insert=True)
    write_paper(row, at)


def _wanted(row: Statement) -> Wanted:
    adjusted = row.adjustments.order_by("pk")
    return Wanted(
        licensor_id=row.licensor_id,
        licensor=row.licensor.name,
        span=Span(row.begins_on, row.ends_on),
        corrects=row.corrects_id,
        rates={(one.currency, one.into): (one.rate, one.source) for one in row.rates.all()},
        adjusted=tuple(Adjusted(Sum(one.minor, one.currency), one.reason) for one in adjusted),
    )


def _check_free(licensor_id: int) -> None:
    if licensor_id not in dict(grants.licensors()):
        raise LicensorUnknown(_("There is no such licensor."))
    if queries.draft_of(licensor_id=licensor_id) is not None:
        raise DraftThere(
            _("This licensor has a draft already: issue it or discard it before the next one.")
        )


def _row(statement_id: int) -> Statement:
    rows = Statement.objects.select_for_update(of=("self",)).select_related("licensor", "corrects")
    row = rows.filter(pk=statement_id).first()
    if row is None:
        raise NoSuchStatement(_("There is no such statement."))
    return row


def _note(actor: str, action: str, row: Statement, detail: dict[str, str]) -> None:
    audit.record(
        actor=actor,
        action=f"statements.{action}",
        subject=f"statement:{row.pk}",
        detail={"licensor": row.licensor.name, **detail},
    )
