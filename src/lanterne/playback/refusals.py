"""The expected no, in words for the person who pressed play."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from lanterne.core import languages
from lanterne.core.errors import Refused
from lanterne.playback.rules import Reason
from lanterne.rights import queries as rights
from lanterne.territories import queries as territories


class NotAllowed(Refused):
    """Playing is refused; ``reason`` is for programs, ``sentence`` for the person."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence


class UnknownSession(Refused):
    """There is no such session in this household."""


class BadAddress(Refused):
    """The address is not one that we signed."""


class AddressExpired(Refused):
    """The address was good once; the next heartbeat brings a new one."""


class NoSuchFile(Refused):
    """The address is good and there is nothing behind it."""


def refusal(
    reason: Reason,
    *,
    language: str,
    territory: str = "",
    most_streams: int = 0,
    opens_at: datetime | None = None,
) -> NotAllowed:
    """The reason with its sentence in that language, or in the nearest that we write."""
    language = languages.written(language)
    with translation.override(language):
        words = {
            "country": territories.name(code=territory, language=language),
            "streams": most_streams,
            "day": _day(opens_at, territory, language) if opens_at else "",
        }
        return NotAllowed(reason, _sentence(reason) % words)


def _day(opens_at: datetime, territory: str, language: str) -> str:
    """By the clocks of the country, as its people read a calendar."""
    return rights.day(instant=opens_at, territory=territory, language=language)


def _sentence(reason: Reason) -> str:
    """A template; every one may use the country, the number of streams and the day."""
    return {
        Reason.NOT_PUBLISHED: _("This title is not ready to play yet."),
        Reason.ABOVE_CEILING: _("This title is above the age limit of this profile."),
        Reason.NOT_HERE: _(
            "We do not have the right to show this title in your country (%(country)s)."
        ),
        Reason.NOT_YET: _("This title opens in your country (%(country)s) on %(day)s."),
        Reason.OVER: _("This title is no longer available in your country (%(country)s)."),
        Reason.NOT_A_MEMBER: _("Choose a plan to start watching."),
        Reason.LAPSED: _(
            "Your subscription has ended. Renew it in your account to go on watching."
        ),
        Reason.TOO_MANY_STREAMS: _(
            "Your plan's limit of simultaneous screens is reached (%(streams)s)."
            " Stop watching on another device, then try again."
        ),
        Reason.SESSION_OVER: _("This viewing has ended. Press play to start again."),
        Reason.ELSEWHERE: _(
            "Something was started since in another window of this device. Press play to watch here."
        ),
        Reason.OTHER_KEY: _("This licence request does not belong to the title being played."),
    }[reason]
