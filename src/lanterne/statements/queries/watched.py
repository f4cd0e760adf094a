"""What was watched of a licensor's titles, by title, territory and window: from the one count that every page shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from lanterne.audience import queries as audience
from lanterne.audience.queries import Watching
from lanterne.audience.rules import LEAST_PLAY
from lanterne.catalogue import queries as catalogue
from lanterne.rights.queries import grants
from lanterne.rights.queries.grants import Granted
from lanterne.rights.rules import Offer, Version
from lanterne.statements.rules import Span, Tally, credit
from lanterne.territories import queries as territories

ANY = Version()


@dataclass(frozen=True, slots=True)
class Key:
    """Where a line of a statement stands."""

    title_id: int
    territory: str
    window: Granted


@dataclass(slots=True)
class Found:
    """Tallies of every window under which something was watched, whoever granted it, and the time that none covers."""

    tallies: dict[Key, Tally] = field(default_factory=dict)
    unplaced: dict[tuple[int, str], int] = field(default_factory=lambda: defaultdict(int))
    tops: dict[int, int] = field(default_factory=dict)


Places = Mapping[tuple[int, str], Sequence[tuple[Granted, Tally]]]
"""By title and territory the windows that count, each with its tally."""


def found(*, licensor_id: int, span: Span) -> Found:
    """Months are told by each territory's clocks; a session is of the month in which it began."""
    chains = catalogue.lines_below(title_ids=grants.title_ids(licensor_id=licensor_id))
    where = sorted(grants.territories(licensor_id=licensor_id))
    windows = grants.deciding(chains=chains, territories=where, offer=Offer.SUBSCRIPTION)
    places = {
        place: [(one, Tally()) for one in held if one.counts(ANY)]
        for place, held in windows.items()
    }
    told = Found(tops={chain[0]: chain[-1] for chain in chains})
    for territory in where:
        for month, watching in _watchings(told.tops, territory, span):
            _place(told, places, month, watching)
    told.tallies = {
        Key(title_id, territory, window): tally
        for (title_id, territory), held in places.items()
        for window, tally in held
        if tally.by_month
    }
    return told


def all_milliseconds(*, territory: str, month: Span) -> int:
    """Of every title there, licensed or our own."""
    since, until = month.instants(territories.clock(territory=territory))
    return audience.milliseconds_watched(territory=territory, since=since, until=until)


def _watchings(
    tops: Mapping[int, int], territory: str, span: Span
) -> Iterator[tuple[date, Watching]]:
    clock = territories.clock(territory=territory)
    for month in span.months:
        since, until = month.instants(clock)
        for one in audience.watchings(
            title_ids=tops.keys(), territory=territory, since=since, until=until
        ):
            yield month.begins_on, one


def _place(told: Found, places: Places, month: date, watching: Watching) -> None:
    place = watching.title_id, watching.territory
    opened = [tally for one, tally in places.get(place, ()) if one.is_open(watching.started_at)]
    if not opened:
        told.unplaced[place] += watching.milliseconds
        return
    credit(
        opened,
        month=month,
        milliseconds=watching.milliseconds,
        viewer=watching.profile_id,
        is_play=watching.milliseconds >= LEAST_PLAY * 1000,
    )
