"""What is asked of every change here."""

from __future__ import annotations

import re
from datetime import date

from babel.numbers import is_currency
from django.utils.translation import gettext as _

from lanterne.regulation.rules import UNION
from lanterne.regulation.services.refusals import CurrencyUnknown, PeriodWrong, PlaceUnknown
from lanterne.territories import queries as territories

REGION = re.compile(r"[A-Z0-9]{1,3}")


def check_place(place: str) -> None:
    """A country, or a region of one as BE-VLG. Refuses PlaceUnknown."""
    country, dash, region = place.partition("-")
    is_region = bool(REGION.fullmatch(region)) if dash else True
    if not (territories.exists(country) and is_region):
        raise PlaceUnknown(_("“%(place)s” is no country such as FR.") % {"place": place})


def check_jurisdiction(place: str) -> None:
    """A place, or the Union."""
    if place != UNION:
        check_place(place)


def check_currency(code: str) -> None:
    if not is_currency(code):
        raise CurrencyUnknown(_("“%(code)s” is no currency such as EUR.") % {"code": code})


def check_period(since: date | None, until: date | None) -> None:
    """``until`` is the first day after it."""
    if since and until and until <= since:
        raise PeriodWrong(_("It ends before it begins."))
