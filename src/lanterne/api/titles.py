"""The page of a title, as one profile may see it."""

from __future__ import annotations

from dataclasses import dataclass

from lanterne.api.callers import Viewer
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import (
    CollectionLine,
    CompanyLine,
    CreditLine,
    IdentifierLine,
    Picture,
    Production,
    SeasonCard,
    Synopses,
    TitleCard,
)
from lanterne.discovery import queries as discovery
from lanterne.discovery.visible import Audience
from lanterne.playback import queries as playback
from lanterne.rights.rules import Availability


@dataclass(frozen=True, slots=True)
class Shown:
    card: TitleCard
    synopses: Synopses
    credits: tuple[CreditLine, ...]
    companies: tuple[CompanyLine, ...]
    seasons: tuple[SeasonCard, ...]
    beside: tuple[TitleCard, ...]
    countries: tuple[str, ...]
    production: tuple[Production, ...]
    moods: tuple[str, ...]
    keywords: tuple[str, ...]
    identifiers: tuple[IdentifierLine, ...]
    collections: tuple[CollectionLine, ...]
    original_name: str
    original_language: str
    spoken_languages: tuple[str, ...]
    backdrop: Picture | None
    availability: Availability
    resume_at: float


def found(*, viewer: Viewer, slug: str) -> Shown | None:
    """By its address, or by one that it had before it was merged into what it is now."""
    page = shown(viewer=viewer, slug=slug)
    if page is None and (moved := catalogue.forwarded_slug(slug=slug)):
        return shown(viewer=viewer, slug=moved)
    return page


def shown(*, viewer: Viewer, slug: str) -> Shown | None:
    """None above the profile's ceiling as for a title that does not exist."""
    profile = viewer.profile
    told = discovery.told(
        slug=slug,
        language=profile.language,
        audience=Audience(profile.ceiling, viewer.territory, viewer.at),
    )
    if told is None:
        return None
    page = told.page
    return Shown(
        card=page.card,
        synopses=page.synopses,
        credits=page.credits,
        companies=page.companies,
        seasons=page.seasons,
        beside=page.beside,
        countries=page.countries,
        production=page.production,
        moods=page.moods,
        keywords=page.keywords,
        identifiers=page.identifiers,
        collections=page.collections,
        spoken_languages=page.spoken_languages,
        original_name=page.original_name,
        original_language=page.original_language,
        backdrop=page.backdrop,
        availability=told.window,
        resume_at=playback.resume_point(profile_id=profile.id, title_id=page.card.id),
    )
