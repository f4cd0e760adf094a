"""The list of titles, as the address asks for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from lanterne.assets import queries as assets
from lanterne.catalogue.languages import base
from lanterne.catalogue.queries import counting, editing
from lanterne.catalogue.rules import TitleCard
from lanterne.core.cursor import Cursor
from lanterne.deliveries import queries as deliveries
from lanterne.deliveries.needs import Code
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market
from lanterne.studio import slices
from lanterne.studio.decisions import hopeful_ids
from lanterne.studio.slices import Slice
from lanterne.studio.title_page import cards
from lanterne.territories import queries as territories

A_PAGE = 50
Sets = list[QuerySet[Any, Any]]
WINDOWS = ("open", "coming", "over", "nowhere")
STREAMS = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list; empty where nothing is said.

    ``window`` is how a title stands in ``market``, or "nowhere" for one that no market has or will have. ``missing`` is
    a language without a synopsis, ``decade`` the first year of one.
    """

    text: str = ""
    kind: str = ""
    genre: str = ""
    decade: str = ""
    streams: str = ""
    market: str = ""
    window: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """In how many markets a title is ready to open, of how many."""

    markets: int
    total: int

    @property
    def is_everywhere(self) -> bool:
        return self.markets == self.total


@dataclass(frozen=True, slots=True)
class TitlesPage:
    titles: list[TitleCard]
    published: frozenset[int]
    ready: dict[int, Ready]
    page: Slice[int]
    count: int


def titles_page(*, wanted: Wanted, place: Cursor, at: datetime) -> TitlesPage:
    """One slice of titles, the newest first."""
    ids = listed(wanted, at)
    page = slices.of_ids(ids, place, A_PAGE)
    published = assets.published_title_ids().filter(title_id__in=page.rows)
    return TitlesPage(
        cards(page.rows), frozenset(published), _ready(page.rows, at), page, ids.count()
    )


def read_languages() -> tuple[str, ...]:
    """The languages that the markets read."""
    spoken = {base(market.default_language) for market in territories.markets()}
    return tuple(sorted(spoken))


def listed(wanted: Wanted, at: datetime) -> QuerySet[Any, Any]:
    within, outside = _sets(wanted, at)
    return editing.listed(text=wanted.text, kind=wanted.kind, within=within, outside=outside)


def _ready(title_ids: tuple[int, ...], at: datetime) -> dict[int, Ready]:
    """Whether there is a window is another column's matter, and no part of being ready."""
    markets = [market.territory for market in territories.markets()]
    told = deliveries.readinesses(title_ids=title_ids, markets=markets, at=at)
    counted = Counter(
        title_id for (title_id, _), one in told.items() if one.without(Code.WINDOW).is_complete
    )
    return {one: Ready(counted[one], len(markets)) for one in title_ids} if markets else {}


def _sets(wanted: Wanted, at: datetime) -> tuple[Sets, Sets]:
    within, outside = _windows(wanted, at)
    if wanted.genre:
        within.append(counting.genre_ids(wanted.genre))
    if wanted.decade:
        within.append(counting.decade_ids(int(wanted.decade)))
    if wanted.streams:
        within.append(editing.playable_ids())
        (within if wanted.streams == "yes" else outside).append(assets.published_title_ids())
    if wanted.missing:
        outside.append(editing.synopsis_ids(language=wanted.missing))
    return within, outside


def _windows(wanted: Wanted, at: datetime) -> tuple[Sets, Sets]:
    market = Market(wanted.market)
    match wanted.window:
        case "open":
            return [rights.open_title_ids(market=market, at=at)], []
        case "coming":
            lasting = rights.open_or_coming_title_ids(market=market, at=at)
            return [lasting], [rights.open_title_ids(market=market, at=at)]
        case "over":
            lasting = rights.open_or_coming_title_ids(market=market, at=at)
            return [rights.named_title_ids(market=market)], [lasting]
        case "nowhere":
            return [], hopeful_ids(at)
    return [], []
