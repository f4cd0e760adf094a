"""What a household's payments made of its membership, told from the first to the last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from lanterne.billing.rules import GRACE, Membership, State, after_payment, next_period


@dataclass(frozen=True, slots=True)
class Asked:
    """A try to take money for a first month, or for the next one."""

    at: datetime
    is_renewal: bool
    is_paid: bool


@dataclass(frozen=True, slots=True)
class Replayed:
    """``renews`` has for each try the end of the period that it was to renew; ``membership`` is what came of all."""

    renews: tuple[datetime | None, ...]
    membership: Membership


def replay(asked: Iterable[Asked], *, goes_on: bool, at: datetime) -> Replayed:
    """In the order of time. ``goes_on`` says whether there is a card by which the next month can be paid."""
    held = Membership()
    renews: list[datetime | None] = []
    is_declined = False
    for one in asked:
        ended = held.paid.end if one.is_renewal and held.paid else None
        renews.append(ended)
        is_declined = ended is not None and not one.is_paid
        if one.is_paid:
            held = after_payment(held, period=next_period(held, at=one.at))
    return Replayed(tuple(renews), _stands(held, at, is_declined=is_declined, goes_on=goes_on))


def _stands(held: Membership, at: datetime, *, is_declined: bool, goes_on: bool) -> Membership:
    if held.paid is None:
        return held
    if goes_on and at < held.paid.end + GRACE:
        return replace(held, state=State.PAST_DUE) if is_declined else held
    if at < held.paid.end:
        return replace(held, ends_at_period_end=True)
    return replace(held, state=State.LAPSED if is_declined else State.CANCELLED)
