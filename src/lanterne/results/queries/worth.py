"""What a household is worth to the service in a territory: what it pays in a month, and for how many months it stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from django.conf import settings

from lanterne.billing import queries as billing
from lanterne.core.money import Money
from lanterne.facts import queries as facts
from lanterne.facts.queries import Rate
from lanterne.results.queries.reckoning import members
from lanterne.results.rules.staying import MONTH
from lanterne.territories import queries as territories

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Worth:
    """``a_month`` is net of tax, as it was taken in the year before; ``stay`` is one by the share that leaves in a month.

    ``rates`` say at what takings in another currency were told in this one.
    """

    a_month: Money
    months: float
    left: int
    rates: tuple[Rate, ...] = ()

    @property
    def stay(self) -> float:
        """Months."""
        return self.months / self.left

    @property
    def gained(self) -> Money:
        """Of a household that came for something: what it pays until it leaves."""
        return Money(round(self.a_month.minor * self.stay), self.a_month.currency)

    @property
    def unsure(self) -> float:
        """The relative error of that, one standard deviation: who leaves is counted, and few were."""
        return 1 / sqrt(self.left)


def worth(*, territory: str, at: datetime) -> Worth | None:
    """None where nothing was taken in the year before, and while too few have left to tell a stay.

    What was taken in several currencies is told in the market's. Refuses RateUnknown.
    """
    since = at - YEAR
    taken = billing.takings(territory=territory, since=since, until=at)
    held = members(territory)
    months = sum(
        max(timedelta(), min(one.until, at) - max(one.since, since)) / MONTH for one in held
    )
    left = sum(since <= one.until < at for one in held)
    if not taken or left < max(settings.FEWEST_HOUSEHOLDS, 1):
        return None
    total, rates = _in_one(territory, [Money(minor, code) for code, minor in taken.items()], at)
    return Worth(Money(round(total.minor / months), total.currency), months, left, rates)


def _in_one(territory: str, taken: Sequence[Money], at: datetime) -> tuple[Money, tuple[Rate, ...]]:
    market = territories.market(territory=territory)
    into = market.currency if market and len(taken) > 1 else taken[0].currency
    told = [facts.converted(one, into=into, on=at.date()) for one in taken]
    total = Money(sum(amount.minor for amount, _rate in told), into)
    return total, tuple(rate for _amount, rate in told if rate)
