"""The instant that a time on the clocks of a place means."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from lanterne.core import clock


class WrongInstant(ValueError):
    """Its text is a sentence for the editor."""


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def instant(local: datetime, zone: str) -> datetime:
    """In UTC. Refuses a time that the clocks skip or show twice, since nobody could tell which one was agreed on."""
    try:
        return clock.instant(local, ZoneInfo(zone))
    except OverflowError as error:
        raise WrongInstant(_("No article is held back until such a year.")) from error
    except clock.NoSuchTime as error:
        raise WrongInstant(
            _("The clocks of %(zone)s skip this time or show it twice. Choose another one.")
            % {"zone": zone}
        ) from error
