"""Payments that another system took: brought in by the thousand, so that past memberships are read as those of today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter

from babel.numbers import is_currency
from django.db import transaction

from lanterne.accounts import queries as accounts
from lanterne.accounts import services as households
from lanterne.accounts.rules import FormerCard
from lanterne.billing import rules
from lanterne.billing.models import Charge, PlanPrice, Subscription
from lanterne.billing.replay import Asked, replay
from lanterne.core import bulk
from lanterne.core.money import Money
from lanterne.core.taking import Outcome

MOST_MINOR = 2**31 - 1
LONGEST_CARD = 200
PAID, DECLINED = rules.ChargeState.PAID, rules.ChargeState.DECLINED


class Flaw(StrEnum):
    NO_MEMBER = "no_member"
    NO_PLAN = "no_plan"
    NO_MONEY = "no_money"
    NO_RATE = "no_rate"
    NO_CARD = "no_card"
    BEFORE_JOINING = "before_joining"
    TO_COME = "to_come"
    PAYS_HERE = "pays_here"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class PaymentDraft:
    """A try to take money for a month; ``card`` is what the payment provider knows the member's means by, if it goes on."""

    member: str
    plan: str
    at: datetime
    is_renewal: bool
    money: Money
    vat_rate: Decimal
    is_paid: bool
    card: str = ""

    @property
    def mark(self) -> tuple[str, datetime]:
        return self.member, self.at


Fate = Outcome | Flaw
Sums = tuple[int, str, Decimal, str]


@transaction.atomic
def bring_payments(*, drafts: Sequence[PaymentDraft], at: datetime) -> list[Fate]:
    """Write down what is new, with the memberships that come of it; what is wrong with any other, in the order given.

    No provider is asked and no invoice numbered: that was done elsewhere.
    """
    homes = accounts.former(keys={one.member for one in drafts})
    # Whoever renews or cancels waits: what is read here is what is written over.
    households.hold_households(household_ids=[one.household_id for one in homes.values()])
    judge = _Judge(homes, at)
    fates = [judge.fate(one) for one in drafts]
    new: defaultdict[int, list[PaymentDraft]] = defaultdict(list)
    for one, fate in zip(drafts, fates, strict=True):
        if fate is Outcome.ADDED:
            new[homes[one.member].household_id].append(one)
    if new:
        _write(new, judge, at)
    return fates


class _Judge:
    """What is on record for the households of a piece."""

    def __init__(self, homes: Mapping[str, FormerCard], at: datetime) -> None:
        self.homes, self.at = homes, at
        self.prices: defaultdict[tuple[str, str], list[tuple[datetime, int]]] = defaultdict(list)
        self.money: dict[int, Money] = {}
        for row in PlanPrice.objects.select_related("plan").order_by("-valid_from"):
            self.prices[row.plan.code, row.territory].append((row.valid_from, row.pk))
            self.money[row.pk] = row.money
        held = Charge.objects.filter(
            subscription__household__in=[one.household_id for one in homes.values()]
        )
        self.known: dict[str, Sums] = {}
        self.paying: set[int] = set()
        columns = ("idempotency_key", "minor", "currency", "vat_rate", "state", "is_former")
        for home, key, *sums, is_former in held.values_list("subscription__household_id", *columns):
            self.known[key] = tuple(sums)
            if not is_former:
                self.paying.add(home)
        # With a card on record only a member's own word ends a membership with its period: no file takes that back.
        left = Subscription.objects.filter(
            household__in=[one.household_id for one in homes.values()], ends_at_period_end=True
        ).exclude(payment_token="")
        self.paying.update(left.values_list("household_id", flat=True))

    def fate(self, one: PaymentDraft) -> Fate:
        home = self.homes.get(one.member)
        if home is None:
            return Flaw.NO_MEMBER
        held = self.known.get(key(home.household_id, one.at))
        if held is not None:
            return Outcome.UNCHANGED if held == _sums(one) else Flaw.OTHERWISE
        return self._flaw(one, home) or Outcome.ADDED

    def price(self, one: PaymentDraft) -> int:
        """The one in force then; before the first of all, the first."""
        told = self.prices[one.plan, self.homes[one.member].territory]
        return next((price for since, price in told if since <= one.at), told[-1][1])

    def _flaw(self, one: PaymentDraft, home: FormerCard) -> Flaw | None:
        found = {
            Flaw.NO_PLAN: (one.plan, home.territory) not in self.prices,
            Flaw.NO_MONEY: not (
                0 < one.money.minor <= MOST_MINOR and is_currency(one.money.currency)
            ),
            Flaw.NO_RATE: not 0 <= one.vat_rate <= 100,
            Flaw.NO_CARD: len(one.card) > LONGEST_CARD,
            Flaw.BEFORE_JOINING: one.at < home.joined,
            Flaw.TO_COME: one.at > self.at,
            Flaw.PAYS_HERE: home.household_id in self.paying,
        }
        return next((flaw for flaw, is_so in found.items() if is_so), None)


