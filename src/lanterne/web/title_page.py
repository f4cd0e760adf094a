"""Everything the page of one title says to one viewer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lanterne.assets.queries import PublicationCard
from lanterne.catalogue.rules import SeasonCard, TitleCard, TitlePage
from lanterne.discovery import queries as discovery
from lanterne.discovery.queries.told import Told, offered, playable
from lanterne.discovery.rules import Row
from lanterne.discovery.visible import Audience
from lanterne.playback import queries as playback
from lanterne.playback.refusals import refusal
from lanterne.playback.rules import WatchFacts, may_watch
from lanterne.rights.rules import Availability
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
class _Standing:
    """What holds for all of a page's playable titles."""

    streams: Mapping[int, PublicationCard]
    windows: Mapping[int, Availability]
    progress: Mapping[int, float]


def title_page(*, viewer: Viewer, slug: str) -> TitleShown | None:
    """None when there is no such title for this profile: a ceiling hides, it does not tease."""
    told = discovery.told(
        slug=slug,
        language=viewer.profile.language,
        audience=Audience(viewer.profile.ceiling, viewer.territory, viewer.at),
    )
    if told is None:
        return None
    page, window, standing = told.page, told.window, _standing(viewer, told)
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


def _closing(window: Availability) -> date | None:
    """The day on which an open title leaves, by the clocks of the country."""
    if not window.is_open or window.closes_at is None:
        return None
    return window.closes_at.astimezone(territories.clock(territory=window.territory)).date()


def _standing(viewer: Viewer, told: Told) -> _Standing:
    begun = playback.progress(profile_id=viewer.profile.id, title_ids=offered(told.page))
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
    return any(title_id in standing.streams for title_id in playable(page))


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
