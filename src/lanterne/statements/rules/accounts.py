"""What one licence brings its licensor in a period: the fee, the earnings, and what is recouped of a guarantee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FeeKind(StrEnum):
    """A flat fee is owed beside the earnings; a minimum guarantee is an advance on them."""

    FLAT = "flat"
    GUARANTEE = "guarantee"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a licence says of money, in minor units of one currency. ``paid_on``: the fee was paid outside statements."""

    licence_id: int
    reference: str
    currency: str
    kind: FeeKind = FeeKind.FLAT
    fee: int = 0
    due_on: date | None = None
    paid_on: date | None = None
    share: int = 0
    price: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier statements in force say of the licence: the fee over all of them, the rest of earlier periods."""

    fee: int = 0
    earned: int = 0
    payable: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """A licence's account in a period. Recouped is what the earnings take off the guarantee, ``unrecouped`` what is left."""

    agreed: Agreed
    plays: int
    share: int
    views: int
    earned_before: int
    fee_due: int
    recouped: int
    unrecouped: int
    payable: int

    @property
    def earned(self) -> int:
        return self.share + self.views

    @property
    def due(self) -> int:
        return self.fee_due + self.payable


def account(agreed: Agreed, *, share: int, plays: int, before: Before, ends_on: date) -> Account:
    """The fee as far as it is due and not stated yet, and of the earnings what exceeds the guarantee.

    Counted from the beginning each time: when an earlier statement was corrected, the next one makes up for it.
    """
    views = plays * agreed.price
    earned = share + views
    guarantee = agreed.fee if agreed.kind is FeeKind.GUARANTEE else 0
    over = max(0, before.earned + earned - guarantee)
    payable = over - before.payable
    return Account(
        agreed=agreed,
        plays=plays,
        share=share,
        views=views,
        earned_before=before.earned,
        fee_due=_fee_due(agreed, before, ends_on),
        recouped=earned - payable if guarantee else 0,
        unrecouped=max(0, guarantee - before.earned - earned),
        payable=payable if guarantee else earned,
    )


def _fee_due(agreed: Agreed, before: Before, ends_on: date) -> int:
    is_due = agreed.due_on is None or agreed.due_on < ends_on
    return agreed.fee - before.fee if is_due and agreed.paid_on is None else 0
