"""What a title is made of, whom it suits, and how names are folded for comparing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    FILM = "film"
    SERIES = "series"
    SEASON = "season"
    EPISODE = "episode"
    TRAILER = "trailer"
    EXTRA = "extra"
    EDITION = "edition"


PARENT_KIND: dict[Kind, Kind | None] = {
    Kind.FILM: None,
    Kind.SERIES: None,
    Kind.SEASON: Kind.SERIES,
    Kind.EPISODE: Kind.SEASON,
}
# What stands beside a film or a series and is played by itself. Another edition of a film is a title of its own below it:
# it has its own streams, and its windows and ages are the film's unless it says otherwise.
BESIDE: dict[Kind, frozenset[Kind]] = {
    Kind.TRAILER: frozenset({Kind.FILM, Kind.SERIES}),
    Kind.EXTRA: frozenset({Kind.FILM, Kind.SERIES}),
    Kind.EDITION: frozenset({Kind.FILM}),
}
PLAYABLE = frozenset({Kind.FILM, Kind.EPISODE, *BESIDE})
# In a list by these, what a title hangs below stands before it.
DEPTHS: dict[Kind, int] = {
    Kind.FILM: 0,
    Kind.SERIES: 0,
    Kind.SEASON: 1,
    Kind.EPISODE: 2,
    **dict.fromkeys(BESIDE, 3),
}


class Edition(StrEnum):
    THEATRICAL = "theatrical"
    DIRECTORS = "directors"
    EXTENDED = "extended"
    RESTORED = "restored"
    DUBBED = "dubbed"
    OTHER = "other"


def belongs_to(kind: Kind) -> frozenset[Kind]:
    """The kinds of title that one of this kind hangs below; none for films and series."""
    above = PARENT_KIND.get(kind)
    return BESIDE.get(kind, frozenset({above} if above else ()))


def kinds_below(kind: Kind) -> tuple[Kind, ...]:
    """The kinds of title that may hang below one of this kind, its own parts first."""
    return tuple(one for one in Kind if kind in belongs_to(one))


class ArtKind(StrEnum):
    POSTER = "poster"
    STILL = "still"
    BACKDROP = "backdrop"


# As the source of a picture: the engine took it out of the film, and nobody delivered it.
FRAME = "frame"


class CompanyRole(StrEnum):
    PRODUCTION = "production"
    COPRODUCTION = "coproduction"
    FINANCING = "financing"
    DISTRIBUTION = "distribution"
    SALES = "sales"
    BROADCASTER = "broadcaster"


# Below here lie originals; no address of a picture reaches them.
MASTERS = "masters/"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in several widths; ``width`` and ``height`` belong to ``url``, the middle one.

    ``avif`` is the same widths in AVIF; ``tall`` and ``tall_avif`` are a cut for screens that stand. ``blur`` is an
    address that holds a tiny picture itself. ``focus`` is what to keep in sight, in percent from left and top;
    ``None`` where nobody has said. All of these are empty for a picture from before there were cuts.
    """

    url: str
    srcset: str
    width: int
    height: int
    colour: str
    avif: str = ""
    tall: str = ""
    tall_avif: str = ""
    blur: str = ""
    focus: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class TitleCard:
    """A title as a reader of one language in one territory sees it.

    ``parent_name`` is the name of the series, for seasons and episodes. ``minimum_age`` is None when nobody
    has rated the title. ``language_shown`` is the language the words are in, not the one asked for.
    """

    id: int
    slug: str
    kind: Kind
    name: str
    tagline: str
    synopsis: str
    year: int | None
    runtime_seconds: int | None
    minimum_age: int | None
    genres: tuple[str, ...]
    poster: Picture | None
    still: Picture | None
    parent_name: str | None
    number: int | None
    language_shown: str

    def __hash__(self) -> int:
        # Pages find what is drawn by the cards that are on it, a hundred at a time; its words tell it from another one.
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Synopses:
    """In the language of the card; empty where nobody has written that length."""

    short: str
    medium: str
    long: str


@dataclass(frozen=True, slots=True)
class CreditLine:
    person: str
    role: str
    character: str


@dataclass(frozen=True, slots=True)
class Life:
    """Who somebody is; ``language`` is the one the text is in, not the one asked for."""

    person: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class CompanyLine:
    company: str
    role: str


@dataclass(frozen=True, slots=True)
class Production:
    """A country of production; ``share`` is in per cent, None where nobody has said."""

    territory: str
    share: Decimal | None = None
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class IdentifierLine:
    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class CollectionLine:
    slug: str
    name: str


WHOLE = Decimal(100)


