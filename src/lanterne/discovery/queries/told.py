"""What is told of one title to everybody of one language, ceiling and country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation

from lanterne.assets import queries as assets
from lanterne.assets.queries import PublicationCard
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import TitlePage
from lanterne.core.kept import Answers
from lanterne.discovery.queries.similar import similar
from lanterne.discovery.rules import Row
from lanterne.discovery.visible import Audience
from lanterne.playback import queries as playback
from lanterne.rights import queries as rights
from lanterne.rights.rules import Availability, Market, best


@dataclass(frozen=True, slots=True)
class Told:
    """Nothing in it knows who asked. ``window`` is the best of the title's own: a trailer that is open opens no film."""

    page: TitlePage
    streams: Mapping[int, PublicationCard]
    windows: Mapping[int, Availability]
    window: Availability
    similar: Row | None


# Some tens of kilobytes each.
MOST_KEPT = 512
_kept = Answers[Told | None](MOST_KEPT)


def told(*, slug: str, language: str, audience: Audience) -> Told | None:
    """None when there is no such title for this audience: a ceiling hides, it does not tease.

    Asked once for everybody who would be told the same, until something changes or the clock changes it.
    """
    # The house's own words are those of the active language, which another viewer of this one may not share.
    with translation.override(language):
        return _kept.get(
            (slug, language, audience.ceiling, audience.territory),
            at=audience.at,
            ask=lambda: _asked(slug, language, audience),
            until=lambda: rights.next_change(territory=audience.territory, at=audience.at),
        )


def playable(page: TitlePage) -> list[int]:
    """The film itself, or every episode below a series."""
    return [card.id for season in page.seasons for card in season.episodes] or [page.card.id]


def offered(page: TitlePage) -> set[int]:
    """All that the page may offer to play: its own, and what stands beside it."""
    return {*playable(page), *(card.id for card in page.beside)}


def _asked(slug: str, language: str, audience: Audience) -> Told | None:
    ceiling, territory, at = audience.ceiling, audience.territory, audience.at
    known = playback.known_below(ceiling=ceiling, territory=territory, at=at)
    page = catalogue.page(slug=slug, language=language, territory=territory, known=known)
    if page is None:
        return None
    chains = (*page.chains, *page.chains_beside)
    windows, terms = rights.standings(chains=chains, market=Market(territory), at=at)
    return Told(
        page=page,
        streams=playback.offered(streams=assets.publications(title_ids=offered(page)), terms=terms),
        windows=windows,
        window=best(windows[chain[0]] for chain in page.chains),
        similar=similar(card=page.card, language=language, audience=audience),
    )
