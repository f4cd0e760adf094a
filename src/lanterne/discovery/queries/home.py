"""The home page of a profile: a fixed, small number of statements however large the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import translation

from lanterne.accounts.rules import ProfileCard
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.genres import NAMES as GENRES
from lanterne.catalogue.rules import Kind, TitleCard
from lanterne.core.errors import Refused
from lanterne.discovery.headings import heading
from lanterne.discovery.queries.lists import listed
from lanterne.discovery.rules import Entry, Home, Row
from lanterne.discovery.visible import Audience, heads, only, playables, read_together
from lanterne.playback import queries as playback
from lanterne.rights import queries as rights

LENGTH = 20
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
        raise NotThisHousehold("This profile belongs to another household.")
    personal = _personal(profile, territory, at)
    shelves = _shelves(Audience(profile, territory, at), personal)
    found = _in_order(read_together(shelves), personal)
    cards = _cards(found, profile.language, territory)
    with translation.override(profile.language):
        rows = tuple(_rows(found, cards, personal))
    return Home(hero=_hero(found["new"], cards), rows=rows)


def _personal(profile: ProfileCard, territory: str, at: datetime) -> _Personal:
    watching = playback.continue_watching(profile_id=profile.id)
    return _Personal(
        progress={title_id: seconds / duration for title_id, seconds, duration in watching},
        listed=listed(profile_id=profile.id),
        closing=rights.closing(territory=territory, at=at, within=SOON, limit=200),
    )


def _shelves(audience: Audience, personal: _Personal) -> dict[str, QuerySet[Any, Any]]:
    """What each row may draw from, in the order of the page."""
    shown = heads(audience).order_by("-id")
    genres = catalogue.genre_ids()
    return {
        "watching": only(playables(audience), personal.progress),
        "list": only(shown, personal.listed),
        "leaving": only(shown, personal.closing),
        "new": shown[:LENGTH],
        **{
            f"genre-{code}": catalogue.of_genre(shown, genre_id=genres[code])[:LENGTH]
            for code in GENRES
            if code in genres
        },
        "films": shown.filter(kind=Kind.FILM)[:LENGTH],
        "series": shown.filter(kind=Kind.SERIES)[:LENGTH],
    }


def _in_order(found: Mapping[str, list[int]], personal: _Personal) -> dict[str, list[int]]:
    """The personal rows in their own order: last watched, last kept, first to leave."""
    orders: dict[str, Sequence[int]] = {
        "watching": list(personal.progress),
        "list": personal.listed,
        "leaving": list(personal.closing),
    }
    return {
        key: sorted(ids, key=orders[key].index)[:LENGTH] if key in orders else ids
        for key, ids in found.items()
    }


def _cards(found: Mapping[str, list[int]], language: str, territory: str) -> dict[int, TitleCard]:
    every = {title_id for ids in found.values() for title_id in ids}
    drawn = catalogue.cards(title_ids=sorted(every), language=language, territory=territory)
    return {card.id: card for card in drawn}


def _rows(
    found: Mapping[str, list[int]], cards: Mapping[int, TitleCard], personal: _Personal
) -> Iterator[Row]:
    for key, ids in found.items():
        entries = tuple(
            Entry(cards[one], personal.progress.get(one), personal.closing.get(one)) for one in ids
        )
        if entries:
            yield Row(key, *heading(key), entries)


def _hero(newest: Sequence[int], cards: Mapping[int, TitleCard]) -> TitleCard | None:
    """The latest title with a still to show; without any, the latest."""
    shown = [cards[one] for one in newest]
    return next((card for card in shown if card.still), shown[0] if shown else None)