def shared(countries: Iterable[Production]) -> Decimal:
    """What the stated shares add up to."""
    return sum((one.share for one in countries if one.share is not None), Decimal())


def with_country(held: Sequence[Production], new: Production) -> list[Production]:
    """The countries with one more, or with one changed in its place; a new lead takes the lead over."""
    rest = [replace(one, is_lead=one.is_lead and not new.is_lead) for one in held]
    changed = [new if one.territory == new.territory else one for one in rest]
    return changed if new in changed else [*changed, new]


@dataclass(frozen=True, slots=True)
class SeasonCard:
    card: TitleCard
    episodes: tuple[TitleCard, ...]


@dataclass(frozen=True, slots=True)
class TitlePage:
    """``lineage`` is the title, its season and its series, from the nearest up."""

    card: TitleCard
    synopses: Synopses
    lineage: tuple[int, ...]
    credits: tuple[CreditLine, ...]
    companies: tuple[CompanyLine, ...]
    seasons: tuple[SeasonCard, ...]
    beside: tuple[TitleCard, ...]
    production: tuple[Production, ...]
    moods: tuple[str, ...]
    keywords: tuple[str, ...]
    identifiers: tuple[IdentifierLine, ...]
    collections: tuple[CollectionLine, ...]
    original_name: str
    original_language: str
    spoken_languages: tuple[str, ...]
    backdrop: Picture | None
    copyright_line: str = ""

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries of production, the leading one first."""
        return tuple(one.territory for one in self.production)

    @property
    def chains_beside(self) -> tuple[tuple[int, ...], ...]:
        """The lineage of each trailer, extra and other edition."""
        return tuple((card.id, *self.lineage) for card in self.beside)

    @property
    def chains(self) -> tuple[tuple[int, ...], ...]:
        """The lineage of the title, then that of each episode shown below it."""
        below = (
            tuple(dict.fromkeys((card.id, season.card.id, *self.lineage)))
            for season in self.seasons
            for card in season.episodes
        )
        return self.lineage, *below


def nearest_age(ages: Sequence[int | None]) -> int | None:
    """The first age that somebody has given; ``ages`` are a title's own, its season's and its series', in this order."""
    return next((age for age in ages if age is not None), None)


class AgeSource(StrEnum):
    """Who stated the age that counts, in the order in which they are asked, the title first and its series last."""

    BOARD = "board"
    DEFAULT = "default"
    BOARD_ABOVE = "board_above"
    DEFAULT_ABOVE = "default_above"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class EffectiveAge:
    """The age from which a territory sees a title; None, which hides it from children, when nobody stated one."""

    territory: str
    minimum_age: int | None
    source: AgeSource


def effective_age(territory: str, line: Sequence[tuple[int | None, int | None]]) -> EffectiveAge:
    """``line`` is what the territory's board and what staff say, of the title, its season and its series."""
    for level, said in enumerate(line):
        for age, source in zip(said, _SOURCES[level > 0], strict=True):
            if age is not None:
                return EffectiveAge(territory, age, source)
    return EffectiveAge(territory, None, AgeSource.NOBODY)


_SOURCES = (
    (AgeSource.BOARD, AgeSource.DEFAULT),
    (AgeSource.BOARD_ABOVE, AgeSource.DEFAULT_ABOVE),
)


def is_suited(ages: Sequence[int | None], *, ceiling: int | None) -> bool:
    """Whether a profile may know of a title; the ages are as for ``nearest_age``.

    Every title on the way up has to be suited by the nearest age known for it: nobody comes to a mild episode but
    through its series. What nobody has rated is hidden from everyone with a ceiling.
    """
    if ceiling is None:
        return True
    known = [nearest_age(ages[level:]) for level in range(len(ages))]
    return all(age is not None and age <= ceiling for age in known)


def fold(text: str) -> str:
    """The text without case, accents, ligatures and punctuation, words parted by one space."""
    # Decomposed before as well as after: № only has a capital to fold once it is taken apart.
    plain = unicodedata.normalize("NFKD", text).casefold().replace("œ", "oe").replace("æ", "ae")
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = (letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())


SHORTEST_MISSPELT = 4


def trimmed(word: str) -> frozenset[str]:
    """The word, and for words long enough to be misspelt, the word less each of its letters.

    Two words share one of these when they differ by a letter too many, a letter too few, another letter,
    or two neighbours the wrong way round.
    """
    if len(word) < SHORTEST_MISSPELT:
        return frozenset((word,))
    return frozenset((word, *(word[:at] + word[at + 1 :] for at in range(len(word)))))
