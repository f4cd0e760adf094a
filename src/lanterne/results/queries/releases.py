"""Which titles have results of their own, of which parts they are made, and since when these could be watched."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from lanterne.assets import queries as assets
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import Kind
from lanterne.results.models import Release
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
    seen = {
        key: Part(max(opened[key], published[key]), lengths[key].duration)
        for key in opened.keys() & published.keys() & lengths.keys()
    }
    counted = {one.id for one in kin if one.kind in COUNTED}
    lasting = {key: one.duration for key, one in lengths.items()}
    parts: dict[int, dict[int, Part]] = {}
    for key, part in (seen | _noted(lines, territory, seen, lasting)).items():
        for above in counted.intersection(lines[key]):
            parts.setdefault(above, {})[key] = part
    return Shelf(parts, {key: line[-1] for key, line in lines.items()})


def _noted(
    title_ids: Collection[int],
    territory: str,
    seen: Mapping[int, Part],
    lasting: Mapping[int, float],
) -> dict[int, Part]:
    """What was out once, here or in another system, stays so whatever became of its windows since.

    What came from another system is as long as the catalogue says, for those streams are not here.
    """
    rows = Release.objects.filter(territory=territory, title__in=title_ids)
    told = list(rows.values_list("title_id", "at", "is_former"))
    runtimes = catalogue.runtimes(title_ids=[key for key, _, is_former in told if is_former])
    lengths = {**lasting, **runtimes}
    return {
        key: Part(min(at, seen[key].released) if key in seen else at, lengths[key])
        for key, at, _ in told
        if key in lengths
    }
