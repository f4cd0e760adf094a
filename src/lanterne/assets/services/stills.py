"""Hanging a frame of the film as one of its title's pictures."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lanterne.assets import queries
from lanterne.catalogue import services as catalogue
from lanterne.core.errors import Refused


class StillGone(Refused):
    pass


def hang_still(*, title_id: int, job_id: int, number: int, kind: str, actor: str) -> None:
    """Make a frame the poster, still or backdrop without lettering; the audit line is the catalogue's."""
    still = queries.film_still(title_id=title_id, job_id=job_id, number=number)
    if still is None:
        raise StillGone(_("This frame of the film is not there any more."))
    catalogue.add_frame(
        title_id=title_id,
        kind=kind,
        content=still.path.read_bytes(),
        source=f"frame at {still.poster.at:.1f} s",
        focus=(still.poster.across, still.poster.down),
        actor=actor,
    )
