"""The home page of a profile: a fixed, small number of statements however large the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from django.utils import translation
from django.utils.translation import gettext as _

from lanterne.accounts.rules import ProfileCard
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.genres import NAMES as GENRES
from lanterne.catalogue.rules import Kind, TitleCard
from lanterne.core.errors import Refused
from lanterne.core.kept import Answers
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
class _Common:
    """What may be on the page for everybody of one language, ceiling and country, as it is for who has begun nothing."""

    hero: TitleCard | None
    shelves: Mapping[str, Sequence[int]]
    rows: Mapping[str, Row]
    cards: Mapping[int, TitleCard]
    closing: Mapping[int, datetime]


@dataclass(frozen=True, slots=True)
class _Personal:
    """What only this profile puts on the page; ``shown`` may be watched here and now."""

    progress: Mapping[int, float]
    listed: Sequence[int]
    shown: Set[int]


# Half a megabyte each.
MOST_KEPT = 64
_kept = Answers[_Common](MOST_KEPT)


def home(*, household_id: int, profile: ProfileCard, territory: str, at: datetime) -> Home:
    """The rows that have something to show; whatever they show may be played here and now."""
    if profile.household_id != household_id:
        raise NotThisHousehold(_("This profile belongs to another household."))
    audience = Audience(profile.ceiling, territory, at)
    common = _common(profile.language, audience)
    personal = _personal(profile, audience)
    rows = worth_a_row({**_own_rows(personal), **common.shelves})
    cards = _cards(rows, common, profile.language, territory)
    with translation.override(profile.language):
        told = tuple(_rows(rows, cards, common, personal))
    return Home(hero=common.hero, rows=told)


def _common(language: str, audience: Audience) -> _Common:
    """Asked once for everybody who would be told the same, until something changes or the clock changes it."""
    return _kept.get(
        (language, audience.ceiling, audience.territory),
        at=audience.at,
        ask=lambda: _asked(language, audience),
        until=lambda: _until(audience),
    )


def _until(audience: Audience) -> datetime | None:
    """Until something opens or closes, or begins to leave soon."""
    now, soon = (
        rights.next_change(territory=audience.territory, at=at)
        for at in (audience.at, audience.at + SOON)
    )
    return min((one for one in (now, soon and soon - SOON) if one), default=None)


def _asked(language: str, audience: Audience) -> _Common:
    found = shelves.read(_shelves(), audience)
    films, series = found.pop("films"), found.pop("series")
    newest = sorted((*films, *series), reverse=True)[:LATEST]
    closing = rights.closing(
        market=Market(audience.territory), at=audience.at, within=SOON, limit=200
    )
    shown = shelves.among_heads(closing, audience)
    leaving = [one for one in closing if one in shown][:LENGTH]
    # What is kept shows every title of what is not, so the hero's card is among these as well.
    rows = worth_a_row(
        {"leaving": leaving, "new": newest, **found, "films": films, "series": series}
    )
    every = {one for ids in rows.values() for one in ids}
    drawn = catalogue.cards(
        title_ids=sorted(every), language=language, territory=audience.territory
    )
    cards = {card.id: card for card in drawn}
    with translation.override(language):
        told = {key: row for key, ids in rows.items() if (row := _row(key, ids, cards, closing))}
    return _Common(_hero(newest, cards), rows, told, cards, closing)


def _shelves() -> dict[str, Shelf]:
    return {
        "films": shelves.newest(Kind.FILM, LENGTH),
        "series": shelves.newest(Kind.SERIES, LENGTH),
        **{f"genre-{code}": shelves.newest_of_genre(code, LENGTH) for code in GENRES},
    }


def _personal(profile: ProfileCard, audience: Audience) -> _Personal:
    watching = playback.continue_watching(profile_id=profile.id)
    progress = {title_id: seconds / duration for title_id, seconds, duration in watching}
    own = listed(profile_id=profile.id)
    shown = shelves.among_heads({*progress, *own}, audience)
    shown |= shelves.among_episodes(progress, audience)
    return _Personal(progress, own, shown)


def _own_rows(personal: _Personal) -> dict[str, Sequence[int]]:
    """The rows above those of everybody, each in its own order."""
    return {
        "watching": [one for one in personal.progress if one in personal.shown],
        "list": [one for one in personal.listed if one in personal.shown][:LENGTH],
    }


def _cards(
    rows: Mapping[str, Sequence[int]], common: _Common, language: str, territory: str
) -> Mapping[int, TitleCard]:
    own = {one for ids in rows.values() for one in ids} - common.cards.keys()
    if not own:
        return common.cards
    drawn = catalogue.cards(title_ids=sorted(own), language=language, territory=territory)
    return {**common.cards, **{card.id: card for card in drawn}}


def _rows(
    rows: Mapping[str, Sequence[int]],
    cards: Mapping[int, TitleCard],
    common: _Common,
    personal: _Personal,
) -> Iterator[Row]:
    for key, ids in rows.items():
        if key in common.shelves and personal.progress.keys().isdisjoint(ids):
            row = common.rows.get(key)
        else:
            row = _row(key, ids, cards, common.closing, personal.progress)
        if row:
            yield row


def _row(
    key: str,
    ids: Sequence[int],
    cards: Mapping[int, TitleCard],
    closing: Mapping[int, datetime],
    progress: Mapping[int, float] = MappingProxyType({}),
) -> Row | None:
    entries = tuple(
        Entry(cards[one], progress.get(one), closing.get(one))
        for one in ids
        if one in cards  # an editor may take a title away between two of our statements
    )
    return Row(key, *heading(key), entries) if entries else None


def _hero(newest: Sequence[int], cards: Mapping[int, TitleCard]) -> TitleCard | None:
    """The latest title with a still to show; without any, the latest."""
    shown = [cards[one] for one in newest if one in cards]
    return next((card for card in shown if card.still), shown[0] if shown else None)
