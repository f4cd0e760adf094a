"""Joining, leaving, renewing, and what is sold.

`join` and `renew_due` open their own transactions and must not be called inside one: a charge
has to be on record before the provider is asked for the money.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lanterne.accounts import queries as households
from lanterne.accounts import services as accounts
from lanterne.billing import ledger, queries, rules
from lanterne.billing.models import Charge, Plan, PlanPrice, Subscription
from lanterne.billing.ports import Unreachable
from lanterne.core import audit
from lanterne.core.errors import Refused
from lanterne.territories import queries as territories

log = logging.getLogger(__name__)

# A charge still pending after this long was abandoned: its process died or the network did.
ABANDONED = timedelta(minutes=10)

REASONS: dict[str, str | Promise] = {
    "insufficient_funds": gettext_lazy("Your card does not have enough funds."),
    "expired": gettext_lazy("Your card has expired."),
    "needs_confirmation": gettext_lazy("Your bank wants you to confirm this payment first."),
}


class PaymentDeclined(Refused):
    """`reason` is the provider's word for it."""

    def __init__(self, reason: str) -> None:
        super().__init__(str(REASONS.get(reason, gettext_lazy("Your card was declined."))))
        self.reason = reason


class PaymentUncertain(Refused):
    pass


class PaymentUnderWay(Refused):
    pass


class AlreadyMember(Refused):
    pass


class NotAMember(Refused):
    pass


class NothingToResume(Refused):
    pass


class OfferOver(Refused):
    pass


class KeyReused(Refused):
    pass


class PlanUnknown(Refused):
    pass


class NoMarket(Refused):
    pass


class PriceInvalid(Refused):
    pass


class PriceTaken(Refused):
    pass


def join(
    *, household_id: int, price_id: int, payment_token: str, idempotency_key: str, at: datetime
) -> rules.SubscriptionCard:
    """Pay for a first month, or for the next one when the membership is unpaid or over.

    The same key gives the same answer, and takes money once. Refuses AlreadyMember, OfferOver,
    PaymentDeclined, PaymentUnderWay, PaymentUncertain, KeyReused.
    """
    key = f"join-{household_id}-{hashlib.sha256(idempotency_key.encode()).hexdigest()[:32]}"
    _finish(household_id, at)
    charge = _begin_join(household_id, price_id, payment_token, key, at)
    try:
        charge = ledger.settle(charge, at=at)
    except Unreachable as error:
        raise _uncertain() from error
    if charge.state == rules.ChargeState.DECLINED:
        raise PaymentDeclined(charge.reason)
    return _card(household_id, at)


@transaction.atomic(durable=True)
def _begin_join(household_id: int, price_id: int, token: str, key: str, at: datetime) -> Charge:
    accounts.hold_household(household_id=household_id)
    known = Charge.objects.filter(idempotency_key=key).first()
    if known is not None:
        return _checked_replay(known, price_id)
    price = _offered(household_id, price_id, at)
    if queries.entitlement(household_id=household_id, at=at).standing is rules.Standing.ACTIVE:
        raise AlreadyMember(_("You are already a member."))
    subscription, _made = Subscription.objects.get_or_create(
        household_id=household_id, defaults={"price": price}
    )
    _check_nothing_pending(subscription)
    return ledger.write_down(subscription, price, token=token, key=key, at=at)


def _checked_replay(known: Charge, price_id: int) -> Charge:
    if known.price_id != price_id:
        raise KeyReused(_("This payment was already sent for another offer."))
    return known


def _offered(household_id: int, price_id: int, at: datetime) -> PlanPrice:
    household = households.household(household_id=household_id)
    offers = queries.offers(territory=household.territory, at=at) if household else ()
    if price_id not in {offer.price_id for offer in offers}:
        raise OfferOver(_("This offer is not available any more. Please choose again."))
    return PlanPrice.objects.get(id=price_id)


def cancel(*, household_id: int, at: datetime) -> rules.SubscriptionCard:
    """End the membership with the paid period, or at once if nothing is paid any more."""
    _finish(household_id, at)
    return _cancel(household_id, at)


@transaction.atomic
def _cancel(household_id: int, at: datetime) -> rules.SubscriptionCard:
    subscription = _held(household_id)
    _check_nothing_pending(subscription)
    membership = subscription.membership
    standing = rules.standing(membership, at=at)
    if standing not in {rules.Standing.ACTIVE, rules.Standing.GRACE}:
        raise NotAMember(_("There is no membership to end."))
    subscription.become(rules.after_leaving(membership, at=at))
    _note("cancel", household_id)
    return _card(household_id, at)


@transaction.atomic
def resume(*, household_id: int, at: datetime) -> rules.SubscriptionCard:
    """Take back a cancellation while the paid period still runs."""
    subscription = _held(household_id)
    membership = subscription.membership
    is_active = rules.standing(membership, at=at) is rules.Standing.ACTIVE
    if not (is_active and membership.ends_at_period_end):
        raise NothingToResume(_("There is no cancellation to take back."))
    subscription.become(rules.after_staying(membership))
    _note("resume", household_id)
    return _card(household_id, at)


