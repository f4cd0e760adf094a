"""How ready titles are to open in markets: one of them, or many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from lanterne.assets import queries as assets
from lanterne.assets.queries import PublicationCard
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.languages import base
from lanterne.catalogue.queries import editing
from lanterne.catalogue.rules import PLAYABLE, TitleCard
from lanterne.deliveries import needs
from lanterne.deliveries.models import DeliveryRequest, OpeningOverride
from lanterne.deliveries.needs import Asked, Holdings, Readiness
from lanterne.deliveries.queries.requests import wanted
from lanterne.deliveries.rules import State
from lanterne.rights import queries as rights
from lanterne.rights.rules import Market
from lanterne.territories import queries as territories

# Of one market: more would open in two weeks than anybody could complete.
MOST_NEAR = 50


@dataclass(frozen=True, slots=True)
class OverrideCard:
    """An opening before the title was ready; ``lacking`` are the codes of needs of that moment."""

    territory: str
    opens_at: datetime
    lacking: tuple[str, ...]
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Opening:
    """A window that opens soon on a title that is not ready for it."""

    title_id: int
    opens_at: datetime
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class Shared:
    """What is so of titles in every market."""

    originals: Mapping[int, str]
    publications: Mapping[int, PublicationCard]
    with_episodes: frozenset[int]
    asked: Mapping[int, list[Asked]]


def readiness(*, title_id: int, territory: str, at: datetime) -> Readiness | None:
    """What one title still lacks before it can open in a territory; None when there is no such title."""
    return readinesses(title_ids=[title_id], markets=[territory], at=at).get((title_id, territory))


def readinesses(
    *, title_ids: Sequence[int], markets: Collection[str], at: datetime
) -> dict[tuple[int, str], Readiness]:
    """The same for many titles and markets, in as many statements for one title as for a thousand.

    Where no market is open, readers are taken to read the original language.
    """
    shared = _shared(title_ids)
    return dict(
        found for territory in markets for found in _in_market(title_ids, territory, shared, at)
    )


def opening_unready(*, at: datetime, limit: int) -> tuple[Opening, ...]:
    """What opens within the days of notice in some market and lacks something there, the soonest first."""
    notice = timedelta(days=settings.OPENING_NOTICE_DAYS)
    found: list[Opening] = []
    for market in territories.markets():
        near = rights.opening(
            market=Market(market.territory), at=at, within=notice, limit=MOST_NEAR
        )
        told = readinesses(title_ids=list(near), markets=[market.territory], at=at)
        found += [
            Opening(title_id, near[title_id], one)
            for (title_id, _), one in told.items()
            if not one.is_complete
        ]
    return tuple(sorted(found, key=lambda one: (one.opens_at, one.title_id))[:limit])


def overrides(*, title_id: int) -> tuple[OverrideCard, ...]:
    """The latest first."""
    rows = OpeningOverride.objects.filter(title_id=title_id).order_by("-pk")
    return tuple(
        OverrideCard(row.territory, row.opens_at, tuple(row.lacking), row.reason, row.actor, row.at)
        for row in rows
    )


def _shared(title_ids: Sequence[int]) -> Shared:
    asked: dict[int, list[Asked]] = {}
    rows = DeliveryRequest.objects.filter(title_id__in=title_ids).exclude(state=State.CANCELLED)
    for row in rows.order_by("pk"):
        asked.setdefault(row.title_id, []).append(Asked(row.pk, wanted(row), State(row.state)))
    streams = assets.published_title_ids()
    above = catalogue.decided_by_nearest(said=streams, yes=streams).filter(pk__in=title_ids)
    return Shared(
        originals=editing.originals(title_ids=title_ids),
        publications=assets.publications(title_ids=title_ids),
        with_episodes=frozenset(above),
        asked=asked,
    )


def _in_market(
    title_ids: Sequence[int], territory: str, shared: Shared, at: datetime
) -> Iterator[tuple[tuple[int, str], Readiness]]:
    market = territories.market(territory=territory)
    language = market.default_language if market else ""
    # What is decided for a title shows on its card exactly as a reader of this market would find it.
    cards = catalogue.cards(title_ids=title_ids, language=language or "en", territory=territory)
    hopeful = rights.open_or_coming_title_ids(market=Market(territory), at=at).filter(
        pk__in=title_ids
    )
    with_window = frozenset(hopeful)
    for card in cards:
        original = shared.originals[card.id]
        spoken, has_window = language or original, card.id in with_window
        held = _holdings(card, territory, spoken, shared, has_window=has_window)
        yield (card.id, territory), needs.readiness(held, shared.asked.get(card.id, ()))


def _holdings(
    card: TitleCard, territory: str, language: str, shared: Shared, *, has_window: bool
) -> Holdings:
    published = shared.publications.get(card.id)
    is_final = published is not None and published.is_final
    return Holdings(
        kind=card.kind,
        original=shared.originals[card.id],
        territory=territory,
        language=language,
        is_published=is_final if card.kind in PLAYABLE else card.id in shared.with_episodes,
        sound=published.sound_languages if published else (),
        captions=published.caption_languages if published else (),
        has_words=base(card.language_shown) == base(language) and bool(card.synopsis),
        has_poster=card.poster is not None,
        has_still=card.still is not None,
        is_rated=card.minimum_age is not None,
        has_window=has_window,
    )
