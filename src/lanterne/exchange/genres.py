"""Genres as other houses name them, whichever their format: one table, so that a word means the same in each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.utils import translation

from lanterne.catalogue.genres import NAMES
from lanterne.catalogue.rules import fold

LANGUAGES = ("en", "fr")
# Beside the codes and our own names of them; folded, so that sci-fi is also Sci Fi.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "documentary": ("documentaries",),
    "animation": ("animated", "anime"),
    "thriller": ("suspense", "thriller/suspense"),
    "crime": ("crime/mystery",),
    "science-fiction": ("sci-fi", "scifi"),
    "romance": ("romantic",),
    "family": ("kids", "children", "kids & family", "children/family"),
    "adventure": ("action/adventure",),
    "history": ("historical",),
    "music": ("musical",),
    "short": ("short film",),
}
# Where others do not say it as our English name does.
WRITTEN: Mapping[str, str] = {"science-fiction": "Science Fiction", "short": "Short"}


def code(told: str) -> str:
    """By its code, its name in a language of the staff, or another's word for it; nothing where there is none."""
    return _known().get(fold(told), "")


def written(genre: str) -> str:
    """As other catalogues name it: in English."""
    with translation.override("en"):
        return WRITTEN.get(genre) or str(NAMES[genre])


@cache
def _known() -> dict[str, str]:
    found = {fold(alias): genre for genre, aliases in ALIASES.items() for alias in aliases}
    for genre, said in NAMES.items():
        found[fold(genre)] = genre
        for language in LANGUAGES:
            with translation.override(language):
                found[fold(str(said))] = genre
    return found
