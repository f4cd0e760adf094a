"""The page of a title, as one profile may see it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lanterne.api.callers import Viewer
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import CreditLine, Picture, SeasonCard, TitleCard
from lanterne.playback import queries as playback
from lanterne.rights import queries as rights
from lanterne.rights.rules import Availability


@dataclass(frozen=True, slots=True)
class Shown:
    card: TitleCard
    credits: tuple[CreditLine, ...]
    seasons: tuple[SeasonCard, ...]
    countries: tuple[str, ...]
    original_name: str
    original_language: str
    backdrop: Picture | None
    availability: Availability
    resume_at: float


def shown(*, viewer: Viewer, slug: str) -> Shown | None:
    """None above the profile's ceiling as for a title that does not exist."""
    profile, territory = viewer.profile, viewer.household.territory
    page = catalogue.page(slug=slug, language=profile.language, territory=territory)
    if page is None or not catalogue.is_suited(
        title_id=page.card.id, ceiling=profile.ceiling, territory=territory
    ):
        return None
    return Shown(
        card=page.card,
        credits=page.credits,
        seasons=_seasons(viewer, page.seasons),
        countries=page.countries,
        original_name=page.original_name,
        original_language=page.original_language,
        backdrop=page.backdrop,
        availability=rights.availability(title_id=page.card.id, territory=territory, at=viewer.at),
        resume_at=playback.resume_point(profile_id=profile.id, title_id=page.card.id),
    )


def _seasons(viewer: Viewer, seasons: tuple[SeasonCard, ...]) -> tuple[SeasonCard, ...]:
    """Without the episodes above the profile's ceiling: one may be stronger than its series."""
    suited = catalogue.suited(
        ceiling=viewer.profile.ceiling, territory=viewer.household.territory
    ).filter(pk__in=[card.id for season in seasons for card in season.episodes])
    allowed = set(suited)
    return tuple(
        replace(season, episodes=tuple(card for card in season.episodes if card.id in allowed))
        for season in seasons
    )
