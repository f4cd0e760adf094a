"""Which titles have results of their own, of which parts they are made, and since when these could be watched."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from lanterne.assets import queries as assets
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import Kind
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market

COUNTED = frozenset({Kind.FILM, Kind.SEASON, Kind.SERIES})


@dataclass(frozen=True, slots=True)
class Part:
    """A film, or an episode: since when it could be watched, and how long it is."""

    released: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Shelf:
    """The films, seasons and series of some families in a territory, each with the parts that could be watched there."""

    parts: dict[int, dict[int, Part]]
    heads: dict[int, int]

    def released(self, title_id: int) -> datetime:
        return min(part.released for part in self.parts[title_id].values())


def shelf(title_ids: Collection[int], *, territory: str) -> Shelf:
    """Of all families that the titles belong to; what nobody could watch has no parts and is missing."""
    kin = catalogue.families(title_ids=title_ids)
    lines = {one.id: one.line for one in kin if one.kind in (Kind.FILM, Kind.EPISODE)}
    opened = rights.first_opened(chains=list(lines.values()), market=Market(territory))
    published = assets.first_published(title_ids=lines)
    lengths = assets.publications(title_ids=lines)
    counted = {one.id for one in kin if one.kind in COUNTED}
    parts: dict[int, dict[int, Part]] = {}
    for key in opened.keys() & published.keys() & lengths.keys():
        part = Part(max(opened[key], published[key]), lengths[key].duration)
        for above in counted.intersection(lines[key]):
            parts.setdefault(above, {})[key] = part
    return Shelf(parts, {key: line[-1] for key, line in lines.items()})
