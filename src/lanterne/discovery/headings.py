"""What the rows are called, and why they are there, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lanterne.catalogue import genres


def heading(key: str) -> tuple[str, str]:
    """Heading and reason of the row ``key``; a genre's row is called ``genre-`` and its code."""
    known = {
        "watching": (_("Continue watching"), _("Where you stopped")),
        "list": (_("My list"), _("What you keep for later")),
        "leaving": (_("Leaving soon"), _("The last days to watch them")),
        "new": (_("New"), _("The latest to arrive")),
        "similar": (_("More like this"), ""),
        "films": (_("Films"), _("All films, the latest first")),
        "series": (_("Series"), _("All series, the latest first")),
    }
    if key in known:
        return known[key]
    return genres.name(key.removeprefix("genre-")), _("The latest of this kind first")
