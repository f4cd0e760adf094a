"""What licences say of money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lanterne.core.money import Money
from lanterne.rights.queries import HeldLicence
from lanterne.statements.models import Terms
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


def _held(row: Terms) -> HeldTerms:
    price = Money(row.price_minor, row.currency) if row.price_minor else None
    return HeldTerms(FeeKind(row.fee_kind), row.paid_on, price)


def _agreed(one: HeldLicence, held: HeldTerms) -> Agreed:
    money = one.fee or held.price
    return Agreed(
        licence_id=one.id,
        reference=one.reference,
        currency=money.currency if money else "",
        kind=held.fee_kind,
        fee=one.fee.minor if one.fee else 0,
        due_on=one.begins_on,
        paid_on=held.paid_on,
        share=one.share_hundredths,
        price=held.price.minor if held.price else 0,
    )
