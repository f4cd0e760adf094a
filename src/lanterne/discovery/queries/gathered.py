"""A collection, as far as one profile may watch it here and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lanterne.accounts.rules import ProfileCard
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import TitleCard
from lanterne.discovery import shelves
from lanterne.discovery.visible import Audience


@dataclass(frozen=True, slots=True)
class Gathered:
    """A collection with its titles in their order; ``language_shown`` is the one that its words are in."""

    slug: str
    name: str
    synopsis: str
    language_shown: str
    titles: tuple[TitleCard, ...]


def collection(*, profile: ProfileCard, territory: str, at: datetime, slug: str) -> Gathered | None:
    """None when there is no such collection, or nothing in it that this profile may watch."""
    language = profile.language
    found = catalogue.collection(slug=slug, language=language)
    if found is None:
        return None
    audience = Audience(profile.ceiling, territory, at)
    seen = shelves.among_heads(found.title_ids, audience)
    shown = [one for one in found.title_ids if one in seen]
    cards = catalogue.cards(title_ids=shown, language=language, territory=territory)
    if not cards:
        return None
    return Gathered(found.slug, found.name, found.synopsis, found.language_shown, tuple(cards))
