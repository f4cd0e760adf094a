"""The list of titles, as the address asks for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from lanterne.assets import queries as assets
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import TitleCard
from lanterne.deliveries import queries as deliveries
from lanterne.deliveries.needs import Code
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market
from lanterne.studio.decisions import hopeful_ids
from lanterne.studio.title_page import cards
from lanterne.territories import queries as territories

A_PAGE = 30
Sets = list[QuerySet[Any, Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list: ``streams`` is yes, no or nothing said; ``open`` a territory, or "nowhere"."""

    text: str = ""
    kind: str = ""
    streams: str = ""
    open: str = ""


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
    page: Page[int]


def titles_page(*, wanted: Wanted, number: int, at: datetime) -> TitlesPage:
    """One page of titles, the newest first."""
    within, outside = _sets(wanted, at)
    ids = editing.listed(text=wanted.text, kind=wanted.kind, within=within, outside=outside)
    page = Paginator(ids, A_PAGE).get_page(number)
    shown = tuple(page.object_list)
    published = assets.published_title_ids().filter(title_id__in=shown)
    return TitlesPage(cards(shown), frozenset(published), _ready(shown, at), page)


def _ready(title_ids: tuple[int, ...], at: datetime) -> dict[int, Ready]:
    """Whether there is a window is another column's matter, and no part of being ready."""
    markets = [market.territory for market in territories.markets()]
    told = deliveries.readinesses(title_ids=title_ids, markets=markets, at=at)
    counted = Counter(
        title_id for (title_id, _), one in told.items() if one.without(Code.WINDOW).is_complete
    )
    return {one: Ready(counted[one], len(markets)) for one in title_ids} if markets else {}


def _sets(wanted: Wanted, at: datetime) -> tuple[Sets, Sets]:
    within: Sets = []
    outside: Sets = []
    if wanted.streams:
        within.append(editing.playable_ids())
        (within if wanted.streams == "yes" else outside).append(assets.published_title_ids())
    if wanted.open == "nowhere":
        outside += hopeful_ids(at)
    elif wanted.open:
        within.append(rights.open_title_ids(market=Market(wanted.open), at=at))
    return within, outside
