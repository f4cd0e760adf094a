"""What licences say of money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lanterne.core.money import Money
from lanterne.rights.queries import HeldLicence, grants
from lanterne.statements.models import Terms
from lanterne.statements.queries.kept import issued_of
from lanterne.statements.rules import Agreed, FeeKind


@dataclass(frozen=True, slots=True)
class HeldTerms:
    """``price`` is for each play."""

    fee_kind: FeeKind
    paid_on: date | None = None
    price: Money | None = None


def terms(*, licence_id: int) -> HeldTerms | None:
    """None as long as nobody has said."""
    row = Terms.objects.filter(licence_id=licence_id).first()
    return _held(row) if row else None


def agreed(contracts: Sequence[HeldLicence]) -> dict[int, Agreed]:
    """What each licence says of money, by its id.

    Its currency is its fee's, else its price's; one without either is told in the currencies of its pools.
    """
    ids = [one.id for one in contracts]
    held = {row.licence_id: _held(row) for row in Terms.objects.filter(licence_id__in=ids)}
    return {one.id: _agreed(one, held.get(one.id, HeldTerms(FeeKind.FLAT))) for one in contracts}


def unsaid(contracts: Sequence[HeldLicence]) -> tuple[str, ...]:
    """The references of licences with both a fee and a share, of which nobody has said whether one is an advance on the other."""
    said = set(Terms.objects.values_list("licence_id", flat=True))
    return tuple(
        one.reference
        for one in contracts
        if one.fee and one.share_hundredths and one.id not in said
    )


def stated(one: HeldLicence) -> tuple[tuple[str, str], ...]:
    """(number, currency) of every account of the licence in a statement that was issued, the first one first."""
    licensor_id = grants.licensor_id(name=one.licensor)
    return tuple(
        (past.number, account.agreed.currency)
        for past in issued_of(licensor_id=licensor_id or 0)
        for account in past.document.accounts
        if account.agreed.licence_id == one.id
    )


def currency_of(one: HeldLicence) -> str:
    """That of its fee, else of its price for a play; empty where it has neither."""
    return next(iter(agreed([one]).values())).currency


def unfit(contracts: Sequence[HeldLicence]) -> tuple[str, ...]:
    """The references of licences whose price for a play is in another currency than their fee.

    Nobody can agree on such terms; they are from before that was refused of a licence that is changed.
    """
    ids = [one.id for one in contracts]
    held = {row.licence_id: _held(row) for row in Terms.objects.filter(licence_id__in=ids)}
    return tuple(
        one.reference for one in contracts if one.id in held and not _is_fit(one, held[one.id])
    )


def _is_fit(one: HeldLicence, held: HeldTerms) -> bool:
    return not (one.fee and held.price) or one.fee.currency == held.price.currency


def _held(row: Terms) -> HeldTerms:
    price = Money(row.price_minor, row.currency) if row.price_minor else None
    return HeldTerms(FeeKind(row.fee_kind), row.paid_on, price)


def _agreed(one: HeldLicence, held: HeldTerms) -> Agreed:
    money = one.fee or held.price
    price = held.price if held.price and _is_fit(one, held) else None
    return Agreed(
        licence_id=one.id,
        reference=one.reference,
        currency=money.currency if money else "",
        kind=held.fee_kind,
        fee=one.fee.minor if one.fee else 0,
        due_on=one.begins_on,
        paid_on=held.paid_on,
        share=one.share_hundredths,
        price=price.minor if price else 0,
    )
