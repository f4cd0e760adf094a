"""A bank for tests: pays once for a key, remembers who asked, and fails when told to."""

from __future__ import annotations

from threading import Lock

from lanterne.billing.ports import Declined, Paid, Unreachable

ASKED: list[tuple[str, str]] = []
TAKEN: dict[str, int] = {}
MOODS: dict[str, str] = {}
LOCK = Lock()


class Bank:
    def charge(self, *, token, money, idempotency_key):
        with LOCK:
            ASKED.append((token, idempotency_key))
            mood = MOODS.get("all", "pays")
            if mood == "dead":
                raise Unreachable
            if token != "card-ok":
                raise Declined(token.removeprefix("card-"))
            TAKEN[idempotency_key] = money.minor
            if mood == "silent":  # the money is taken, but the answer is lost
                raise Unreachable
            return Paid(f"bank-{len(TAKEN)}")
