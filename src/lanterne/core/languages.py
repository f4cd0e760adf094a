"""The languages that our own sentences are written in, and the nearest of them to a reader's."""

from __future__ import annotations

from django.conf import settings


def nearest(language: str) -> str | None:
    """Itself, or itself without its region or script; None where we do not write it."""
    ours = dict(settings.LANGUAGES)
    return next((one for one in (language, language.partition("-")[0]) if one in ours), None)


def written(language: str) -> str:
    """The one in which such a reader's sentences come, and so the days and countries in them."""
    return nearest(language) or settings.LANGUAGE_CODE