def key(household_id: int, at: datetime) -> str:
    return f"former-{household_id}-{at:%Y%m%dT%H%M%S.%f}"


def _sums(one: PaymentDraft) -> Sums:
    return one.money.minor, one.money.currency, one.vat_rate, PAID if one.is_paid else DECLINED


def _write(new: Mapping[int, list[PaymentDraft]], judge: _Judge, at: datetime) -> None:
    """From all that was ever asked of a household follows what each try renewed, and how the membership stands."""
    held = {row.household_id: row for row in Subscription.objects.filter(household__in=new)}
    known = set(held)
    before: defaultdict[int, list[Charge]] = defaultdict(list)
    for row in Charge.objects.filter(subscription__household__in=known).order_by("at", "id"):
        before[row.subscription_id].append(row)
    charges: list[Charge] = []
    for home, drafts in new.items():
        subscription = held.setdefault(
            home, Subscription(household_id=home, created_at=drafts[0].at)
        )
        charges += _replayed(subscription, before[subscription.pk], drafts, judge, at)
    _keep(held, known, charges)


def _replayed(
    subscription: Subscription,
    before: Iterable[Charge],
    drafts: Iterable[PaymentDraft],
    judge: _Judge,
    at: datetime,
) -> list[Charge]:
    """The charges that are new or say something else now, and in the subscription what came of all."""
    made = [_charge(subscription, one, judge) for one in drafts]
    all_told = sorted([*before, *made], key=attrgetter("at"))
    last = all_told[-1]
    # Nobody is renewed at a price that they have not paid.
    card = last.payment_token if last.money == judge.money[last.price_id] else ""
    told = replay(
        (Asked(row.at, row.renews is not None, row.state == PAID) for row in all_told),
        goes_on=bool(card),
        at=at,
    )
    subscription.price_id, subscription.payment_token = last.price_id, card
    subscription.tell(told.membership)
    changed = []
    for row, renews in zip(all_told, told.renews, strict=True):
        if row.pk is None or row.renews != renews:
            row.renews = renews
            changed.append(row)
    return changed


def _charge(subscription: Subscription, one: PaymentDraft, judge: _Judge) -> Charge:
    return Charge(
        subscription=subscription,
        price_id=judge.price(one),
        idempotency_key=key(subscription.household_id, one.at),
        payment_token=one.card,
        currency=one.money.currency,
        minor=one.money.minor,
        vat_rate=one.vat_rate,
        vat_minor=rules.vat_part(one.money, one.vat_rate).minor,
        state=PAID if one.is_paid else DECLINED,
        # What it renewed is told by those before it; that it did is said here.
        renews=one.at if one.is_renewal else None,
        at=one.at,
        settled_at=one.at,
        is_former=True,
    )


STANDING = ("state", "ends_at_period_end", "period_start", "period_end", "anchor_day", "price", "payment_token")  # fmt: skip
COLUMNS = (
    "subscription", "price", "idempotency_key", "payment_token", "currency", "minor", "vat_rate", "vat_minor",
    "state", "renews", "at", "settled_at", "is_former",
)  # fmt: skip


def _keep(held: Mapping[int, Subscription], known: set[int], charges: Iterable[Charge]) -> None:
    old = [row for home, row in held.items() if home in known]
    Subscription.objects.bulk_update(old, STANDING, batch_size=200)
    Subscription.objects.bulk_create(row for home, row in held.items() if home not in known)
    told = list(charges)
    Charge.objects.bulk_update([row for row in told if row.pk], ["renews"], batch_size=200)
    bulk.insert(Charge, COLUMNS, (_values(row) for row in told if not row.pk))


def _values(row: Charge) -> list[object]:
    # A charge was made for a subscription that had no number yet.
    hung = {"subscription": row.subscription.pk, "price": row.price_id}
    return [hung[name] if name in hung else getattr(row, name) for name in COLUMNS]
