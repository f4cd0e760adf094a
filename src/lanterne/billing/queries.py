"""Questions about plans, memberships and charges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, IntegerField, Sum

from lanterne.billing import memberships as every
from lanterne.billing import rules
from lanterne.billing.models import Charge, PlanPrice, Subscription
from lanterne.billing.tenure import Tenure
from lanterne.core import clock
from lanterne.core.money import Money
from lanterne.core.worded import Blank, Worded
from lanterne.territories import queries as territories

_MEMBERSHIP = Worded(
    lambda: Subscription.objects.filter(
        household_id=Blank("household", IntegerField())
    ).values_list(
        "price__plan__name", "price__plan__most_streams", "price__plan__tallest",
        "state", "ends_at_period_end", "period_start", "period_end", "anchor_day",
    )
)  # fmt: skip
NOTHING = rules.Entitlement(rules.Standing.NOT_A_MEMBER, "", 0, 0, None)


def offers(*, territory: str, at: datetime) -> tuple[rules.Offer, ...]:
    """Each plan at its latest price there, cheapest first; none where no market is open."""
    market = territories.market(territory=territory)
    if market is None or not market.is_open:
        return ()
    begun = PlanPrice.objects.filter(territory=territory, valid_from__lte=at)
    latest = {row.plan_id: row for row in begun.select_related("plan").order_by("valid_from")}
    cheapest_first = sorted(latest.values(), key=lambda row: (row.minor, row.plan.code))
    return tuple(_offer(row, at) for row in cheapest_first)


def entitlement(*, household_id: int, at: datetime) -> rules.Entitlement:
    found = _MEMBERSHIP.first(household=household_id)
    if found is None:
        return NOTHING
    name, most_streams, tallest, *columns = found
    membership = rules.Membership.of_columns(*columns)
    standing = rules.standing(membership, at=at)
    ends_at = rules.access_ends_at(membership, at=at)
    if standing is rules.Standing.NOT_A_MEMBER:
        return rules.Entitlement(standing, "", 0, 0, ends_at)
    return rules.Entitlement(standing, name, most_streams, tallest, ends_at)


def subscription(*, household_id: int, at: datetime | None = None) -> rules.SubscriptionCard | None:
    """The household's membership with its standing at that moment, or now."""
    row = _subscription(household_id)
    return card(row, at=at or clock.now()) if row else None


def charges(*, household_id: int) -> tuple[rules.ChargeCard, ...]:
    """Every attempt to take money from the household, the latest first."""
    rows = Charge.objects.filter(subscription__household_id=household_id).order_by("-at", "-id")
    return tuple(_charge(row) for row in rows)


def takings(*, territory: str, since: datetime, until: datetime) -> dict[str, int]:
    """Net of tax, by currency in minor units: charges that were paid in a half-open period.

    One that was asked for in it and is answered later counts when it is answered: a period that is over brings no more.
    """
    rows = Charge.objects.filter(
        price__territory=territory,
        state=rules.ChargeState.PAID,
        settled_at__gte=since,
        settled_at__lt=until,
    )
    net = rows.values("currency").annotate(net=Sum(F("minor") - F("vat_minor")))
    return dict(net.values_list("currency", "net"))


def tenures(*, territory: str) -> tuple[Tenure, ...]:
    """Every membership that was ever paid for at a price of the country."""
    return tuple(tenure for _household, tenure in memberships(territory=territory))


def memberships(*, territory: str) -> Iterator[tuple[int, Tenure]]:
    """The same, each with its household."""
    return every.memberships(territory=territory)


def card(row: Subscription, *, at: datetime) -> rules.SubscriptionCard:
    """The card of a row; for this app's own services."""
    return rules.SubscriptionCard(
        row.id,
        row.price.plan.code,
        row.price.plan.name,
        row.price.money,
        rules.State(row.state),
        rules.standing(row.membership, at=at),
        row.period_start,
        row.period_end,
        row.ends_at_period_end,
    )


def _subscription(household_id: int) -> Subscription | None:
    rows = Subscription.objects.select_related("price__plan")
    return rows.filter(household_id=household_id).first()


def _offer(row: PlanPrice, at: datetime) -> rules.Offer:
    return rules.Offer(
        row.id,
        row.plan.code,
        row.plan.name,
        row.money,
        territories.vat_rate(territory=row.territory, at=at),
        row.plan.most_streams,
        row.plan.tallest,
    )


def _charge(row: Charge) -> rules.ChargeCard:
    number = f"{row.invoice_year}-{row.invoice_number:06d}" if row.invoice_number else None
    return rules.ChargeCard(
        row.id,
        row.at,
        rules.ChargeState(row.state),
        row.money,
        Money(row.vat_minor, row.currency),
        row.vat_rate,
        number,
        row.reason,
    )
