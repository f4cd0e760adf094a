"""Everybody pays at once, in one process on one database; prints what came of it as JSON.

Run by test_rush.py with DATABASE_URL and LANTERNE_PAYMENT_PROVIDER set.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import django
from django.core.management import call_command
from django.db import connection

django.setup()

from lanterne.accounts import services as accounts  # noqa: E402  # Django is set up first
from lanterne.billing import queries, services  # noqa: E402
from lanterne.core.errors import Refused  # noqa: E402
from lanterne.territories import services as territories  # noqa: E402
from tests.billing import bank  # noqa: E402

JOINED = datetime(2026, 1, 31, 12, tzinfo=UTC)
FEBRUARY = datetime(2026, 2, 28, 12, tzinfo=UTC)
CROWD = 20


def stage() -> list[int]:
    for app in ("core", "territories", "accounts", "billing"):
        call_command("migrate", app, verbosity=0)
    territories.open_market(
        territory="FR", currency="EUR", default_language="fr", actor="system:rush"
    )
    services.open_plan(code="duo", name="Duo", most_streams=2, tallest=2160, actor="system:rush")
    services.set_price(
        plan_code="duo", territory="FR", minor=1299, valid_from=JOINED, actor="system:rush"
    )
    return [household(number) for number in range(CROWD)]


def household(number: int) -> int:
    return accounts.open_household(
        email=f"{number}@example.com",
        password="correct-horse-battery",
        name="Crowd",
        territory="FR",
        language="fr",
    ).id


def join(household_id: int, key: str) -> str:
    (offer,) = queries.offers(territory="FR", at=JOINED)
    try:
        services.join(
            household_id=household_id,
            price_id=offer.price_id,
            payment_token="card-ok",
            idempotency_key=key,
            at=JOINED,
        )
    except Refused as refused:
        return refused.code
    return "joined"


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    start = Barrier(len(calls))

    def one(call: Callable[[], object]) -> object:
        try:
            start.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as crowd:
        return list(crowd.map(one, calls))


def invoices(households: list[int]) -> list[str | None]:
    charges = [charge for one in households for charge in queries.charges(household_id=one)]
    return sorted(charge.invoice or "" for charge in charges)


def main() -> None:
    one, another, *others = households = stage()
    same_key = at_once([lambda: join(one, "same")] * CROWD)
    other_keys = at_once([lambda n=n: join(another, f"key-{n}") for n in range(CROWD)])
    everybody = at_once([lambda h=h: join(h, "mine") for h in others])
    joined = len(bank.TAKEN)
    at_once([lambda: services.renew_due(at=FEBRUARY)] * 8)
    ends = {queries.subscription(household_id=h, at=FEBRUARY).period_end for h in households}
    told = {
        "same key": Counter(same_key),
        "other keys": Counter(other_keys),
        "everybody": Counter(everybody),
        "payments after joining": joined,
        "payments after renewing": len(bank.TAKEN),
        "invoices": invoices(households),
        "periods end": [end.isoformat() for end in ends],
    }
    print(json.dumps(told))


main()
