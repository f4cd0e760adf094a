"""Rates, charts, budgets, orders, invoices, estimates and who pays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from lanterne.commissioning import queries, words
from lanterne.commissioning.drafts import (
    BillDraft,
    BudgetDraft,
    CostDraft,
    EstimateDraft,
    RateDraft,
    SourceDraft,
)
from lanterne.commissioning.models import (
    AccountMapping,
    Actual,
    BudgetLine,
    BudgetVersion,
    Commitment,
    Estimate,
    ExchangeRate,
    FinancingSource,
    Project,
)
from lanterne.commissioning.services import checks
from lanterne.commissioning.services.refusals import (
    AccountUnknown,
    BudgetLocked,
    BudgetMissing,
    NotThere,
    ReferenceTaken,
    WrongFacts,
)
from lanterne.commissioning.services.slate import note
from lanterne.core import audit
from lanterne.core.money import Money


@transaction.atomic
def set_rate(*, draft: RateDraft, actor: str) -> None:
    """Say what one of ``base`` is worth from a day on, and who says so; said again for a day, it is corrected."""
    checks.currency(draft.base)
    checks.currency(draft.quote)
    checks.day(draft.on)
    if draft.base == draft.quote or not 0 < draft.rate < 10**9:
        raise WrongFacts(_("A rate is above nought, and between two currencies."))
    ExchangeRate.objects.update_or_create(
        base=draft.base,
        quote=draft.quote,
        on=draft.on,
        defaults={"rate": draft.rate, "source": checks.name(draft.source)},
    )
    audit.record(
        actor=actor,
        action="commissioning.set_rate",
        subject=f"rate:{draft.base}-{draft.quote}",
        detail={
            "on": draft.on.isoformat(),
            "rate": f"{draft.rate:f}",
            "source": draft.source,
        },
    )


@transaction.atomic
def map_chart(*, chart: str, codes: Mapping[str, str], actor: str) -> None:
    """Say which of the house's accounts those of another chart are, in place of what was said before."""
    name = checks.key(chart, "")
    for account in codes.values():
        checks.account(account)
    AccountMapping.objects.filter(chart=name).delete()
    AccountMapping.objects.bulk_create(
        AccountMapping(chart=name, code=checks.name(code)[:20], account=account)
        for code, account in codes.items()
    )
    audit.record(
        actor=actor,
        action="commissioning.map_chart",
        subject=f"chart:{name}",
        detail={"accounts": len(codes)},
    )


@transaction.atomic
def draw_budget(*, project_id: int, draft: BudgetDraft, actor: str) -> int:
    """Draw the next version of a budget; accounts of another chart are told in the house's.

    Amounts in other currencies are turned into the budget's at the rate of its day.
    """
    row = checks.held(project_id)
    checks.currency(draft.currency)
    checks.day(draft.on)
    if not draft.lines:
        raise BudgetMissing(_("A budget has at least one line."))
    mapped = queries.mapped(draft.chart) if draft.chart else None
    last = BudgetVersion.objects.filter(project=row).aggregate(last=Max("number"))["last"] or 0
    version = BudgetVersion.objects.create(
        project=row,
        number=last + 1,
        currency=draft.currency,
        on=draft.on,
        note=checks.line(draft.note, most=300),
        actor=actor,
    )
    for one in draft.lines:
        _budget_line(version, one, mapped)
    note(actor, "draw_budget", row, version=version.number)
    return version.pk


@transaction.atomic
def lock_budget(*, project_id: int, number: int, on: date, actor: str) -> None:
    """Let a version count from a day on; nothing of it changes any more."""
    row = checks.held(project_id)
    version = BudgetVersion.objects.filter(project=row, number=number).first()
    if version is None:
        raise NotThere(_("This project has no such version of its budget."))
    if version.locked_on is not None:
        raise BudgetLocked(_("This version is locked already."))
    version.locked_on = on
    version.save(update_fields=["locked_on"])
    note(actor, "lock_budget", row, version=number, on=on.isoformat())


@transaction.atomic
def commit(*, project_id: int, draft: BillDraft, actor: str) -> None:
    """Keep an order by its number."""
    row = checks.held(project_id)
    columns = _bill(row, draft)
    _once(Commitment(project=row, **columns))
    note(actor, "commit", row, reference=columns["reference"], minor=draft.minor)


