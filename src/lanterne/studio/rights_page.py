"""The desk of rights: what comes, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from lanterne.catalogue.rules import TitleCard
from lanterne.rights import queries as rights
from lanterne.rights.queries import Coming, Entry
from lanterne.studio.concerns import Doubt, doubts
from lanterne.studio.title_page import cards
from lanterne.territories import queries as territories

# Doubts are asked of so many titles of the list at most; the page says when there are more.
MOST_DOUBTED = 100


@dataclass(frozen=True, slots=True)
class DeskWanted:
    """What to list: a market and a kind, or all; and how far ahead."""

    territory: str
    coming: str
    days: int


@dataclass(frozen=True, slots=True)
class EntryLine:
    """``card`` is the title's; a licence has its name instead."""

    entry: Entry
    card: TitleCard | None
    licence: str


@dataclass(frozen=True, slots=True)
class DoubtLine:
    doubt: Doubt
    card: TitleCard


@dataclass(frozen=True, slots=True)
class RightsPage:
    lines: tuple[EntryLine, ...]
    doubts: tuple[DoubtLine, ...]
    is_cut: bool


def rights_page(*, wanted: DeskWanted, at: datetime) -> RightsPage:
    """What comes in the markets, and the doubts about those titles there."""
    places = [one.territory for one in territories.markets()]
    places = [one for one in places if wanted.territory in ("", one)]
    found = rights.agenda(
        at=at,
        within=timedelta(days=wanted.days),
        places=places,
        kinds=[one for one in Coming if wanted.coming in ("", one)],
    )
    titles = list(dict.fromkeys(one.title_id for one in found if one.title_id))
    doubtful = [
        one
        for one in doubts(title_ids=titles[:MOST_DOUBTED], at=at)
        if one.warned.territory in places
    ]
    named = _named({*titles, *(one.warned.title_id for one in doubtful)})
    contracts = rights.contracts(licence_ids={one.licence_id for one in found if one.licence_id})
    return RightsPage(
        lines=tuple(
            EntryLine(one, named.get(one.title_id or 0), contracts.get(one.licence_id or 0, ""))
            for one in found
        ),
        doubts=tuple(DoubtLine(one, named[one.warned.title_id]) for one in doubtful),
        is_cut=len(titles) > MOST_DOUBTED,
    )


def _named(title_ids: Collection[int]) -> dict[int, TitleCard]:
    return {card.id: card for card in cards(tuple(title_ids))}
