"""What a title still lacks in each market, with the page on which each thing is mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise

from lanterne.deliveries import queries as deliveries
from lanterne.deliveries import words
from lanterne.deliveries.needs import Code, Need, Readiness, Standing
from lanterne.deliveries.queries.ready import OverrideCard
from lanterne.studio import who
from lanterne.studio.request_lines import RequestLine, request_lines
from lanterne.studio.title_page import Head, head
from lanterne.territories import queries as territories

PAGES = {
    Code.FILM: "studio:film",
    Code.ORIGINAL_SOUND: "studio:film",
    Code.SPOKEN: "studio:film",
    Code.EPISODES: "studio:title",
    Code.POSTER: "studio:pictures",
    Code.STILL: "studio:pictures",
    Code.PICTURE: "studio:pictures",
    Code.RATING: "studio:facts",
}


@dataclass(frozen=True, slots=True)
class NeedLine:
    """``mends`` is the address at which this need is met."""

    need: Need
    said: str
    standing: str | Promise
    mends: str


@dataclass(frozen=True, slots=True)
class MarketReady:
    territory: str
    readiness: Readiness
    lines: tuple[NeedLine, ...]


@dataclass(frozen=True, slots=True)
class OverrideLine:
    override: OverrideCard
    who: str
    lacked: str


@dataclass(frozen=True, slots=True)
class ReadinessPage:
    head: Head
    markets: tuple[MarketReady, ...]
    requests: tuple[RequestLine, ...]
    overrides: tuple[OverrideLine, ...]


def readiness_page(*, title_id: int, at: datetime) -> ReadinessPage:
    """Every market, the least ready first."""
    shown = head(title_id)
    found = deliveries.readinesses(
        title_ids=[title_id], markets=[one.territory for one in territories.markets()], at=at
    )
    markets = [_market(title_id, one) for one in found.values()]
    kept = deliveries.overrides(title_id=title_id)
    named = who.names(one.actor for one in kept)
    return ReadinessPage(
        head=shown,
        markets=tuple(sorted(markets, key=lambda one: one.readiness.percent)),
        requests=request_lines(deliveries.requests(title_id=title_id), at),
        overrides=tuple(OverrideLine(one, named[one.actor], _lacked(one)) for one in kept),
    )


def _market(title_id: int, found: Readiness) -> MarketReady:
    lines = tuple(
        NeedLine(
            need,
            words.of_need(need),
            words.STANDINGS[need.standing],
            _mends(title_id, found.territory, need),
        )
        # What is lacking stands above what is there.
        for need in sorted(found.needs, key=lambda one: one.standing is Standing.MET)
    )
    return MarketReady(found.territory, found, lines)


def _mends(title_id: int, territory: str, need: Need) -> str:
    if need.request_id is not None:
        return reverse("studio:delivery", args=[need.request_id])
    if need.code is Code.WINDOW:
        return reverse("studio:windows", args=[title_id]) + f"?territory={territory}"
    if need.code is Code.WORDS:
        return reverse("studio:edit_words", args=[title_id, need.language])
    return reverse(PAGES[need.code], args=[title_id])


def _lacked(one: OverrideCard) -> str:
    return ", ".join(str(words.NEEDS[Code(code)]) for code in one.lacking)
