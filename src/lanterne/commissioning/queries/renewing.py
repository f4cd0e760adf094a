"""The renewal paper: what a title brought for what it cost, beside what was foretold and what others brought."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lanterne.catalogue import queries as catalogue
from lanterne.commissioning.models import Project
from lanterne.commissioning.queries import money
from lanterne.commissioning.queries.forecasting import Verdict, verdicts
from lanterne.commissioning.queries.rates import RateMissing, quoted
from lanterne.commissioning.rules import renewing as rules
from lanterne.commissioning.rules.renewing import Advice, Brought, Flag, Peers
from lanterne.core.money import Money
from lanterne.facts.queries import Rate, RateUnknown
from lanterne.results import queries as results
from lanterne.results.queries import ResultCard, Worth
from lanterne.results.rules.estimates import Estimate


@dataclass(frozen=True, slots=True)
class RenewalPaper:
    """``course`` is the release at each of its horizons, ``brought`` the last that is over; money is in the budget's currency.

    ``rates`` say at what amounts were told in another currency, ``no_rate`` why a cost and a worth could not be put
    beside each other.
    """

    course: tuple[ResultCard, ...]
    brought: Brought | None
    worth: Worth | None
    cost: Money | None
    rates: tuple[Rate, ...]
    no_rate: str
    verdicts: tuple[Verdict, ...]
    peers: int
    flags: tuple[Flag, ...]
    advice: Advice | None

    @property
    def for_gained(self) -> Estimate | None:
        """What each household that it gained cost."""
        return self.brought.cost_of(self.brought.gained) if self.brought else None

    @property
    def for_all(self) -> Estimate | None:
        """What each household that it gained or kept cost."""
        return self.brought.cost_of(self.brought.households) if self.brought else None


def renewal(*, project_id: int, at: datetime) -> RenewalPaper | None:
    """None before a project has a title."""
    row = Project.objects.get(pk=project_id)
    if row.title_id is None:
        return None
    course = results.course(title_id=row.title_id, territory=row.territory, at=at)
    closed = next((one for one in reversed(course) if one.is_closed), None)
    money_told = _money(row, at, has_worth=closed is not None)
    worth, cost = money_told.worth, money_told.cost
    judged = verdicts(project_id=project_id)
    brought = _brought(closed, worth, cost) if closed else None
    peers = _peers(closed) if closed else Peers((), ())
    missed = [one.is_below for one in judged]
    return RenewalPaper(
        course=course,
        brought=brought,
        worth=worth,
        cost=cost,
        rates=money_told.rates,
        no_rate=money_told.no_rate,
        verdicts=judged,
        peers=len(peers.half_lives),
        flags=tuple(rules.flags(brought, peers, missed)) if brought else (),
        advice=rules.advice(brought) if brought else None,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """Worth and cost in one currency, or what is known of them and why not both."""

    worth: Worth | None
    cost: Money | None
    rates: tuple[Rate, ...] = ()
    no_rate: str = ""


def _money(row: Project, at: datetime, *, has_worth: bool) -> _Told:
    try:
        worth = results.worth(territory=row.territory, at=at) if has_worth else None
    except RateUnknown as refusal:
        return _Told(None, None, no_rate=str(refusal))
    rates = worth.rates if worth else ()
    try:
        cost, rate = _cost(row.pk, worth, at)
    except RateMissing as refusal:
        return _Told(worth, None, rates, str(refusal))
    return _Told(worth, cost, (*rates, rate) if rate else rates)


def _cost(project_id: int, worth: Worth | None, at: datetime) -> tuple[Money | None, Rate | None]:
    """The estimated final cost, in the currency in which households pay. Refuses RateMissing."""
    report = money.cost_report(project_id=project_id, on=at.date())
    if report is None:
        return None, None
    cost = Money(report.total.final, report.currency)
    into = worth.a_month.currency if worth else cost.currency
    if into == cost.currency:
        return cost, None
    rate = quoted(base=cost.currency, quote=into, on=at.date())
    return cost.at(rate.amount, into), rate


def _brought(card: ResultCard, worth: Worth | None, cost: Money | None) -> Brought:
    return Brought(
        days=card.days,
        gained=card.effect.gained if card.effect else None,
        kept=card.effect.kept if card.effect else None,
        completion=card.completion,
        half_life=card.half_life,
        worth=worth.gained.minor if worth else None,
        unsure=worth.unsure if worth else 0.0,
        cost=cost.minor if cost else None,
    )


def _peers(card: ResultCard) -> Peers:
    """Films beside films and seasons beside seasons: of a film more is finished, and sooner."""
    found = results.results(territory=card.territory, days=card.days)
    kinds = catalogue.kinds_and_genres(title_ids=[one.title_id for one in found])
    own = kinds[card.title_id][0]
    others = [one for one in found if one.title_id != card.title_id and kinds[one.title_id][0] is own]  # fmt: skip
    return Peers(
        [one.completion for one in others if one.completion is not None],
        [one.half_life for one in others if one.half_life is not None],
    )
