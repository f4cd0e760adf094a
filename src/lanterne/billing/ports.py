"""What billing needs from whoever takes the money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lanterne.core.money import Money


@dataclass(frozen=True, slots=True)
class Paid:
    """`ref` finds the payment again at the provider."""

    ref: str


class Declined(Exception):
    """The provider said no; `reason` is a word that a program can read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unreachable(Exception):
    """Nobody knows whether the money was taken; the same charge may be asked for again."""


class PaymentProvider(Protocol):
    def charge(self, *, token: str, money: Money, idempotency_key: str) -> Paid:
        """Take the money once for a key, however often it is asked; or raise Declined."""
        ...
