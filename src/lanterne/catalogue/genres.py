"""The genres, and their names in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NAMES = {
    "drama": _("Drama"),
    "comedy": _("Comedy"),
    "documentary": _("Documentary"),
    "animation": _("Animation"),
    "thriller": _("Thriller"),
    "crime": _("Crime"),
    "science-fiction": _("Science fiction"),
    "fantasy": _("Fantasy"),
    "romance": _("Romance"),
    "family": _("Family"),
    "horror": _("Horror"),
    "adventure": _("Adventure"),
    "history": _("History"),
    "music": _("Music"),
    "short": _("Short films"),
}


def name(code: str) -> str:
    """The genre's name in the active language."""
    return str(NAMES[code])
