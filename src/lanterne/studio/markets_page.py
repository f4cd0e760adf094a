"""Markets and their futures, as the console shows and draws them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpRequest

from lanterne.core import clock, sheets
from lanterne.facts.queries import Card
from lanterne.facts.rules import Derived, Quantity
from lanterne.growth import queries, sentences
from lanterne.growth.queries import Forecast, MarketCard, Penetration
from lanterne.studio import choices, filters
from lanterne.territories import queries as territories

# The drawing's own units; the page makes it as wide as it is.
WIDTH, HEIGHT, LEFT, TOP, FOOT = 640, 280, 64, 14, 36
COURSE = ("scenario", "on", "low", "middle", "high")
FIGURES = (
    "territory",
    "on",
    "households",
    "subscribers_claimed",
    "subscribers_own",
    "penetration",
    "target",
    "gap",
)


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """``band`` and ``middle`` are points of a polygon and of a line; ``target`` is the height of its line."""

    band: str
    middle: str
    target: float | None
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    foot: int = HEIGHT - FOOT


@dataclass(frozen=True, slots=True)
class Future:
    """A scenario with what it says, draws and assumes."""

    forecast: Forecast
    told: tuple[str, ...]
    assumed: tuple[str, ...]
    drawing: Drawing | None
    number: int


@dataclass(frozen=True, slots=True)
class MarketPage:
    card: MarketCard
    futures: tuple[Future, ...]


def day(request: HttpRequest) -> date:
    return filters.day(request, "at") or clock.now().date()


def markets_page(*, on: date) -> dict[str, object]:
    """Every market, and what is to be minded of the penetrations that carry a mark."""
    found = queries.markets(on=on)
    worked = [one.worked.penetration for one in found if one.worked.penetration]
    doubts = dict.fromkeys(why for one in worked if (why := sentences.minded(one)))
    return {"on": on, "markets": found, "doubts": tuple(doubts)}


def market_page(*, territory: str, on: date) -> MarketPage:
    """Raises the console's "not found" for what is no country."""
    if not territories.exists(territory):
        raise Http404
    kept = queries.forecasts(territory=territory, on=on)
    return MarketPage(kept[0].market, tuple(_future(one, at) for at, one in enumerate(kept)))


def named_country(code: str) -> str:
    """The country's name; the console's "not found" for what is none."""
    if not territories.exists(code):
        raise Http404
    return territories.name(code=code, language=choices.reader())


def markets_table(*, on: date) -> str:
    return sheets.written(FIGURES, (_row(card) for card in queries.markets(on=on)))


def course_table(*, territory: str, on: date) -> str:
    """Every scenario's band, a line a year."""
    rows = (
        {
            "scenario": future.forecast.scenario.name,
            "on": one.on,
            "low": one.low,
            "middle": one.middle,
            "high": one.high,
        }
        for future in market_page(territory=territory, on=on).futures
        for one in future.forecast.course
    )
    return sheets.written(COURSE, rows)


def _row(card: MarketCard) -> dict[str, object]:
    worked = card.worked
    return {
        "territory": card.territory,
        "on": card.on,
        "households": _amount(card.households),
        "subscribers_claimed": _amount(card.claimed),
        "subscribers_own": card.own.subscribers if card.own else None,
        "penetration": _worked(worked.penetration),
        "target": _worked(worked.wanted),
        "gap": _worked(worked.gap),
    }


def _amount(card: Card | None) -> Decimal | None:
    value = card.claim.value if card else None
    return value.amount if isinstance(value, Quantity) else None


def _worked(found: Derived | None) -> Decimal | None:
    return round(found.quantity.amount, 2) if found else None


def _future(found: Forecast, number: int) -> Future:
    language = choices.reader()
    return Future(
        found,
        sentences.forecast(found, language=language),
        sentences.assumed(found, language=language),
        _drawing(found) if found.course else None,
        number,
    )


def _drawing(found: Forecast) -> Drawing:
    course = found.course
    top = max(float(one.high) for one in course)
    most = max(10, -(-max(top, float(found.target or 0)) // 10) * 10)

    def across(place: int) -> float:
        return round(LEFT + place / (len(course) - 1) * (WIDTH - LEFT - 40), 1)

    def up(share: float) -> float:
        return round(HEIGHT - FOOT - share / most * (HEIGHT - FOOT - TOP), 1)

    def line(edge: str) -> list[str]:
        return [
            f"{across(place)},{up(float(getattr(one, edge)))}" for place, one in enumerate(course)
        ]

    step = 20 if most > 50 else 10
    marks = range(0, int(most) + 1, step)
    return Drawing(
        band=" ".join([*line("high"), *reversed(line("low"))]),
        middle=" ".join(line("middle")),
        target=up(float(found.target)) if found.target is not None else None,
        across=tuple(Tick(across(at), _year(one)) for at, one in enumerate(course) if at % 4 == 0),
        up=tuple(Tick(up(share), f"{share} %") for share in marks),
    )


def _year(one: Penetration) -> str:
    return str(one.on.year)
