"""What strangers see of the service before they join: its prices and some of its films."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lanterne.billing import queries as billing
from lanterne.billing.rules import Offer, vat_part
from lanterne.catalogue import queries as catalogue
from lanterne.catalogue.rules import Kind, TitleCard
from lanterne.core import clock
from lanterne.core.money import Money
from lanterne.discovery import shelves
from lanterne.discovery.visible import Audience
from lanterne.territories import queries as territories
from lanterne.territories.rules import MarketCard

# Anyone may stand before a shop window, so it shows what anyone may see.
YOUNGEST = 12
MOST = 12


@dataclass(frozen=True, slots=True)
class Prices:
    """What a membership costs in one country, VAT included."""

    market: MarketCard | None
    country: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Bill:
    """An offer, with the VAT that its price contains."""

    offer: Offer
    vat: Money


@dataclass(frozen=True, slots=True)
class ShopWindow:
    """`hero` is the first of the titles that has a still."""

    prices: Prices
    hero: TitleCard | None
    titles: tuple[TitleCard, ...]


def shop_window(*, market: MarketCard | None, language: str) -> ShopWindow:
    shown = prices(market=market, language=language)
    if market is None:
        return ShopWindow(shown, None, ())
    titles = _titles(territory=market.territory, language=language, at=clock.now())
    hero = next((card for card in titles if card.still), None)
    return ShopWindow(shown, hero, titles)


def prices(*, market: MarketCard | None, language: str) -> Prices:
    if market is None:
        return Prices(None, "", ())
    return Prices(
        market,
        territories.name(code=market.territory, language=language),
        billing.offers(territory=market.territory, at=clock.now()),
    )


def offer(*, territory: str, price_id: int | None, at: datetime) -> Offer | None:
    """The offer with that price, while it is sold there."""
    sold = billing.offers(territory=territory, at=at)
    return next((one for one in sold if one.price_id == price_id), None)


def bill(offer: Offer) -> Bill:
    return Bill(offer, vat_part(offer.money, offer.vat_rate))


def _titles(*, territory: str, language: str, at: datetime) -> tuple[TitleCard, ...]:
    audience = Audience(YOUNGEST, territory, at)
    newest = shelves.read({"films": shelves.newest(Kind.FILM, MOST)}, audience)["films"]
    return tuple(catalogue.cards(title_ids=newest, language=language, territory=territory))
