"""What a title needs before it can open in a market, and how far it is: arithmetic on what is there and what was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from lanterne.catalogue.languages import base
from lanterne.catalogue.rules import BESIDE, ArtKind, Kind
from lanterne.deliveries.rules import ARRIVED, SEVERAL, WORDLESS, Asset, Role, State, Wanted, speaks


class Code(StrEnum):
    """What can be needed, in the order in which it is told."""

    FILM = "film"
    EPISODES = "episodes"
    ORIGINAL_SOUND = "original_sound"
    SPOKEN = "spoken"
    WORDS = "words"
    POSTER = "poster"
    STILL = "still"
    PICTURE = "picture"
    RATING = "rating"
    WINDOW = "window"


class Standing(StrEnum):
    """How one need stands; only the first is good enough to open."""

    MET = "met"
    MISSING = "missing"
    ASKED = "asked"
    ARRIVED = "arrived"


PLAYABLE = (Code.FILM, Code.ORIGINAL_SOUND, Code.SPOKEN)
NEEDS: dict[Kind, tuple[Code, ...]] = {
    Kind.FILM: (*PLAYABLE, Code.WORDS, Code.POSTER, Code.STILL, Code.RATING, Code.WINDOW),
    Kind.SERIES: (Code.EPISODES, Code.WORDS, Code.POSTER, Code.STILL, Code.RATING, Code.WINDOW),
    Kind.SEASON: (Code.EPISODES, Code.RATING, Code.WINDOW),
    Kind.EPISODE: (*PLAYABLE, Code.WORDS, Code.STILL, Code.RATING, Code.WINDOW),
    # Trailers, extras and other editions are read about, and pictured, with what they stand beside.
    **dict.fromkeys(BESIDE, (*PLAYABLE, Code.RATING, Code.WINDOW)),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was not cancelled."""

    id: int
    wanted: Wanted
    state: State


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is really there of a title, as readers of one language in one territory would find it.

    ``sound`` is empty where the film does not say in which language it is.
    """

    kind: Kind
    original: str
    territory: str
    language: str
    is_published: bool
    sound: tuple[str, ...]
    captions: tuple[str, ...]
    has_words: bool
    has_poster: bool
    has_still: bool
    is_rated: bool
    has_window: bool


@dataclass(frozen=True, slots=True)
class Need:
    """``request_id`` is the request that stands in the way, where one does."""

    code: Code
    standing: Standing
    language: str = ""
    request_id: int | None = None

    @property
    def is_met(self) -> bool:
        return self.standing is Standing.MET


@dataclass(frozen=True, slots=True)
class Readiness:
    """Every need of a title in a market; it may open when all are met."""

    territory: str
    needs: tuple[Need, ...]

    @property
    def lacking(self) -> tuple[Need, ...]:
        return tuple(need for need in self.needs if not need.is_met)

    @property
    def is_complete(self) -> bool:
        return not self.lacking

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: a hundred only when nothing is lacking."""
        return 100 * (len(self.needs) - len(self.lacking)) // len(self.needs)

    def without(self, code: Code) -> Readiness:
        """The same but for one need: a window is not needed by whoever is granting it."""
        return Readiness(self.territory, tuple(one for one in self.needs if one.code is not code))


def readiness(held: Holdings, asked: Iterable[Asked]) -> Readiness:
    """A need is met when it is there and nothing that was asked for it waits for its acceptance."""
    open_by_code: dict[Code, list[Asked]] = {}
    for one in asked:
        if one.state is not State.ACCEPTED and _concerns(one.wanted, held):
            open_by_code.setdefault(code_of(one.wanted), []).append(one)
    needed = _needed(held)
    codes = [code for code in Code if code in open_by_code or code in needed]
    return Readiness(
        held.territory, tuple(_need(code, held, open_by_code.get(code, [])) for code in codes)
    )


def _needed(held: Holdings) -> tuple[Code, ...]:
    is_wordless = held.original == WORDLESS
    is_followed = is_wordless or base(held.language) == base(held.original)
    spared = {Code.ORIGINAL_SOUND: is_wordless, Code.SPOKEN: is_followed}
    return tuple(code for code in NEEDS[held.kind] if not spared.get(code))


# Pictures of other kinds are needed only where somebody asked for them.
PICTURES = {ArtKind.POSTER: Code.POSTER, ArtKind.STILL: Code.STILL}


def code_of(wanted: Wanted) -> Code:
    """Which need a request is for."""
    match wanted.asset:
        case Asset.MASTER:
            return Code.FILM
        case Asset.SOUND if wanted.role == Role.ORIGINAL:
            return Code.ORIGINAL_SOUND
        case Asset.SOUND | Asset.SUBTITLE:
            return Code.SPOKEN
        case Asset.METADATA:
            return Code.WORDS
        case Asset.RATING:
            return Code.RATING
        case Asset.ARTWORK:
            return PICTURES.get(ArtKind(wanted.role), Code.PICTURE)


def _concerns(wanted: Wanted, held: Holdings) -> bool:
    """Whether a market waits for a request: for its own, and for what every market shares."""
    if wanted.territory:
        return wanted.territory == held.territory
    if wanted.asset is Asset.MASTER or wanted.role == Role.ORIGINAL or not wanted.language:
        return True
    return base(wanted.language) == base(held.language)


def _need(code: Code, held: Holdings, waiting: list[Asked]) -> Need:
    language = held.language if code in {Code.SPOKEN, Code.WORDS} else ""
    language = held.original if code is Code.ORIGINAL_SOUND else language
    # What the post house still owes is told before what waits for us.
    first = min(waiting, key=lambda one: (one.state in ARRIVED, one.id), default=None)
    if first is not None:
        standing = Standing.ARRIVED if first.state in ARRIVED else Standing.ASKED
        return Need(code, standing, language, first.id)
    return Need(code, Standing.MET if _is_there(code, held) else Standing.MISSING, language)


def _is_there(code: Code, held: Holdings) -> bool:
    there = {
        Code.FILM: held.is_published,
        Code.EPISODES: held.is_published,
        Code.ORIGINAL_SOUND: held.is_published and is_heard(held.sound, held.original),
        Code.SPOKEN: speaks((*held.sound, *held.captions), held.language),
        Code.WORDS: held.has_words,
        Code.POSTER: held.has_poster,
        Code.STILL: held.has_still,
        Code.RATING: held.is_rated,
        Code.WINDOW: held.has_window,
    }
    # Of another picture only its request says that it is needed, and that one is accepted.
    return there.get(code, True)


def is_heard(sound: Iterable[str], original: str) -> bool:
    """Whether the original language is heard; a film that names no language is believed to be in it.

    Of a film without words, or in several languages, no track can be the wrong one.
    """
    said = tuple(sound)
    return not said or base(original) in {WORDLESS, *SEVERAL} or speaks(said, original)
