"""From when until when a household was a member, and how that ended: read from its charges, so of any day in the past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lanterne.billing.rules import Membership, Period, after_payment, next_period


class Cause(StrEnum):
    """Why a membership ended."""

    LEFT = "left"  # by the member's own will
    UNPAID = "unpaid"  # the renewal was declined until its grace was over


@dataclass(frozen=True, slots=True)
class Taken:
    """A charge that was answered; ``renews`` is the end of the period that it was to renew, if any."""

    at: datetime
    renews: datetime | None
    is_paid: bool


@dataclass(frozen=True, slots=True)
class Tenure:
    """Half-open, paid for without a gap; a return within the grace belongs to it. ``cause`` counts once it is over."""

    since: datetime
    until: datetime
    cause: Cause

    def holds(self, at: datetime) -> bool:
        return self.since <= at < self.until


def tenures(taken: Iterable[Taken]) -> Iterator[Tenure]:
    """Of one household, from its charges in the order in which they were asked for."""
    held = Membership()
    since: datetime | None = None
    declined: set[datetime] = set()
    for charge in taken:
        if not charge.is_paid:
            declined |= {charge.renews} if charge.renews else set()
            continue
        period = next_period(held, at=charge.at)
        if held.paid and since and period.start > held.paid.end:
            yield _tenure(since, held.paid, declined)
            since = None
        since = since or period.start
        held = after_payment(held, period=period)
    if held.paid and since:
        yield _tenure(since, held.paid, declined)


def _tenure(since: datetime, paid: Period, declined: set[datetime]) -> Tenure:
    return Tenure(since, paid.end, Cause.UNPAID if paid.end in declined else Cause.LEFT)
