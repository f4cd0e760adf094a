"""The languages in which something may be said, for pages that say it in one at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings

from lanterne.studio import choices
from lanterne.territories import queries as territories
from lanterne.ui.words import language_name


@dataclass(frozen=True, slots=True)
class Tongue:
    """``is_said`` where there are words in it already."""

    code: str
    name: str
    is_said: bool


def tongues(held: Collection[str], language: str) -> tuple[Tongue, ...]:
    """Those of our markets and of our readers, those held, and the one that is asked for."""
    markets = (market.default_language for market in territories.markets())
    codes = dict.fromkeys((*markets, *dict(settings.LANGUAGES), *sorted(held), language))
    return tuple(
        Tongue(code, language_name(code, language=choices.reader()), code in held) for code in codes
    )
