"""Questions about countries, their clocks, markets and tax."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from babel.core import Locale, UnknownLocaleError, get_global
from django.utils.translation import gettext as _

from lanterne.core.errors import Refused
from lanterne.territories import rules
from lanterne.territories.models import Market

# Codes that Babel names although ISO 3166-1 does not assign them.
NOT_COUNTRIES = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"]
)


class VatUnknown(Refused):
    """No rate is known there, and a guessed tax would be worse than none sold."""


def exists(code: str) -> bool:
    return code in _names("en")


def name(*, code: str, language: str) -> str:
    """The country's name in that language; the code itself where it is no country."""
    return _names(language).get(code, code)


def countries(language: str) -> tuple[rules.Territory, ...]:
    """Every country, in the alphabetical order of that language's names, accents aside."""
    named = (rules.Territory(code, text) for code, text in _names(language).items())
    return tuple(sorted(named, key=lambda territory: _folded(territory.name)))


def market(*, territory: str) -> rules.MarketCard | None:
    """The market of a country, open or closed; None where nothing was ever sold."""
    row = Market.objects.filter(territory=territory).first()
    return _card(row) if row else None


def markets() -> tuple[rules.MarketCard, ...]:
    """The open markets, by code."""
    return tuple(_card(row) for row in Market.objects.filter(is_open=True).order_by("territory"))


def clock(*, territory: str) -> tzinfo:
    """The clocks by which a country's days are told: its only ones, else those of its most populous city.

    UTC where nobody lives and no clock is kept: Bouvet Island, Heard and McDonald Islands.
    """
    zone = _clocks().get(territory)
    return ZoneInfo(zone) if zone else UTC


def vat_rate(*, territory: str, at: datetime) -> Decimal:
    """The standard rate in per cent on that day, counted in UTC. Refuses with VatUnknown."""
    found = rules.rate_on(_rates(), territory=territory, on=at.astimezone(UTC).date())
    if found is None:
        raise VatUnknown(_("No VAT rate is known for %(code)s on that day.") % {"code": territory})
    return found.rate


def vat_facts() -> tuple[rules.VatRate, ...]:
    """The whole table with its sources, for the pages that show where a figure comes from."""
    return _rates()


def _card(row: Market) -> rules.MarketCard:
    return rules.MarketCard(row.territory, row.currency, row.default_language, row.is_open)


@cache
def _rates() -> tuple[rules.VatRate, ...]:
    table = resources.files("lanterne.territories") / "data" / "vat.csv"
    return rules.read_rates(table.read_text(encoding="utf-8").splitlines())


@cache
def _clocks() -> dict[str, str]:
    table = resources.files("lanterne.territories") / "data" / "clocks.csv"
    chosen = rules.read_clocks(table.read_text(encoding="utf-8").splitlines())
    return {**rules.only_clocks(get_global("zone_territories")), **chosen}


@lru_cache(maxsize=64)
def _names(language: str) -> dict[str, str]:
    known = _locale(language).territories
    return {
        code: known.get(code, english)
        for code, english in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _folded(text: str) -> str:
    spread = unicodedata.normalize("NFD", text.casefold())
    return "".join(mark for mark in spread if not unicodedata.combining(mark))
