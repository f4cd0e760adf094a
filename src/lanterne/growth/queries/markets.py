"""A market as it stood on a day: households, subscribers, what is wanted, what came and went, price and revenue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from lanterne.billing import queries as billing
from lanterne.core.money import Money
from lanterne.facts import queries as facts
from lanterne.facts.rules import (
    Claim,
    Confidence,
    Derived,
    DerivingUnlike,
    Kind,
    Moment,
    Quantity,
    gap,
    portion,
    scopes,
    share,
)
from lanterne.growth import models
from lanterne.growth.queries.services import PresenceCard, ServiceCard, ours, presences
from lanterne.growth.rules.growing import Flow, Stay, flow
from lanterne.territories import queries as territories

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Worked:
    """What is worked out of subscribers and households: penetration, the target in households, what is missing."""

    penetration: Derived | None
    wanted: Derived | None
    gap: Derived | None


@dataclass(frozen=True, slots=True)
class OwnCount:
    """What this house counted itself, from memberships and charges; ``claim`` is that count as a claim has it.

    ``year`` is what came and went in the 365 days before, ``revenue`` what was earned in them, net of tax.
    """

    claim: Claim
    year: Flow
    price: Money | None
    revenue: tuple[Money, ...]
    worked: Worked

    @property
    def subscribers(self) -> int:
        value = self.claim.value
        return int(value.amount) if isinstance(value, Quantity) else 0


@dataclass(frozen=True, slots=True)
class MarketCard:
    """``claimed`` is what sources say; our own count stands beside it, and neither takes the other's place."""

    territory: str
    on: date
    service: ServiceCard | None
    presence: PresenceCard | None
    households: facts.Card | None
    claimed: facts.Card | None
    target: facts.Card | None
    price: facts.Card | None
    revenue: facts.Card | None
    worked: Worked
    own: OwnCount | None

    @property
    def sources(self) -> tuple[facts.Card, ...]:
        """Every claim that the page shows."""
        told = (self.households, self.claimed, self.target, self.price, self.revenue)
        return tuple(card for card in told if card)


def market(*, territory: str, on: date) -> MarketCard:
    service = ours()
    place = f"market/{territory}"
    households = _Told(place, facts.about(place), territory, on).last("households")
    key = service.key if service else ""
    ours_told = _Told(key, facts.about(key) if service else (), territory, on)
    claimed, target = ours_told.last("subscribers"), ours_told.last("subscribers_target")
    percent = _percent(target)
    return MarketCard(
        territory=territory,
        on=on,
        service=service,
        presence=_presence(service, territory, on),
        households=households,
        claimed=claimed,
        target=target,
        price=ours_told.last("price"),
        revenue=ours_told.last("revenue"),
        worked=_worked(claimed.claim if claimed else None, households, percent),
        own=_own(territory, on, households, percent),
    )


def territories_known() -> tuple[str, ...]:
    """Where our service is or was announced, where something is sold, and of whose households anything is known."""
    found = {row.territory for row in models.Presence.objects.filter(service__is_ours=True)}
    found |= {one.territory for one in territories.markets()}
    for one in facts.about("market"):
        found |= {one.claim.subject.removeprefix("market/")}
    return tuple(sorted(code for code in found if territories.exists(code)))


def markets(*, on: date) -> tuple[MarketCard, ...]:
    return tuple(market(territory=code, on=on) for code in territories_known())


def counts(*, territory: str, on: date) -> tuple[facts.Card, ...]:
    """What sources say of our subscribers up to the day, the one that pages show of each day, the oldest first."""
    service = ours()
    held = facts.about(service.key) if service else ()
    return tuple(
        card
        for card in held
        if card.claim.measure == "subscribers"
        and card.claim.subject == (service.key if service else "")
        and scopes.read(card.claim.scope).get("territory") == territory
        and card.claim.moment.as_of is not None
        and card.claim.moment.as_of <= on
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What sources say of a subject, read once for every measure that is asked of it."""

    subject: str
    cards: tuple[facts.Card, ...]
    territory: str
    on: date

    def last(self, measure: str) -> facts.Card | None:
        """The last that is shown by the day of the country, whole or a stated part of it."""
        held = [
            card
            for card in self.cards
            if card.claim.subject == self.subject
            and card.claim.measure == measure
            and scopes.read(card.claim.scope).get("territory") == self.territory
            and (_day(card) or date.min) <= self.on
        ]
        return max(held, key=lambda card: (_day(card) or date.min, card.id), default=None)


def _day(card: facts.Card) -> date | None:
    moment = card.claim.moment
    return moment.as_of or moment.since


def _percent(target: facts.Card | None) -> Decimal | None:
    value = target.claim.value if target else None
    return value.amount if isinstance(value, Quantity) else None


def _presence(service: ServiceCard | None, territory: str, on: date) -> PresenceCard | None:
    if service is None:
        return None
    return next(iter(presences(on=on, territory=territory, service=service.key)), None)


def _worked(part: Claim | None, households: facts.Card | None, percent: Decimal | None) -> Worked:
    """Nothing is worked out of what is missing or unlike."""
    if households is None:
        return Worked(None, None, None)
    whole = households.claim
    try:
        wanted = portion(percent, whole) if percent is not None else None
        if part is None:
            return Worked(None, wanted, None)
        missing = gap(part, percent, whole) if percent is not None else None
        return Worked(share(part, whole), wanted, missing)
    except DerivingUnlike:
        return Worked(None, None, None)


def _own(
    territory: str, on: date, households: facts.Card | None, percent: Decimal | None
) -> OwnCount | None:
    """None where nobody had paid yet; days begin at midnight by the clocks of the country."""
    stays = [
        Stay(one.since, one.until, one.cause.value) for one in billing.tenures(territory=territory)
    ]
    end = datetime.combine(on, datetime.min.time(), territories.clock(territory=territory))
    if not any(one.since < end for one in stays):
        return None
    year = flow(stays, end - YEAR, end)
    amount = Decimal(sum(one.since <= end < one.until for one in stays))
    claim = Claim(
        key="own-count",
        subject="own",
        measure="subscribers",
        family="subscribers",
        kind=Kind.LEVEL,
        value=Quantity(amount, "households"),
        scope=f"territory={territory}",
        moment=Moment(as_of=on),
        confidence=Confidence.OWN,
    )
    offers = billing.offers(territory=territory, at=end.astimezone(UTC))
    takings = billing.takings(territory=territory, since=end - YEAR, until=end)
    return OwnCount(
        claim=claim,
        year=year,
        price=offers[0].money if offers else None,
        revenue=tuple(Money(minor, code) for code, minor in sorted(takings.items())),
        worked=_worked(claim, households, percent),
    )
