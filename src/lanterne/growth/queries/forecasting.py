"""When a target could be reached, with the band that the counts leave, and under which assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from math import isfinite

from lanterne.facts.queries import Card
from lanterne.facts.rules import Quantity
from lanterne.growth import models
from lanterne.growth.queries.markets import MarketCard, counts, market
from lanterne.growth.rules import diffusion
from lanterne.growth.rules.presence import begins

DAYS_A_YEAR = 365.25
# How far a forecast looks: what lies beyond is told as not reached.
HORIZON = 20


@dataclass(frozen=True, slots=True)
class ScenarioCard:
    """``ceiling`` in per cent of the households; what is None is left to the counts."""

    territory: str
    name: str
    ceiling: Decimal | None = None
    innovation: Decimal | None = None
    imitation: Decimal | None = None
    reason: str = ""


class Lacks(StrEnum):
    """Why there is no forecast."""

    HOUSEHOLDS = "households"
    ENTRY = "entry"
    COUNTS = "counts"
    TARGET = "target"
    CEILING = "ceiling"  # a fixed ceiling lies below what was counted


@dataclass(frozen=True, slots=True)
class Penetration:
    """In per cent of the households on a day."""

    on: date
    low: Decimal
    middle: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Reached:
    """The days of the band; None is not within the horizon. ``chance`` in per cent that it is."""

    earliest: date | None
    middle: date | None
    latest: date | None
    chance: int
    horizon: date


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a scenario leads to, and what it was made of; ``lacks`` when nothing can be said."""

    scenario: ScenarioCard
    market: MarketCard
    target: Decimal | None
    made_of: tuple[Card, ...]
    entered: date | None
    lacks: Lacks | None = None
    course: tuple[Penetration, ...] = ()
    ceiling: tuple[Decimal, Decimal, Decimal] | None = None
    reached: Reached | None = None
    is_ceiling_told: bool = False


def scenarios(*, territory: str) -> tuple[ScenarioCard, ...]:
    rows = models.Scenario.objects.filter(territory=territory).order_by("name")
    return tuple(
        ScenarioCard(
            row.territory, row.name, row.ceiling, row.innovation, row.imitation, row.reason
        )
        for row in rows
    )


def forecasts(*, territory: str, on: date) -> tuple[Forecast, ...]:
    """Without any assumption first, then every scenario of the market beside it."""
    kept = (ScenarioCard(territory, ""), *scenarios(territory=territory))
    known = _known(territory, on)
    return tuple(_forecast(one, known) for one in kept)


def forecast(*, scenario: ScenarioCard, on: date, target: Decimal | None = None) -> Forecast:
    """From what was known on the day; the target in per cent, or the one that is on record."""
    return _forecast(scenario, _known(scenario.territory, on), target)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a market on a day, read once for every scenario of it."""

    market: MarketCard
    counts: tuple[Card, ...]


def _known(territory: str, on: date) -> _Known:
    return _Known(market(territory=territory, on=on), counts(territory=territory, on=on))


def _forecast(scenario: ScenarioCard, known: _Known, target: Decimal | None = None) -> Forecast:
    held = known.market
    wanted = target if target is not None else _target(held)
    entered = begins(held.presence.entered_on) if held.presence else None
    # Nobody subscribed before the service came: an earlier count is of something else.
    told = tuple(card for card in known.counts if entered and _day(card) > entered)
    bare = Forecast(scenario, held, wanted, told, entered)
    lacks = _lacks(bare)
    return _with(bare, lacks) if lacks else _reckoned(bare)


def _lacks(bare: Forecast) -> Lacks | None:
    households, ceiling = _households(bare), bare.scenario.ceiling
    checks = (
        (Lacks.HOUSEHOLDS, households is None),
        (Lacks.ENTRY, bare.entered is None),
        (Lacks.COUNTS, not bare.made_of),
        (Lacks.TARGET, bare.target is None),
    )
    found = next((lack for lack, is_so in checks if is_so), None)
    if found or ceiling is None or households is None:
        return found
    most = max(_amount(card) for card in bare.made_of)
    return Lacks.CEILING if households * float(ceiling) / 100 <= most else None


def _reckoned(bare: Forecast) -> Forecast:
    households, entered = _households(bare) or 0.0, bare.entered or bare.market.on
    scenario = bare.scenario
    now = _years(entered, bare.market.on)
    days = [
        entered + timedelta(days=round((now + year) * DAYS_A_YEAR)) for year in range(HORIZON + 1)
    ]
    found = diffusion.outlook(
        [diffusion.Count(_years(entered, _day(card)), _amount(card)) for card in bare.made_of],
        diffusion.Assumptions(
            households,
            None if scenario.ceiling is None else households * float(scenario.ceiling) / 100,
            None if scenario.innovation is None else float(scenario.innovation),
            None if scenario.imitation is None else float(scenario.imitation),
        ),
        diffusion.Asked(
            tuple(_years(entered, day) for day in days),
            households * float(bare.target or 0) / 100,
            now + HORIZON,
        ),
    )
    course = tuple(
        Penetration(day, *_percents(band, households))
        for day, band in zip(days, found.levels, strict=True)
    )
    return Forecast(
        scenario,
        bare.market,
        bare.target,
        bare.made_of,
        bare.entered,
        course=course,
        ceiling=_percents(found.ceiling, households),
        reached=_reached(found, entered, days[-1]),
        is_ceiling_told=found.is_ceiling_told,
    )


def _with(bare: Forecast, lacks: Lacks) -> Forecast:
    return Forecast(
        bare.scenario, bare.market, bare.target, bare.made_of, bare.entered, lacks=lacks
    )


def _reached(found: diffusion.Outlook, entered: date, horizon: date) -> Reached:
    earliest, middle, latest = (
        entered + timedelta(days=round(years * DAYS_A_YEAR)) if isfinite(years) else None
        for years in (found.reached.low, found.reached.middle, found.reached.high)
    )
    return Reached(earliest, middle, latest, round(found.chance * 100), horizon)


def _percents(band: diffusion.Band, households: float) -> tuple[Decimal, Decimal, Decimal]:
    low, middle, high = (
        round(Decimal(level / households * 100), 1) for level in (band.low, band.middle, band.high)
    )
    return low, middle, high


def _years(entered: date, day: date) -> float:
    return (day - entered).days / DAYS_A_YEAR


def _day(card: Card) -> date:
    return card.claim.moment.as_of or date.min


def _amount(card: Card) -> float:
    value = card.claim.value
    return float(value.amount) if isinstance(value, Quantity) else 0.0


def _households(bare: Forecast) -> float | None:
    return _amount(bare.market.households) if bare.market.households else None


def _target(held: MarketCard) -> Decimal | None:
    value = held.target.claim.value if held.target else None
    return value.amount if isinstance(value, Quantity) else None
