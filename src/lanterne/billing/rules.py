"""Memberships as arithmetic: the allowed moves, the periods, who has access, and tax.

A membership is what its events made of it; whether it gives access is a function of that
and of the time, so access ends on time even when no worker runs.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum, StrEnum
from typing import Any

from lanterne.core.money import Money

GRACE = timedelta(days=7)
# Days after the period's end on which an unpaid renewal is tried; then the grace runs out.
TRIES = (timedelta(0), timedelta(days=3), timedelta(days=5))


class State(StrEnum):
    INCOMPLETE = "incomplete"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


class Event(Enum):
    PAID = "paid"
    DECLINED = "declined"
    GRACE_OVER = "grace over"
    ENDED = "ended"


MOVES = {
    (State.INCOMPLETE, Event.PAID): State.ACTIVE,
    (State.INCOMPLETE, Event.DECLINED): State.INCOMPLETE,
    (State.ACTIVE, Event.PAID): State.ACTIVE,
    (State.ACTIVE, Event.DECLINED): State.PAST_DUE,
    (State.ACTIVE, Event.ENDED): State.CANCELLED,
    (State.PAST_DUE, Event.PAID): State.ACTIVE,
    (State.PAST_DUE, Event.DECLINED): State.PAST_DUE,
    (State.PAST_DUE, Event.ENDED): State.CANCELLED,
    (State.PAST_DUE, Event.GRACE_OVER): State.LAPSED,
    (State.LAPSED, Event.PAID): State.ACTIVE,
    (State.LAPSED, Event.DECLINED): State.LAPSED,
    (State.CANCELLED, Event.PAID): State.ACTIVE,
    (State.CANCELLED, Event.DECLINED): State.CANCELLED,
}


class ImpossibleMove(ValueError):
    """An event that cannot happen in that state: a mistake of ours, not of a person's."""


class Standing(Enum):
    NOT_A_MEMBER = "not_a_member"
    ACTIVE = "active"
    GRACE = "grace"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open; `anchor_day` is the day of the month it renews on, where the month has it."""

    start: datetime
    end: datetime
    anchor_day: int


@dataclass(frozen=True, slots=True)
class Membership:
    """`paid` is the latest period that was paid for."""

    state: State = State.INCOMPLETE
    paid: Period | None = None
    ends_at_period_end: bool = False

    @classmethod
    def of_columns(cls, state: str, is_ending: object, *period: Any) -> Membership:
        """As a row keeps it: a period is there whole, or none was ever paid for."""
        return cls(State(state), Period(*period) if all(period) else None, bool(is_ending))


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a household may do now. `ends_at` says when that stops if nobody does anything."""

    standing: Standing
    plan_name: str
    most_streams: int
    tallest: int
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan at its price in one country; the price includes VAT at `vat_rate` per cent."""

    price_id: int
    plan_code: str
    plan_name: str
    money: Money
    vat_rate: Decimal
    most_streams: int
    tallest: int


@dataclass(frozen=True, slots=True)
class SubscriptionCard:
    """A household's membership as its account page shows it."""

    id: int
    plan_code: str
    plan_name: str
    price: Money
    state: State
    standing: Standing
    period_start: datetime | None
    period_end: datetime | None
    is_ending: bool


class ChargeState(StrEnum):
    PENDING = "pending"
    PAID = "paid"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class ChargeCard:
    """One attempt to take money; only a paid one has an invoice number."""

    id: int
    at: datetime
    state: ChargeState
    money: Money
    vat: Money
    vat_rate: Decimal
    invoice: str | None
    reason: str


def move(state: State, event: Event) -> State:
    try:
        return MOVES[state, event]
    except KeyError as error:
        raise ImpossibleMove(f"{event.value} cannot happen to a {state} membership.") from error


def month_from(start: datetime, anchor_day: int) -> datetime:
    """The same time a month later, on the anchor day or the month's last day if it is shorter."""
    year, month = divmod(start.year * 12 + start.month, 12)
    month += 1
    day = min(anchor_day, calendar.monthrange(year, month)[1])
    return start.replace(year=year, month=month, day=day)


def next_period(membership: Membership, *, at: datetime) -> Period:
    """What a payment made at that moment pays for.

    A renewal follows on without a gap while the membership stands or is in grace; anyone else
    starts afresh, and never pays for days without access.
    """
    paid = membership.paid
    if paid and standing(membership, at=at) in {Standing.ACTIVE, Standing.GRACE}:
        return Period(paid.end, month_from(paid.end, paid.anchor_day), paid.anchor_day)
    return Period(at, month_from(at, at.day), at.day)


def after_payment(membership: Membership, *, period: Period) -> Membership:
    state = move(membership.state, Event.PAID)
    return replace(membership, state=state, paid=period, ends_at_period_end=False)


def after(membership: Membership, event: Event) -> Membership:
    """The membership after anything but a payment."""
    return replace(membership, state=move(membership.state, event))


def after_leaving(membership: Membership, *, at: datetime) -> Membership:
    """The member leaves: with the paid period, or at once where none runs any more."""
    if membership.paid and at < membership.paid.end:
        return replace(membership, ends_at_period_end=True)
    return after(membership, Event.ENDED)


def after_staying(membership: Membership) -> Membership:
    """The member takes a cancellation back."""
    return replace(membership, ends_at_period_end=False)


def standing(membership: Membership, *, at: datetime) -> Standing:
    if membership.state in {State.INCOMPLETE, State.CANCELLED} or membership.paid is None:
        return Standing.NOT_A_MEMBER
    if membership.state is State.LAPSED:
        return Standing.LAPSED
    if at < membership.paid.end:
        return Standing.ACTIVE
    if membership.ends_at_period_end:
        return Standing.NOT_A_MEMBER
    return Standing.GRACE if at < membership.paid.end + GRACE else Standing.LAPSED


def access_ends_at(membership: Membership, *, at: datetime) -> datetime | None:
    """When access stops or stopped unless a payment comes; None while it simply goes on."""
    if membership.paid is None:
        return None
    match standing(membership, at=at):
        case Standing.ACTIVE:
            return membership.paid.end if membership.ends_at_period_end else None
        case Standing.GRACE | Standing.LAPSED:
            return membership.paid.end + GRACE
        case Standing.NOT_A_MEMBER:
            return membership.paid.end


class Due(Enum):
    """What the end of a period asks of the renewal run."""

    NOTHING = "nothing"
    CHARGE = "charge"
    END = "end"
    LAPSE = "lapse"


def due(membership: Membership, *, tries: int, at: datetime) -> Due:
    """What is to be done now, given how often this renewal was tried and declined."""
    renewing = membership.state in {State.ACTIVE, State.PAST_DUE}
    if not renewing or membership.paid is None or at < membership.paid.end:
        return Due.NOTHING
    if membership.ends_at_period_end:
        return Due.END
    late = at - membership.paid.end
    if membership.state is State.PAST_DUE and late >= GRACE:
        return Due.LAPSE
    is_time = tries < len(TRIES) and late >= TRIES[tries]
    return Due.CHARGE if is_time else Due.NOTHING


def vat_part(gross: Money, rate: Decimal) -> Money:
    """The VAT inside a price that includes it, rounded half up to the minor unit."""
    if gross.minor < 0 or rate < 0:
        raise ValueError("Neither a price nor a rate is negative.")
    part = Decimal(gross.minor) * rate / (100 + rate)
    return Money(int(part.quantize(Decimal(1), ROUND_HALF_UP)), gross.currency)
