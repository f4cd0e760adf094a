"""Countries, markets and the dated rates of value added tax."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Self

from langcodes import tag_is_valid

LANGUAGE_TAG = re.compile(
    r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
)
LONGEST_TAG = 35


class Confidence(StrEnum):
    """How a figure came to us: read at its source, or recalled and still to be checked."""

    SOURCED = "sourced"
    RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class Territory:
    """A country by its ISO 3166-1 alpha-2 code, named in the language that was asked for."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MarketCard:
    """A country where memberships are sold."""

    territory: str
    currency: str
    default_language: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class VatRate:
    """A standard rate, in per cent, in force from the first moment of `valid_from`."""

    territory: str
    rate: Decimal
    valid_from: date
    source: str
    as_of: date
    confidence: Confidence

    @classmethod
    def from_row(cls, row: dict[str, str]) -> Self:
        return cls(
            row["territory"],
            Decimal(row["rate"]),
            date.fromisoformat(row["valid_from"]),
            row["source"],
            date.fromisoformat(row["as_of"]),
            Confidence(row["confidence"]),
        )


def read_rates(lines: Iterable[str]) -> tuple[VatRate, ...]:
    return tuple(VatRate.from_row(row) for row in csv.DictReader(lines))


def rate_on(rates: Iterable[VatRate], *, territory: str, on: date) -> VatRate | None:
    """The latest rate already in force that day; None where the table says nothing."""
    in_force = [rate for rate in rates if rate.territory == territory and rate.valid_from <= on]
    return max(in_force, key=lambda rate: rate.valid_from, default=None)


def read_clocks(lines: Iterable[str]) -> dict[str, str]:
    """Where a country keeps several times, the zone of its most populous city, by country."""
    return {row["territory"]: row["zone"] for row in csv.DictReader(lines)}


def only_clocks(countries: Mapping[str, str]) -> dict[str, str]:
    """The zone of every country that keeps just one; ``countries`` says where each zone is."""
    kept = Counter(countries.values())
    return {country: zone for zone, country in countries.items() if kept[country] == 1}


@lru_cache(maxsize=2_000)
def is_language_tag(text: str) -> bool:
    """Whether this is a BCP 47 tag written as the standard writes it: fr, fr-CA, zh-Hant-TW, es-419, ca-valencia.

    Every part of it must be registered with IANA; extensions and private parts are for machines.
    """
    if len(text) > LONGEST_TAG or LANGUAGE_TAG.fullmatch(text) is None:
        return False
    return tag_is_valid(text)


# Where Regulation (EU) 2017/1128 holds: the members of the Union as of 2026-11-26 (Treaty on European Union, article 52),
# and those of their parts that have a code of their own and belong to it (article 355 TFEU).
EUROPEAN_UNION = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
        "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "AX", "GF", "GP", "MF", "MQ", "RE", "YT",
    }
)  # fmt: skip


def catalogue_territory(*, residence: str, stay: str | None) -> str:
    """Whose catalogue somebody sees: inside the Union that of the country of residence, elsewhere that of the stay.

    Where the stay is not known, it is taken to be at home.
    """
    is_at_home = stay is None or stay == residence
    if is_at_home or {residence, stay} <= EUROPEAN_UNION:
        return residence
    return stay or residence
