"""Windows that come in files, held to the same readiness as those that staff grant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from lanterne.catalogue.languages import base, choose
from lanterne.catalogue.rules import ArtKind, Kind
from lanterne.deliveries import needs, queries
from lanterne.deliveries.needs import Code, Holdings, Need, Readiness, Standing
from lanterne.deliveries.services import gate
from lanterne.rights import queries as rights
from lanterne.rights.rules import Window
from lanterne.territories import queries as territories

PICTURES = {ArtKind.POSTER: Code.POSTER, ArtKind.STILL: Code.STILL}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A title of a file as it will be, and each window that would be written with what it was before, if anything.

    No ``title_id`` for one that the file makes. ``synopses`` are the languages that it will have words in, and whether
    with a synopsis; ``rated`` the territories in which it or what it belongs to has an age. ``takes_away`` is that it
    has less of these than it had.
    """

    title_id: int | None
    kind: Kind
    original: str = ""
    windows: tuple[tuple[Window | None, Window], ...] = ()
    synopses: Mapping[str, bool] = field(default_factory=dict)
    rated: frozenset[str] = frozenset()
    is_rated_everywhere: bool = False
    pictures: frozenset[ArtKind] = frozenset()
    takes_away: bool = False


@dataclass(frozen=True, slots=True)
class Lack:
    """What a title will lack where a window opens, or loses where one ``is_open``."""

    window: Window
    rest: Readiness
    is_open: bool


Lacking = tuple[Lack, ...]


def judge_openings(arrivals: Sequence[Arrival], *, at: datetime) -> list[Lacking]:
    """For each title the windows that open now or soon, and what it lacks there when the file is taken in.

    Of a title that loses something also the windows that are open.
    """
    near = [_near(one, at) for one in arrivals]
    still = [_open(one, at) if one.takes_away else [] for one in arrivals]
    held = _held(arrivals, [[*some, *others] for some, others in zip(near, still, strict=True)], at)
    return [
        (*_lacking(one, some, held), *_losing(one, others, held))
        for one, some, others in zip(arrivals, near, still, strict=True)
    ]


def sentence_of(lacking: Lacking) -> str:
    """What it lacks, for who opens it all the same."""
    return " ".join(
        (*_each(gate.sentence, _once(lacking)), *_each(gate.loss, _once(lacking, is_open=True)))
    )


def refusal_of(lacking: Lacking) -> str:
    return " ".join(
        (*_each(gate.refusal, _once(lacking)), *_each(gate.kept_back, _once(lacking, is_open=True)))
    )


def keep_openings(
    opened: Sequence[tuple[int, Lacking]], *, override: str, actor: str, at: datetime
) -> None:
    """Why titles open in markets for which they are not ready, or stay open there."""
    told = [(id_, one.window, one.rest) for id_, lacking in opened for one in lacking]
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


def _open(arrival: Arrival, at: datetime) -> list[Window]:
    """Its windows that are open and that the file leaves as they are."""
    if arrival.title_id is None:
        return []
    told = {before for before, _after in arrival.windows}
    held = [one.window for one in rights.windows(title_id=arrival.title_id)]
    return [one for one in held if gate.is_open(one, at) and one not in told]


def _lacking(
    arrival: Arrival, near: Sequence[Window], held: Mapping[tuple[int, str], Readiness]
) -> Iterator[Lack]:
    for window in near:
        if arrival.title_id is None:
            found: Readiness | None = _new(arrival, window.territory)
        else:
            found = held.get((arrival.title_id, window.territory))
        rest = _rest(found, arrival) if found else None
        if rest and not rest.is_complete:
            yield Lack(window, rest, is_open=False)


def _losing(
    arrival: Arrival, still: Sequence[Window], held: Mapping[tuple[int, str], Readiness]
) -> Iterator[Lack]:
    """Only what the file takes away: what was lacking before, somebody has let pass."""
    for window in still:
        found = held.get((arrival.title_id or 0, window.territory))
        if found is None:
            continue
        had = {need.code for need in found.needs if need.is_met}
        lost = [need for need in _rest(found, arrival).lacking if need.code in had]
        if lost:
            yield Lack(window, replace(found, needs=tuple(lost)), is_open=True)


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
    """As it stands with the file; what a post house was asked for is still to be accepted."""
    brought = {PICTURES[one] for one in arrival.pictures if one in PICTURES}
    is_rated = arrival.is_rated_everywhere or found.territory in arrival.rated

    def is_there(need: Need) -> bool:
        if need.code is Code.WORDS:
            return _is_told(arrival, need.language)
        return is_rated if need.code is Code.RATING else need.is_met or need.code in brought

    needs = found.without(Code.WINDOW).needs
    return replace(found, needs=tuple(_after(one, is_there=is_there(one)) for one in needs))


def _is_told(arrival: Arrival, language: str) -> bool:
    """Whether the words that a reader of this language will find are in it, with a synopsis."""
    shown = choose(arrival.synopses, wanted=language, original=arrival.original)
    return shown is not None and base(shown) == base(language) and arrival.synopses[shown]


def _after(need: Need, *, is_there: bool) -> Need:
    if need.standing in {Standing.ASKED, Standing.ARRIVED}:
        return need
    return replace(need, standing=Standing.MET if is_there else Standing.MISSING)


def _each(
    say: Callable[[Collection[Readiness]], str], lacking: Collection[Readiness]
) -> tuple[str, ...]:
    return (say(lacking),) if lacking else ()


def _once(lacking: Lacking, *, is_open: bool = False) -> Collection[Readiness]:
    """Each market once, however many windows open there."""
    return {one.rest.territory: one.rest for one in lacking if one.is_open is is_open}.values()
