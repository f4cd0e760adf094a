"""What every page of one title shows at its head, and what its first page says: what it still needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from lanterne.assets import queries as assets
from lanterne.assets.queries import JobCard, PublicationCard
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.languages import base
from lanterne.catalogue.queries import editing
from lanterne.catalogue.queries.editing import EditedTitle
from lanterne.catalogue.rules import BESIDE, Kind, TitleCard, kinds_below
from lanterne.rights import queries as rights
from lanterne.rights.rules import Availability, Market
from lanterne.studio import choices
from lanterne.territories import queries as territories
from lanterne.territories.rules import MarketCard


@dataclass(frozen=True, slots=True)
class Head:
    """The title as it stands above every page about it; ``above`` leads from the series down."""

    title: EditedTitle
    card: TitleCard
    above: tuple[TitleCard, ...]
    publication: PublicationCard | None


@dataclass(frozen=True, slots=True)
class MarketLine:
    """How the title stands in one market."""

    market: MarketCard
    availability: Availability
    sentence: str
    has_synopsis: bool
    is_rated: bool


@dataclass(frozen=True, slots=True)
class BesideLine:
    """A trailer, an extra or another edition."""

    card: TitleCard
    kind: Kind
    edition: str
    is_published: bool


@dataclass(frozen=True, slots=True)
class Overview:
    head: Head
    markets: tuple[MarketLine, ...]
    parts: tuple[TitleCard, ...]
    beside: tuple[BesideLine, ...]
    possible: tuple[Kind, ...]
    published_parts: frozenset[int]
    job: JobCard | None
    next_number: int

    @property
    def is_open_somewhere(self) -> bool:
        return any(line.availability.is_open for line in self.markets)

    @property
    def silent(self) -> dict[str, list[str]]:
        """Languages in which nothing is said of it, each with the markets that read them."""
        found: dict[str, list[str]] = {}
        for line in self.markets:
            if not line.has_synopsis:
                found.setdefault(line.market.default_language, []).append(line.market.territory)
        return found


def head(title_id: int) -> Head:
    """Raises the console's "not found" when there is no such title."""
    title = editing.edited(title_id=title_id)
    if title is None:
        raise Http404
    chain = catalogue.lineage(title_id=title_id)
    own, *above = cards(chain)
    return Head(title, own, tuple(reversed(above)), assets.publication(title_id=title_id))


def cards(title_ids: tuple[int, ...]) -> list[TitleCard]:
    """Titles as the reader of the console is shown them, whatever the country."""
    return catalogue.cards(title_ids=title_ids, language=choices.reader(), territory="")


def overview(*, title_id: int, at: datetime) -> Overview:
    """Where the title stands, market by market, and what is below it."""
    shown = head(title_id)
    parts = editing.parts(title_id=title_id)
    below = tuple(cards(parts))
    return Overview(
        head=shown,
        markets=_markets(shown.title, at),
        parts=below,
        beside=_beside(title_id),
        possible=tuple(kind for kind in kinds_below(shown.title.kind) if kind in BESIDE),
        published_parts=_published(parts),
        job=assets.latest_job(title_id=title_id),
        next_number=max((part.number or 0 for part in below), default=0) + 1,
    )


def _beside(title_id: int) -> tuple[BesideLine, ...]:
    held = editing.beside(title_id=title_id)
    ids = tuple(one for one, *_ in held)
    published = set(assets.published_title_ids().filter(title_id__in=ids))
    return tuple(
        BesideLine(card, kind, edition, card.id in published)
        for card, (_, kind, edition) in zip(cards(ids), held, strict=True)
    )


def _published(parts: tuple[int, ...]) -> frozenset[int]:
    """Episodes with streams, and seasons with one such episode."""
    published = set(assets.published_title_ids())
    return frozenset(
        part
        for part in parts
        if part in published
        or any(chain[0] in published for chain in catalogue.below(title_id=part))
    )


def unsaid(*, title_id: int) -> tuple[str, ...]:
    """The languages of our markets in which nothing is said of a title."""
    spoken = _spoken(title_id)
    wanted = dict.fromkeys(market.default_language for market in territories.markets())
    return tuple(language for language in wanted if base(language) not in spoken)


def _spoken(title_id: int) -> set[str]:
    return {
        base(words.language)
        for words in editing.words(title_id=title_id)
        if words.synopsis or words.synopsis_medium or words.synopsis_short
    }


def _markets(title: EditedTitle, at: datetime) -> tuple[MarketLine, ...]:
    spoken = _spoken(title.id)
    rated = {rating.territory for rating in editing.ratings(title_id=title.id)}
    return tuple(
        _market(title.id, market, at, spoken, is_rated=market.territory in rated)
        for market in territories.markets()
    )


def _market(
    title_id: int, market: MarketCard, at: datetime, spoken: set[str], *, is_rated: bool
) -> MarketLine:
    found = rights.availability(
        title_id=title_id, market=Market(market.territory, is_staff=True), at=at
    )
    return MarketLine(
        market=market,
        availability=found,
        sentence=rights.sentence(availability=found, language=choices.reader()),
        has_synopsis=base(market.default_language) in spoken,
        is_rated=is_rated,
    )
