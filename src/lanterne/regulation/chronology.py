"""What rights ask of whoever knows a country's chronology of media; named by the setting LANTERNE_CHRONOLOGY."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lanterne.regulation import queries
from lanterne.regulation.queries import Lookup
from lanterne.rights.rules import Offer


class Chronology:
    """Answers by the rule in force on the day of a film's release in that country's cinemas.

    A film with no such release waits for nothing. One of these is made for each list of doubts, and remembers what
    it has looked up, since it is asked about every window.
    """

    def __init__(self) -> None:
        self._released: dict[str, Mapping[int, date]] = {}
        self._lookup: Lookup | None = None

    def earliest(self, *, title_id: int, territory: str, offer: str) -> date | None:
        released_on = self._releases(territory).get(title_id)
        if released_on is None:
            return None
        if self._lookup is None:
            self._lookup = queries.lookup()
        found = self._lookup.window(territory=territory, offer=Offer(offer), on=released_on)
        return found.opens(released_on) if found else None

    def _releases(self, territory: str) -> Mapping[int, date]:
        if territory not in self._released:
            self._released[territory] = queries.released(territory=territory)
        return self._released[territory]
