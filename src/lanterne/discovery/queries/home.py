"""The home page of a profile: a fixed, small number of statements however large the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _

from lanterne.accounts.rules import ProfileCard
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.genres import NAMES as GENRES
from lanterne.catalogue.rules import Kind, TitleCard
from lanterne.core.errors import Refused
from lanterne.discovery import shelves
from lanterne.discovery.headings import heading
from lanterne.discovery.queries.lists import listed
from lanterne.discovery.rules import Entry, Home, Row, worth_a_row
from lanterne.discovery.shelves import Shelf
from lanterne.discovery.visible import Audience
from lanterne.playback import queries as playback
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market

LENGTH = 20
# Shorter than the others: in a small house it would hold everything, and no kind would have a row.
LATEST = 10
SOON = timedelta(days=30)


class NotThisHousehold(Refused):
    pass


@dataclass(frozen=True, slots=True)
class _Personal:
    """What only this profile, or only this day, puts on the page."""

    progress: dict[int, float]
    listed: tuple[int, ...]
    closing: dict[int, datetime]


def home(*, household_id: int, profile: ProfileCard, territory: str, at: datetime) -> Home:
    """The rows that have something to show; whatever they show may be played here and now."""
    if profile.household_id != household_id:
        raise NotThisHousehold(_("This profile belongs to another household."))
    personal = _personal(profile, territory, at)
    found = shelves.read(_shelves(personal), Audience(profile.ceiling, territory, at))
    rows = _in_order(found, personal)
    newest = rows["new"]
    # What is kept shows every title of what is not, so the hero's card is among these as well.
    rows = worth_a_row(rows)
    cards = _cards(rows, profile.language, territory)
    with translation.override(profile.language):
        told = tuple(_rows(rows, cards, personal))
    return Home(hero=_hero(newest, cards), rows=told)


def _personal(profile: ProfileCard, territory: str, at: datetime) -> _Personal:
    watching = playback.continue_watching(profile_id=profile.id)
    return _Personal(
        progress={title_id: seconds / duration for title_id, seconds, duration in watching},
        listed=listed(profile_id=profile.id),
        closing=rights.closing(market=Market(territory), at=at, within=SOON, limit=200),
    )


def _shelves(personal: _Personal) -> dict[str, Shelf]:
    named = {*personal.progress, *personal.listed, *personal.closing}
    return {
        "heads": shelves.among_heads(named),
        "episodes": shelves.among_episodes(personal.progress),
        "films": shelves.newest(Kind.FILM, LENGTH),
        "series": shelves.newest(Kind.SERIES, LENGTH),
        **{f"genre-{code}": shelves.newest_of_genre(code, LENGTH) for code in GENRES},
    }


def _in_order(found: dict[str, list[int]], personal: _Personal) -> dict[str, Sequence[int]]:
    """The rows of the page from top to bottom, each in its own order."""
    shown = {*found.pop("heads"), *found.pop("episodes")}
    films, series = found.pop("films"), found.pop("series")
    return {
        "watching": [one for one in personal.progress if one in shown],
        "list": [one for one in personal.listed if one in shown][:LENGTH],
        "leaving": [one for one in personal.closing if one in shown][:LENGTH],
        "new": sorted((*films, *series), reverse=True)[:LATEST],
        **found,
        "films": films,
        "series": series,
    }


def _cards(
    rows: Mapping[str, Sequence[int]], language: str, territory: str
) -> dict[int, TitleCard]:
    every = {title_id for ids in rows.values() for title_id in ids}
    drawn = catalogue.cards(title_ids=sorted(every), language=language, territory=territory)
    return {card.id: card for card in drawn}


def _rows(
    rows: Mapping[str, Sequence[int]], cards: Mapping[int, TitleCard], personal: _Personal
) -> Iterator[Row]:
    for key, ids in rows.items():
        entries = tuple(
            Entry(cards[one], personal.progress.get(one), personal.closing.get(one))
            for one in ids
            if one in cards  # an editor may take a title away between two of our statements
        )
        if entries:
            yield Row(key, *heading(key), entries)


def _hero(newest: Sequence[int], cards: Mapping[int, TitleCard]) -> TitleCard | None:
    """The latest title with a still to show; without any, the latest."""
    shown = [cards[one] for one in newest if one in cards]
    return next((card for card in shown if card.still), shown[0] if shown else None)
