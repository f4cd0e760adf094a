"""Where a stranger may be, so that the first price they read is likely to be theirs."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from lanterne.territories import queries as territories
from lanterne.territories.rules import MarketCard


def guessed_market(request: HttpRequest) -> MarketCard | None:
    """The market asked for, else that of the browser's region or language, else the first open."""
    markets = territories.markets()
    wanted = [request.GET.get("territory", ""), *_regions(request)]
    by_territory = {market.territory: market for market in markets}
    found = next((by_territory[code] for code in wanted if code in by_territory), None)
    return found or _of_language(request, markets) or next(iter(markets), None)


def _of_language(request: HttpRequest, markets: tuple[MarketCard, ...]) -> MarketCard | None:
    language = request.LANGUAGE_CODE.partition("-")[0]
    return next((market for market in markets if market.default_language == language), None)


def _regions(request: HttpRequest) -> list[str]:
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return [tag.rpartition("-")[2].upper() for tag, _ in accepted if "-" in tag]
