"""Taking money once.

A charge is written down before the provider is asked and settled after it has answered, each in
a transaction of its own. Whatever dies in between leaves a pending charge, and asking again with
its key is safe: the provider answers as before, and settling a settled charge changes nothing.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from lanterne.accounts import services as accounts
from lanterne.billing import rules
from lanterne.billing.models import Charge, InvoiceSeries, PlanPrice, Subscription
from lanterne.billing.ports import Declined, Paid, PaymentProvider
from lanterne.core import audit, plugins
from lanterne.territories import queries as territories


def write_down(
    subscription: Subscription, price: PlanPrice, *, token: str, key: str, at: datetime
) -> Charge:
    """Note what is about to be charged; the household is held by the caller."""
    charge = _charge(price, at)
    charge.subscription, charge.payment_token, charge.idempotency_key = subscription, token, key
    charge.save(force_insert=True)
    return charge


def write_down_renewal(subscription: Subscription, *, tries: int, at: datetime) -> Charge:
    """Note the next try to renew; its key follows from what it renews, so it exists once."""
    charge = _charge(subscription.price, at)
    charge.subscription, charge.payment_token = subscription, subscription.payment_token
    charge.renews = subscription.period_end
    charge.idempotency_key = f"renewal-{subscription.id}-{charge.renews:%Y%m%dT%H%M%S}-{tries + 1}"
    charge.save(force_insert=True)
    return charge


def settle(charge: Charge, *, at: datetime) -> Charge:
    """Ask for the money unless that was answered already; lets Unreachable through."""
    if charge.state == rules.ChargeState.PENDING:
        _write_answer(charge.id, _ask(charge), at)
        charge.refresh_from_db()
    return charge


def settle_pending(*, household_id: int, at: datetime) -> Charge | None:
    """Finish what another request began and perhaps did not live to finish."""
    pending = Charge.objects.filter(
        subscription__household_id=household_id, state=rules.ChargeState.PENDING
    ).first()
    return settle(pending, at=at) if pending else None


def _charge(price: PlanPrice, at: datetime) -> Charge:
    rate = territories.vat_rate(territory=price.territory, at=at)
    return Charge(
        price=price,
        currency=price.currency,
        minor=price.minor,
        vat_rate=rate,
        vat_minor=rules.vat_part(price.money, rate).minor,
        at=at,
    )


def _ask(charge: Charge) -> Paid | Declined:
    provider: PaymentProvider = plugins.load(settings.PAYMENT_PROVIDER)()
    try:
        return provider.charge(
            token=charge.payment_token,
            money=charge.money,
            idempotency_key=charge.idempotency_key,
        )
    except Declined as declined:
        return declined


@transaction.atomic
def _write_answer(charge_id: int, answer: Paid | Declined, at: datetime) -> None:
    charges = Charge.objects.filter(id=charge_id)
    household_id = charges.values_list("subscription__household_id", flat=True).get()
    accounts.hold_household(household_id=household_id)
    charge = charges.select_related("subscription").get()
    if charge.state != rules.ChargeState.PENDING:
        return
    charge.settled_at = at
    if isinstance(answer, Paid):
        _write_paid(charge, answer, at)
    else:
        _write_declined(charge, answer)
    charge.save(
        update_fields=[
            "state",
            "settled_at",
            "provider_ref",
            "reason",
            "invoice_year",
            "invoice_number",
        ]
    )
    _note(charge, household_id)


def _write_paid(charge: Charge, answer: Paid, at: datetime) -> None:
    charge.state, charge.provider_ref = rules.ChargeState.PAID, answer.ref
    charge.invoice_year, charge.invoice_number = at.year, _next_number(at.year)
    subscription = charge.subscription
    subscription.price, subscription.payment_token = charge.price, charge.payment_token
    subscription.save(update_fields=["price", "payment_token"])
    # The period counts from when the money was asked for, however late the answer was written.
    period = rules.next_period(subscription.membership, at=charge.at)
    subscription.become(rules.after_payment(subscription.membership, period=period))


def _write_declined(charge: Charge, answer: Declined) -> None:
    charge.state, charge.reason = rules.ChargeState.DECLINED, answer.reason[:40]
    subscription = charge.subscription
    if subscription.membership.paid and charge.renews is None:
        return  # a new card that fails changes nothing for a member in grace
    subscription.become(rules.after(subscription.membership, rules.Event.DECLINED))


def _note(charge: Charge, household_id: int) -> None:
    sum_asked = {"minor": charge.minor, "currency": charge.currency}
    audit.record(
        actor="system:billing",
        action=f"billing.charge_{charge.state}",
        subject=f"household:{household_id}",
        detail={"charge": charge.id, "reason": charge.reason, **sum_asked},
    )


def _next_number(year: int) -> int:
    """Taken inside the transaction that uses it, so that an undone one leaves no gap."""
    InvoiceSeries.objects.get_or_create(year=year)
    series = InvoiceSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
