"""Running times as MovieLabs' formats tell them."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from lanterne.exchange.fields import Unreadable

# Digits are counted, so that no number takes its time to be read.
DURATION = re.compile(
    r"P(?:(?P<days>\d{1,9})D)?"
    r"(?:T(?:(?P<hours>\d{1,9})H)?(?:(?P<minutes>\d{1,9})M)?(?:(?P<seconds>\d{1,9})(?:\.\d{1,9})?S)?)?"
)
CLOCK = re.compile(r"(?P<hours>\d{1,9}):(?P<minutes>\d\d):(?P<seconds>\d\d)")
UNITS = {"days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}


def seconds(told: str) -> int | None:
    """PT1H42M or 1:42:00; nothing where nothing is told."""
    if not told:
        return None
    found = DURATION.fullmatch(told) or CLOCK.fullmatch(told)
    if not found or not any(found.groups()):
        raise Unreadable(_("“%(told)s” is no running time such as PT1H30M.") % {"told": told[:80]})
    parts = found.groupdict()
    return sum(int(parts.get(name) or 0) * length for name, length in UNITS.items())
