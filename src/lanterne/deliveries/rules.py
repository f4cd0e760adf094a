"""What can be asked of a post house, how a request moves, and what a title needs asked for in its markets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from lanterne.catalogue.languages import base
from lanterne.catalogue.rules import BESIDE, PLAYABLE, ArtKind, Kind

# Nothing is said in a film of this language, so that nobody needs it in another.
WORDLESS = "zxx"
# Several languages, and one that nobody knows.
SEVERAL = ("mul", "und")
THIS_WEEK = timedelta(days=7)
# What the tokens of post houses are for: they open nothing else.
LINK = "lanterne.deliveries.link"


class Asset(StrEnum):
    """What one request asks for. Sound comes inside the master, whatever its language."""

    MASTER = "master"
    SOUND = "sound"
    SUBTITLE = "subtitle"
    ARTWORK = "artwork"
    METADATA = "metadata"
    RATING = "rating"


class Role(StrEnum):
    """Which sound or which subtitles; a picture's role is the kind of picture."""

    ORIGINAL = "original"
    DUB = "dub"
    FULL = "full"
    DEAF = "deaf"
    FORCED = "forced"


class State(StrEnum):
    """Where a request is. Processed is not accepted: the first is a machine's word, the second a person's."""

    REQUESTED = "requested"
    DELIVERED = "delivered"
    PROCESSED = "processed"
    ACCEPTED = "accepted"
    REDELIVERY = "redelivery"
    CANCELLED = "cancelled"


MOVES = {
    State.REQUESTED: {State.DELIVERED, State.CANCELLED},
    State.DELIVERED: {State.PROCESSED, State.REDELIVERY, State.CANCELLED},
    # A newer film may come before anybody has decided about the one that is here.
    State.PROCESSED: {State.ACCEPTED, State.REDELIVERY, State.CANCELLED, State.DELIVERED},
    # What turns out to be wrong once people watch it comes back as well.
    State.ACCEPTED: {State.REDELIVERY},
    State.REDELIVERY: {State.DELIVERED, State.CANCELLED},
    State.CANCELLED: set[State](),
}
# The post house has the next move.
AWAITED = frozenset({State.REQUESTED, State.REDELIVERY})
# Staff, or the machine, have it.
ARRIVED = frozenset({State.DELIVERED, State.PROCESSED})
OPEN = AWAITED | ARRIVED


class Due(StrEnum):
    """When something is due, as the desk sorts it."""

    LATE = "late"
    WEEK = "week"
    LATER = "later"


def may_move(now: State, then: State) -> bool:
    return then in MOVES[now]


def can_follow(now: State, then: State) -> bool:
    """Of what happened: a title that turned out to be another ended any request of it, wherever that stood."""
    return may_move(now, then) or (then is State.CANCELLED and now is not then)


def is_history(states: Sequence[State]) -> bool:
    """Whether each can follow on the one before."""
    return all(can_follow(now, then) for now, then in pairwise(states))


def is_late(state: State, due_on: date, today: date) -> bool:
    """Only what the post house still owes can be late; the day itself is not yet late."""
    return state in AWAITED and due_on < today


@dataclass(frozen=True, slots=True)
class Wanted:
    """One asset, told apart by what it is of: a language, a role or kind of picture, a territory."""

    asset: Asset
    language: str = ""
    role: str = ""
    territory: str = ""


def speaks(held: Iterable[str], language: str) -> bool:
    """Whether one of the languages, whatever its region, is this one."""
    return base(language) in {base(one) for one in held}


# What is asked for at each level; seasons are named by number and have the series' pictures, and what stands beside a
# film or a series has its.
PICTURES: dict[Kind, tuple[ArtKind, ...]] = {
    Kind.FILM: (ArtKind.POSTER, ArtKind.STILL, ArtKind.BACKDROP),
    Kind.SERIES: (ArtKind.POSTER, ArtKind.STILL, ArtKind.BACKDROP),
    Kind.SEASON: (),
    Kind.EPISODE: (ArtKind.STILL,),
    **dict.fromkeys(BESIDE, ()),
}
# Nobody asks for words of these.
WITHOUT_WORDS = {Kind.SEASON, *BESIDE}


def proposed(
    kind: Kind, original: str, markets: Sequence[tuple[str, str]], way: Role
) -> tuple[Wanted, ...]:
    """What to ask for so that a title can open in markets, told as territories with their languages.

    ``way`` is how a market that reads another language follows it: a dub, or full subtitles.
    """
    languages = tuple(dict.fromkeys(language for _, language in markets))
    return tuple(
        dict.fromkeys(
            (
                *_film(kind, original, languages, way),
                *(Wanted(Asset.ARTWORK, role=picture) for picture in PICTURES[kind]),
                *(
                    Wanted(Asset.METADATA, language)
                    for language in languages
                    if kind not in WITHOUT_WORDS
                ),
                *(Wanted(Asset.RATING, territory=territory) for territory, _ in markets),
            )
        )
    )


def _film(kind: Kind, original: str, languages: Sequence[str], way: Role) -> Iterator[Wanted]:
    if kind not in PLAYABLE:
        return
    yield Wanted(Asset.MASTER, original)
    if original == WORDLESS:
        return
    yield Wanted(Asset.SOUND, original, Role.ORIGINAL)
    asset = Asset.SOUND if way is Role.DUB else Asset.SUBTITLE
    for language in languages:
        if base(language) != base(original):
            yield Wanted(asset, language, way)
