"""What rights need from rooms above: who knows a country's release chronology, and who rests on a licence."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Chronology(Protocol):
    """When the law lets a title reach an offer, counted from its release in cinemas."""

    def earliest(self, *, title_id: int, territory: str, offer: str) -> date | None:
        """The first day on which the offer, such as "rental", may open there; None where nothing stands against it."""
        ...


class LicenceKeeper(Protocol):
    """Somebody who has told others what a licence says; asked before it is changed, while it is held."""

    def __call__(self, *, licence_id: int, licensor: str, currency: str) -> None:
        """Refuses what cannot become so any more. ``currency`` is that of the fee, and empty where there is none."""
        ...


class NoChronology:
    """Says nothing: no country's chronology is known."""

    def earliest(self, *, title_id: int, territory: str, offer: str) -> date | None:
        return None
