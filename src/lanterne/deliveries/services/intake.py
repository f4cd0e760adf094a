"""Windows that come in files, held to the same readiness as those that staff grant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from lanterne.catalogue.languages import base, lineage
from lanterne.catalogue.rules import ArtKind, Kind
from lanterne.deliveries import needs, queries
from lanterne.deliveries.needs import Code, Holdings, Need, Readiness, Standing
from lanterne.deliveries.services import gate
from lanterne.rights.rules import Window
from lanterne.territories import queries as territories

PICTURES = {ArtKind.POSTER: Code.POSTER, ArtKind.STILL: Code.STILL}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A title of a file: what it brings, and each window that would be written with what it was before, if anything.

    No ``title_id`` for one that the file makes. ``told_in`` are languages with a synopsis, ``rated`` territories.
    What the file takes away: ``silenced`` are languages that lose their last synopsis, and a title that ``is_unrated``
    has no age but where it is rated.
    """

    title_id: int | None
    kind: Kind
    original: str
    windows: tuple[tuple[Window | None, Window], ...]
    told_in: frozenset[str] = frozenset()
    rated: frozenset[str] = frozenset()
    is_rated_everywhere: bool = False
    pictures: frozenset[ArtKind] = frozenset()
    silenced: frozenset[str] = frozenset()
    is_unrated: bool = False


Lacking = tuple[tuple[Window, Readiness], ...]


def judge_openings(arrivals: Sequence[Arrival], *, at: datetime) -> list[Lacking]:
    """For each title the windows that open now or soon, and what it lacks there when the file is taken in."""
    near = [_near(one, at) for one in arrivals]
    held = _held(arrivals, near, at)
    return [tuple(_lacking(one, some, held)) for one, some in zip(arrivals, near, strict=True)]


def sentence_of(lacking: Lacking) -> str:
    """What it lacks, for who opens it all the same."""
    return gate.sentence(_once(lacking))


def refusal_of(lacking: Lacking) -> str:
    return gate.refusal(_once(lacking))


def keep_openings(
    opened: Sequence[tuple[int, Lacking]], *, override: str, actor: str, at: datetime
) -> None:
    """Why titles open in markets for which they are not ready."""
    told = [(id_, window, found) for id_, lacking in opened for window, found in lacking]
    gate.keep(told, reason=gate.reason_of(override), actor=actor, at=at)


def _near(arrival: Arrival, at: datetime) -> list[Window]:
    return [
        after
        for before, after in arrival.windows
        if gate.is_near(after, at) and not (before and gate.stays_open(before, after, at))
    ]


def _held(
    arrivals: Sequence[Arrival], near: Sequence[Sequence[Window]], at: datetime
) -> Mapping[tuple[int, str], Readiness]:
    """How ready titles on record are, where something opens; asked of the titles of each market at once."""
    asked: defaultdict[str, list[int]] = defaultdict(list)
    for one, some in zip(arrivals, near, strict=True):
        if one.title_id is not None:
            for territory in {window.territory for window in some}:
                asked[territory].append(one.title_id)
    found: dict[tuple[int, str], Readiness] = {}
    for territory, ids in asked.items():
        found |= queries.readinesses(title_ids=ids, markets=[territory], at=at)
    return found


def _lacking(
    arrival: Arrival, near: Sequence[Window], held: Mapping[tuple[int, str], Readiness]
) -> Iterator[tuple[Window, Readiness]]:
    for window in near:
        if arrival.title_id is None:
            found: Readiness | None = _new(arrival, window.territory)
        else:
            found = held.get((arrival.title_id, window.territory))
        rest = _rest(found, arrival) if found else None
        if rest and not rest.is_complete:
            yield window, rest


def _new(arrival: Arrival, territory: str) -> Readiness:
    """A title that was just made has no film, and only what the file brings."""
    market = territories.market(territory=territory)
    nothing = Holdings(
        kind=arrival.kind,
        original=arrival.original,
        territory=territory,
        language=market.default_language if market else arrival.original,
        is_published=False,
        sound=(),
        captions=(),
        has_words=False,
        has_poster=False,
        has_still=False,
        is_rated=False,
        has_window=True,
    )
    return needs.readiness(nothing, ())


def _rest(found: Readiness, arrival: Arrival) -> Readiness:
    """Without what the file brings, with what it takes away; what a post house was asked for is still to be accepted."""
    brought = {PICTURES[one] for one in arrival.pictures if one in PICTURES}
    if arrival.is_rated_everywhere or found.territory in arrival.rated:
        brought.add(Code.RATING)
    told_in = {base(one) for one in arrival.told_in}
    lose = partial(_after, arrival=arrival, territory=found.territory)
    left = tuple(
        need
        for need in map(lose, found.without(Code.WINDOW).needs)
        if need.standing is not Standing.MISSING
        or not (
            need.code in brought or (need.code is Code.WORDS and base(need.language) in told_in)
        )
    )
    return replace(found, needs=left)


def _after(need: Need, *, arrival: Arrival, territory: str) -> Need:
    """A need that is met until the file takes away what met it."""
    is_silenced = need.code is Code.WORDS and bool(arrival.silenced & set(lineage(need.language)))
    is_unrated = need.code is Code.RATING and arrival.is_unrated and territory not in arrival.rated
    if need.is_met and (is_silenced or is_unrated):
        return replace(need, standing=Standing.MISSING)
    return need


def _once(lacking: Lacking) -> Collection[Readiness]:
    """Each market once, however many windows open there."""
    return {found.territory: found for _window, found in lacking}.values()
