"""What rights need from whoever knows a country's release chronology."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Chronology(Protocol):
    """When the law lets a title reach an offer, counted from its release in cinemas."""

    def earliest(self, *, title_id: int, territory: str, offer: str) -> date | None:
        """The first day on which the offer, such as "rental", may open there; None where nothing stands against it."""
        ...


class NoChronology:
    """Says nothing: no country's chronology is known."""

    def earliest(self, *, title_id: int, territory: str, offer: str) -> date | None:
        return None
