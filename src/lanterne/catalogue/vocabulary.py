"""Moods, as this house offers them from the start; staff add others, and keywords, in the languages they need."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lanterne.catalogue.languages import choose


class Vocabulary(StrEnum):
    MOOD = "mood"
    KEYWORD = "keyword"


MOODS = {
    "tender": pgettext_lazy("mood", "Tender"),
    "tense": pgettext_lazy("mood", "Tense"),
    "funny": pgettext_lazy("mood", "Funny"),
    "dark": pgettext_lazy("mood", "Dark"),
    "uplifting": pgettext_lazy("mood", "Uplifting"),
    "dreamlike": pgettext_lazy("mood", "Dreamlike"),
    "contemplative": pgettext_lazy("mood", "Contemplative"),
    "moving": pgettext_lazy("mood", "Moving"),
}
NAMES: dict[Vocabulary, Mapping[str, object]] = {Vocabulary.MOOD: MOODS, Vocabulary.KEYWORD: {}}
VOCABULARIES = {Vocabulary.MOOD: _("Moods"), Vocabulary.KEYWORD: _("Keywords")}


def name(vocabulary: str, code: str, said: Mapping[str, str], language: str) -> str:
    """The staff's own word for it, else the house's in the active language, else the code."""
    if chosen := choose(said, wanted=language, original=language):
        return said[chosen]
    return str(NAMES[Vocabulary(vocabulary)].get(code, code))
