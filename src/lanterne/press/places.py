"""Which newsroom an address speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404

from lanterne.newsroom.queries import Readers
from lanterne.newsroom.rules import market_of, place_of


@dataclass(frozen=True, slots=True)
class Place:
    """``market`` as addresses write it, "fr" or "world"; ``territory`` as the house does, "FR" or nothing."""

    market: str
    language: str

    @property
    def territory(self) -> str:
        return market_of(self.market)

    def readers(self, at: datetime) -> Readers:
        return Readers(self.territory, self.language, at)


def place(market: str, language: str) -> Place:
    """As it was written by us; anything else is a 404, so that each page has one address."""
    if language not in dict(settings.LANGUAGES) or place_of(market_of(market)) != market:
        raise Http404
    return Place(market, language)


def page_number(said: str) -> int:
    """The page of a list that an address asks for; the first where it asks for none that could be."""
    is_number = said.isascii() and said.isdigit() and len(said) < 6
    return max(1, int(said)) if is_number else 1
