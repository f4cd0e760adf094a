"""An availability as a sentence for a person, its day told by the clocks of the territory."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from lanterne.core import days, languages
from lanterne.rights.places import in_territory
from lanterne.rights.rules import Availability, Because, Reason
from lanterne.territories import queries as territories


def sentence(*, availability: Availability, language: str) -> str:
    """What to tell somebody who reads ``language``, with the instant of the next change as a day."""
    language = languages.written(language)
    with translation.override(language):
        return _words(availability) % {
            "place": in_territory(availability.territory, language),
            "day": _day(availability, language),
        }


def reasons(*, availability: Availability, language: str) -> tuple[str, ...]:
    """Everything that stands against a title, a sentence each, for somebody who reads ``language``."""
    territory, language = availability.territory, languages.written(language)
    with translation.override(language):
        return tuple(
            _reason(one)
            % {
                "place": in_territory(territory, language),
                "day": day(one.at, territory, language) if one.at else "",
                "words": one.words,
            }
            for one in availability.because
        )


def _reason(because: Because) -> str:
    return {
        Reason.NO_WINDOW_HERE: _("No window %(place)s."),
        Reason.NOT_YET: _("A window opens on %(day)s."),
        Reason.OVER: _("A window closed on %(day)s."),
        Reason.HELD_BACK: _("Held back until %(day)s.") if because.at else _("Held back for good."),
        Reason.LANGUAGE_NOT_LICENSED: _("The language “%(words)s” is not licensed."),
        Reason.CONDITION_NOT_MET: _("A window waits for its condition: %(words)s."),
        Reason.PENDING: _("A window is not approved yet."),
        Reason.REVOKED: _("A window is revoked."),
    }[because.reason]


def _words(availability: Availability) -> str:
    match availability.reason:
        case Reason.OPEN if availability.closes_at:
            return _("Available %(place)s until %(day)s")
        case Reason.OPEN:
            return _("Available %(place)s")
        case Reason.NOT_YET:
            return _("Opens on %(day)s %(place)s")
        case Reason.OVER:
            return _("No longer available %(place)s since %(day)s")
        case _:
            return _("Not available %(place)s")


def _day(availability: Availability, language: str) -> str:
    is_ahead = availability.reason is Reason.NOT_YET
    instant = availability.opens_at if is_ahead else availability.closes_at
    return day(instant, availability.territory, language) if instant else ""


def day(instant: datetime, territory: str, language: str) -> str:
    """The day of an instant by the territory's clocks: "3 March 2027"."""
    local = instant.astimezone(territories.clock(territory=territory)).date()
    return days.written(local, language=language)
