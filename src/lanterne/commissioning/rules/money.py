"""Budgets and cost reports in whole minor units of one currency.

Cost to date is what was paid or invoiced and what is ordered and still open. EFC, the estimated final cost, is cost to date
and the estimate to complete; the variance is the budget less the EFC, so that an overrun is below nought.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """An account of a cost report. ``estimate`` is none where nobody made one: then the rest of the budget stands for it."""

    account: str
    original: int = 0
    budget: int = 0
    actual: int = 0
    committed: int = 0
    estimate: int | None = None
    # EFC a week before, if there was a report then.
    before: int | None = None

    @property
    def approved(self) -> int:
        return self.budget - self.original

    @property
    def to_date(self) -> int:
        return self.actual + self.committed

    @property
    def to_complete(self) -> int:
        return max(self.budget - self.to_date, 0) if self.estimate is None else self.estimate

    @property
    def final(self) -> int:
        return self.to_date + self.to_complete

    @property
    def variance(self) -> int:
        return self.budget - self.final

    @property
    def change(self) -> int | None:
        """Since the week before."""
        return None if self.before is None else self.final - self.before


def total(lines: Iterable[Line], name: str = "") -> Line:
    """The sum of lines, as one that is read like them."""
    held = tuple(lines)
    earlier = [line.before for line in held if line.before is not None]
    return Line(
        account=name,
        original=sum(line.original for line in held),
        budget=sum(line.budget for line in held),
        actual=sum(line.actual for line in held),
        committed=sum(line.committed for line in held),
        estimate=sum(line.to_complete for line in held),
        before=sum(earlier) if earlier and len(earlier) == len(held) else None,
    )


def still_open(ordered: int, invoiced: int, *, is_closed: bool) -> int:
    """What of an order is yet to be invoiced."""
    return 0 if is_closed else max(ordered - invoiced, 0)


def converted(minor: int, rate: Decimal, *, digits: int = 0) -> int:
    """An amount in another currency, halves rounded up; ``digits`` is by how many decimals that one has more."""
    exact = Decimal(minor) * rate * Decimal(10) ** digits
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def per_cent(part: int, whole: int) -> Decimal | None:
    """To a hundredth of a per cent; none of nothing."""
    if whole == 0:
        return None
    return (Decimal(100) * part / whole).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