def renew_due(*, at: datetime) -> int:
    """Do what each ended period asks for: charge, end or lapse; answers how many payments came.

    Safe to run at any time, twice, or by several workers at once. A provider that cannot be
    reached leaves its charge pending for the next run.
    """
    taken = 0
    for household_id in _households_due(at):
        try:
            taken += _renew(household_id, at)
        except Unreachable:
            log.warning("The payment provider did not answer for household %d.", household_id)
    return taken


def _households_due(at: datetime) -> list[int]:
    renewing = Subscription.objects.filter(
        state__in=[rules.State.ACTIVE, rules.State.PAST_DUE], period_end__lte=at
    )
    abandoned = Subscription.objects.filter(
        charges__state=rules.ChargeState.PENDING, charges__at__lte=at - ABANDONED
    )
    both = renewing.values_list("household_id", flat=True).union(
        abandoned.values_list("household_id", flat=True)
    )
    return sorted(both)


def _renew(household_id: int, at: datetime) -> int:
    finished = ledger.settle_pending(household_id=household_id, at=at)
    charge = _begin_renewal(household_id, at)
    settled = [finished, ledger.settle(charge, at=at) if charge else None]
    return sum(1 for one in settled if one and one.state == rules.ChargeState.PAID)


@transaction.atomic(durable=True)
def _begin_renewal(household_id: int, at: datetime) -> Charge | None:
    subscription = _held(household_id)
    if subscription.charges.filter(state=rules.ChargeState.PENDING).exists():
        return None  # another worker is at it
    tries = subscription.charges.filter(renews=subscription.period_end).count()
    match rules.due(subscription.membership, tries=tries, at=at):
        case rules.Due.END:
            _leave(subscription, rules.Event.ENDED)
        case rules.Due.LAPSE:
            _leave(subscription, rules.Event.GRACE_OVER)
        case rules.Due.CHARGE:
            return ledger.write_down_renewal(subscription, tries=tries, at=at)
        case rules.Due.NOTHING:
            pass
    return None


def _leave(subscription: Subscription, event: rules.Event) -> None:
    subscription.become(rules.after(subscription.membership, event))
    _note(event.name.lower(), subscription.household_id, actor="system:billing")


@transaction.atomic
def open_plan(*, code: str, name: str, most_streams: int, tallest: int, actor: str) -> int:
    """Sell a plan, or change what it gives; that holds for its present members too."""
    chosen = {"name": name, "most_streams": most_streams, "tallest": tallest}
    plan, _made = Plan.objects.update_or_create(code=code, defaults=chosen)
    audit.record(actor=actor, action="billing.open_plan", subject=f"plan:{plan.id}", detail=chosen)
    return plan.id


@transaction.atomic
def set_price(
    *, plan_code: str, territory: str, minor: int, valid_from: datetime, actor: str
) -> int:
    """Price a plan in a country's currency, VAT included, from that moment on.

    Present members keep the price they joined at. Answers the price's id.
    """
    plan = Plan.objects.select_for_update().filter(code=plan_code).first()
    if plan is None:
        raise PlanUnknown(_("There is no plan called %(code)s.") % {"code": plan_code})
    market = territories.market(territory=territory)
    if market is None:
        raise NoMarket(_("There is no market in %(code)s.") % {"code": territory})
    if minor <= 0:
        raise PriceInvalid(_("A price is more than nothing."))
    if plan.prices.filter(territory=territory, valid_from=valid_from).exists():
        raise PriceTaken(_("Another price begins at that very moment."))
    price = plan.prices.create(
        territory=territory, currency=market.currency, minor=minor, valid_from=valid_from
    )
    detail = {"plan": plan_code, "territory": territory, "minor": minor}
    audit.record(
        actor=actor, action="billing.set_price", subject=f"price:{price.id}", detail=detail
    )
    return price.id


def _finish(household_id: int, at: datetime) -> None:
    try:
        ledger.settle_pending(household_id=household_id, at=at)
    except Unreachable as error:
        raise _uncertain() from error


def _uncertain() -> PaymentUncertain:
    return PaymentUncertain(
        _("The bank did not answer. You will not be charged twice: please try again in a moment.")
    )


def _held(household_id: int) -> Subscription:
    accounts.hold_household(household_id=household_id)
    subscription = Subscription.objects.filter(household_id=household_id).first()
    if subscription is None:
        raise NotAMember(_("There is no membership here."))
    return subscription


def _check_nothing_pending(subscription: Subscription) -> None:
    if subscription.charges.filter(state=rules.ChargeState.PENDING).exists():
        raise PaymentUnderWay(_("A payment is under way. Please try again in a moment."))


def _card(household_id: int, at: datetime) -> rules.SubscriptionCard:
    row = Subscription.objects.select_related("price__plan").get(household_id=household_id)
    return queries.card(row, at=at)


def _note(action: str, household_id: int, *, actor: str | None = None) -> None:
    subject = f"household:{household_id}"
    audit.record(actor=actor or subject, action=f"billing.{action}", subject=subject)
