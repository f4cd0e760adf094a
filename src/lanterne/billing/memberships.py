"""Every membership of a country, from its charges; kept in the process, where only what changed is read again.

A charge is written down pending and answered once. Else charges only come, and what an import says anew of old ones comes with
a new one of the same subscription. So those after the last one known, and those that were pending, tell what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.db import connection
from django.db.models import Count, Max, Q, QuerySet

from lanterne.billing.models import Charge
from lanterne.billing.rules import ChargeState
from lanterne.billing.tenure import Taken, Tenure, tenures

Held = Mapping[int, tuple[int, tuple[Tenure, ...]]]
"""By subscription its household and its memberships."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the charges of a country were."""

    last: int
    count: int
    pending: frozenset[int]


_kept: dict[str, tuple[Mark, Held]] = {}


def memberships(*, territory: str) -> Iterator[tuple[int, Tenure]]:
    """Every one that was ever paid for at a price of the country, with its household."""
    for household, found in _held(territory).values():
        for tenure in found:
            yield household, tenure


def _held(territory: str) -> Held:
    rows = Charge.objects.filter(price__territory=territory)
    if connection.in_atomic_block:
        # Whoever has a transaction may read what nobody else will ever read.
        return _read(rows)
    now = _mark(rows)
    then, held = _kept.get(territory, (None, {}))
    changed = _changed(rows, then, now) if then else None
    if changed is None:
        held = _read(rows)
    elif changed:
        same = {one: told for one, told in held.items() if one not in changed}
        held = dict(sorted({**same, **_read(rows.filter(subscription__in=changed))}.items()))
    _kept[territory] = (now, held)
    return held


def _mark(rows: QuerySet[Charge]) -> Mark:
    told = rows.aggregate(last=Max("pk"), count=Count("pk"))
    pending = rows.filter(state=ChargeState.PENDING).values_list("pk", flat=True)
    return Mark(told["last"] or 0, told["count"], frozenset(pending))


def _changed(rows: QuerySet[Charge], then: Mark, now: Mark) -> set[int] | None:
    """The subscriptions that anything happened to; None where more happened than can be told from the marks."""
    if now == then:
        return set()
    came = Q(pk__gt=then.last, pk__lte=now.last)
    answered = Q(pk__in=then.pending - now.pending)
    found = list(rows.filter(came | answered).values_list("pk", "subscription_id"))
    new = sum(pk > then.last for pk, _subscription in found)
    return {one for _pk, one in found} if now.count - then.count == new else None


def _read(rows: QuerySet[Charge]) -> Held:
    told = (
        rows.exclude(state=ChargeState.PENDING)
        .order_by("subscription_id", "at", "id")
        .values_list("subscription_id", "subscription__household_id", "at", "renews", "state")
    )
    return {
        subscription: (household, tuple(tenures(_taken(charges))))
        for (subscription, household), charges in groupby(told.iterator(), key=itemgetter(0, 1))
    }


def _taken(
    charges: Iterable[tuple[int, int, datetime, datetime | None, str]],
) -> Iterator[Taken]:
    for _subscription, _household, at, renews, state in charges:
        yield Taken(at, renews, state == ChargeState.PAID)