@transaction.atomic
def close_commitment(*, project_id: int, reference: str, on: date, actor: str) -> None:
    """Nothing more is to be invoiced of an order."""
    row = checks.held(project_id)
    order = _order(row, reference)
    order.closed_on = on
    order.save(update_fields=["closed_on"])
    note(actor, "close_commitment", row, reference=reference)


@transaction.atomic
def spend(*, project_id: int, draft: BillDraft, actor: str) -> None:
    """Keep an invoice by its number; of an order, it makes what is open of that smaller."""
    row = checks.held(project_id)
    columns = _bill(row, draft)
    held = _order(row, draft.order) if draft.order else None
    if held is not None and held.account != draft.account:
        raise WrongFacts(_("An invoice stands on the account of its order."))
    _once(Actual(project=row, commitment=held, **columns))
    note(actor, "spend", row, reference=columns["reference"], minor=draft.minor)


@transaction.atomic
def estimate(*, project_id: int, draft: EstimateDraft, actor: str) -> None:
    """Say what an account will still cost from a day on, in the budget's currency."""
    row = checks.held(project_id)
    checks.account(draft.account)
    checks.day(draft.on)
    if not 0 <= draft.minor <= checks.LARGEST:
        raise WrongFacts(_("What is still to come is not below nought."))
    Estimate.objects.update_or_create(
        project=row,
        account=draft.account,
        on=draft.on,
        defaults={"minor": draft.minor, "note": checks.line(draft.note, most=300)},
    )
    note(actor, "estimate", row, account=draft.account, minor=draft.minor)


@transaction.atomic
def finance(*, project_id: int, draft: SourceDraft, actor: str) -> None:
    """Say who pays how much of a project; named again, it is corrected."""
    row = checks.held(project_id)
    if draft.kind not in words.FINANCING:
        raise WrongFacts(_("“%(kind)s” is no way of financing.") % {"kind": draft.kind[:20]})
    checks.amount(draft.amount.minor, draft.amount.currency)
    if draft.amount.minor < 0:
        raise WrongFacts(_("Money that comes in is not below nought."))
    FinancingSource.objects.update_or_create(
        project=row,
        kind=draft.kind,
        name=checks.name(draft.name),
        defaults={
            "minor": draft.amount.minor,
            "currency": draft.amount.currency,
            "is_signed": draft.is_signed,
        },
    )
    note(actor, "finance", row, kind=draft.kind, name=draft.name, minor=draft.amount.minor)


def _budget_line(
    version: BudgetVersion, draft: CostDraft, mapped: Mapping[str, str] | None
) -> None:
    account = draft.account if mapped is None else mapped.get(draft.account)
    if account is None:
        raise AccountUnknown(
            _("The chart says of no account of ours that it is “%(code)s”.")
            % {"code": draft.account[:20]}
        )
    checks.account(account)
    checks.amount(draft.minor, draft.currency)
    said = Money(draft.minor, draft.currency)
    BudgetLine.objects.create(
        version=version,
        account=account,
        note=checks.line(draft.note),
        minor=queries.in_currency(said, version.currency, version.on),
        said_minor=said.minor,
        said_currency=said.currency,
    )


def _bill(row: Project, draft: BillDraft) -> dict[str, object]:
    if not row.budgets.exists():
        raise BudgetMissing(_("Draw a budget first: costs are told in its currency."))
    checks.account(draft.account)
    checks.amount(draft.minor, draft.currency)
    checks.day(draft.on)
    return {
        "account": draft.account,
        "minor": draft.minor,
        "currency": draft.currency,
        "on": draft.on,
        "reference": checks.line(draft.reference, most=120) or checks.name(""),
    }


def _once(row: Commitment | Actual) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ReferenceTaken(
            _("“%(reference)s” is on record already.") % {"reference": row.reference}
        ) from error


def _order(row: Project, reference: str) -> Commitment:
    order = Commitment.objects.filter(project=row, reference=reference).first()
    if order is None:
        raise NotThere(
            _("This project has no order “%(reference)s”.") % {"reference": reference[:120]}
        )
    return order
