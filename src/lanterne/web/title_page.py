"""Everything the page of one title says to one viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import translation

from lanterne.assets import queries as assets
from lanterne.assets.queries import PublicationCard
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import SeasonCard, TitleCard, TitlePage
from lanterne.core.kept import Answers
from lanterne.discovery import queries as discovery
from lanterne.discovery.rules import Row
from lanterne.discovery.visible import Audience
from lanterne.playback import queries as playback
from lanterne.playback.refusals import refusal
from lanterne.playback.rules import WatchFacts, may_watch
from lanterne.rights import queries as rights
from lanterne.rights.rules import Availability, Market, best
from lanterne.territories import queries as territories
from lanterne.web.doors import Viewer


@dataclass(frozen=True, slots=True)
class EpisodeLine:
    card: TitleCard
    is_playable: bool
    progress: float | None


@dataclass(frozen=True, slots=True)
class SeasonLines:
    card: TitleCard
    episodes: tuple[EpisodeLine, ...]


@dataclass(frozen=True, slots=True)
class TitleShown:
    """`play` is what the Play button starts; without it `unavailable` is the sentence that says why.

    `sound` and `captions` are the languages of what it plays, empty where they are not known.
    """

    page: TitlePage
    seasons: tuple[SeasonLines, ...]
    beside: tuple[EpisodeLine, ...]
    play: TitleCard | None
    progress: float | None
    unavailable: str
    closes_on: date | None
    is_listed: bool
    sound: tuple[str, ...]
    captions: tuple[str, ...]
    similar: Row | None


@dataclass(frozen=True, slots=True)
class _Told:
    """What the page says to everybody of one language, ceiling and country; nothing in it knows who asked."""

    page: TitlePage
    streams: Mapping[int, PublicationCard]
    windows: Mapping[int, Availability]
    similar: Row | None


@dataclass(frozen=True, slots=True)
class _Standing:
    """What holds for all of a page's playable titles."""

    streams: Mapping[int, PublicationCard]
    windows: Mapping[int, Availability]
    progress: Mapping[int, float]


# Some tens of kilobytes each.
MOST_KEPT = 512
_kept = Answers[_Told | None](MOST_KEPT)


def title_page(*, viewer: Viewer, slug: str) -> TitleShown | None:
    """None when there is no such title for this profile: a ceiling hides, it does not tease."""
    told = _told(
        slug=slug,
        language=viewer.profile.language,
        audience=Audience(viewer.profile.ceiling, viewer.territory, viewer.at),
    )
    if told is None:
        return None
    page, standing = told.page, _standing(viewer, told)
    # A trailer that is open already opens no film.
    window = best(standing.windows[chain[0]] for chain in page.chains)
    seasons = tuple(_season(season, standing) for season in page.seasons)
    play = _play(page, seasons, standing)
    streams = standing.streams[play.id] if play else None
    return TitleShown(
        page=page,
        seasons=seasons,
        beside=tuple(_line(card, standing) for card in page.beside),
        play=play,
        progress=standing.progress.get(play.id) if play else None,
        unavailable=""
        if play
        else _why(viewer, window, is_published=_is_published(page, standing)),
        closes_on=_closing(window),
        is_listed=discovery.is_listed(profile_id=viewer.profile.id, title_id=page.card.id),
        sound=streams.sound_languages if streams else (),
        captions=streams.caption_languages if streams else (),
        similar=told.similar,
    )


def _told(*, slug: str, language: str, audience: Audience) -> _Told | None:
    """Asked once for everybody who would be told the same, until something changes or the clock changes it."""
    # The house's own words are those of the active language, which another viewer of this one may not share.
    with translation.override(language):
        return _kept.get(
            (slug, language, audience.ceiling, audience.territory),
            at=audience.at,
            ask=lambda: _asked(slug, language, audience),
            until=lambda: rights.next_change(territory=audience.territory, at=audience.at),
        )


def _asked(slug: str, language: str, audience: Audience) -> _Told | None:
    ceiling, territory, at = audience.ceiling, audience.territory, audience.at
    known = playback.known_below(ceiling=ceiling, territory=territory, at=at)
    page = catalogue.page(slug=slug, language=language, territory=territory, known=known)
    if page is None:
        return None
    chains = (*page.chains, *page.chains_beside)
    windows, terms = rights.standings(chains=chains, market=Market(territory), at=at)
    return _Told(
        page=page,
        streams=playback.offered(
            streams=assets.publications(title_ids=_wanted(page)),
            terms=terms,
        ),
        windows=windows,
        similar=discovery.similar(card=page.card, language=language, audience=audience),
    )


def _closing(window: Availability) -> date | None:
    """The day on which an open title leaves, by the clocks of the country."""
    if not window.is_open or window.closes_at is None:
        return None
    return window.closes_at.astimezone(territories.clock(territory=window.territory)).date()


def _playable(page: TitlePage) -> list[int]:
    """The film itself, or every episode below a series."""
    return [card.id for season in page.seasons for card in season.episodes] or [page.card.id]


def _wanted(page: TitlePage) -> set[int]:
    """All that the page may offer to play: its own, and what stands beside it."""
    return {*_playable(page), *(card.id for card in page.beside)}


def _standing(viewer: Viewer, told: _Told) -> _Standing:
    begun = playback.progress(profile_id=viewer.profile.id, title_ids=_wanted(told.page))
    return _Standing(streams=told.streams, windows=told.windows, progress=begun)


def _season(season: SeasonCard, standing: _Standing) -> SeasonLines:
    return SeasonLines(
        season.card,
        tuple(_line(card, standing) for card in season.episodes),
    )


def _line(card: TitleCard, standing: _Standing) -> EpisodeLine:
    return EpisodeLine(card, _plays(card, standing), standing.progress.get(card.id))


def _plays(card: TitleCard, standing: _Standing) -> bool:
    return card.id in standing.streams and standing.windows[card.id].is_open


def _play(
    page: TitlePage, seasons: tuple[SeasonLines, ...], standing: _Standing
) -> TitleCard | None:
    """The episode in progress, else the first that plays; for a film, the film."""
    if not seasons:
        return page.card if _plays(page.card, standing) else None
    ready = [line for season in seasons for line in season.episodes if line.is_playable]
    begun = (line for line in ready if line.progress is not None)
    line = next(begun, next(iter(ready), None))
    return line.card if line else None


def _is_published(page: TitlePage, standing: _Standing) -> bool:
    return any(title_id in standing.streams for title_id in _playable(page))


def _why(viewer: Viewer, window: Availability, *, is_published: bool) -> str:
    facts = WatchFacts(
        is_published=is_published,
        is_suited=True,
        window=window.reason,
        standing=viewer.entitlement.standing,
        other_streams=0,
        most_streams=1,
    )
    reason = may_watch(facts)
    if reason is None:
        return ""
    return refusal(
        reason,
        language=viewer.profile.language,
        territory=viewer.territory,
        opens_at=window.opens_at,
    ).sentence
