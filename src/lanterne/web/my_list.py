"""Keeping a title on a profile's list."""

from __future__ import annotations

from lanterne.catalogue import queries as catalogue
from lanterne.discovery import services as discovery
from lanterne.playback import queries as playback
from lanterne.web.doors import Viewer


def keep(*, viewer: Viewer, slug: str, is_wanted: bool) -> bool:
    """Put the title on the list, or take it off; False when this profile cannot see such a title."""
    known = playback.known(profile=viewer.profile, territory=viewer.territory, at=viewer.at)
    title_id = catalogue.title_id(slug=slug, known=known)
    if title_id is None:
        return False
    change = discovery.add_to_list if is_wanted else discovery.remove_from_list
    change(profile_id=viewer.profile.id, title_id=title_id)
    return True
