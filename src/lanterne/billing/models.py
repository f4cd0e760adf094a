from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanterne.billing.rules import ChargeState, Membership, State
from lanterne.core import clock
from lanterne.core.money import Money


class Plan(models.Model):
    """What is sold: how many streams at once, and how tall a picture."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    most_streams = models.PositiveSmallIntegerField()
    tallest = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class PlanPrice(models.Model):
    """A plan's price in a country, VAT included, in force until a later one begins."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="prices")
    territory = models.CharField(max_length=2)
    currency = models.CharField(max_length=3)
    minor = models.PositiveIntegerField()
    valid_from = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "territory", "valid_from"], name="price_begins_once"
            ),
            models.CheckConstraint(condition=Q(minor__gt=0), name="price_is_not_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.territory} {self.minor} {self.currency}"

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)


class Subscription(models.Model):
    """A household's membership; changes only while the household is held."""

    household = models.OneToOneField(
        "accounts.Household", on_delete=models.PROTECT, related_name="subscription"
    )
    price = models.ForeignKey(PlanPrice, on_delete=models.PROTECT, related_name="subscriptions")
    payment_token = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, default=State.INCOMPLETE)
    period_start = models.DateTimeField(null=True)
    period_end = models.DateTimeField(null=True, db_index=True)
    anchor_day = models.PositiveSmallIntegerField(null=True)
    ends_at_period_end = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="subscription_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state=State.INCOMPLETE.value)
                | Q(
                    period_start__isnull=False,
                    period_end__isnull=False,
                    anchor_day__isnull=False,
                    period_end__gt=F("period_start"),
                    anchor_day__range=(1, 31),
                ),
                name="subscription_has_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"household:{self.household_id} {self.state}"

    @property
    def membership(self) -> Membership:
        return Membership.of_columns(
            self.state,
            self.ends_at_period_end,
            self.period_start,
            self.period_end,
            self.anchor_day,
        )

    def tell(self, membership: Membership) -> None:
        """Have the values of a membership."""
        self.state = membership.state
        self.ends_at_period_end = membership.ends_at_period_end
        if membership.paid:
            self.period_start, self.period_end = membership.paid.start, membership.paid.end
            self.anchor_day = membership.paid.anchor_day

    def become(self, membership: Membership) -> None:
        """Write a membership down."""
        self.tell(membership)
        self.save(
            update_fields=[
                "state",
                "ends_at_period_end",
                "period_start",
                "period_end",
                "anchor_day",
            ]
        )


class Charge(models.Model):
    """One attempt to take money, written down before the provider is asked."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="charges")
    price = models.ForeignKey(PlanPrice, on_delete=models.PROTECT, related_name="charges")
    idempotency_key = models.CharField(max_length=120, unique=True)
    payment_token = models.CharField(max_length=200)
    currency = models.CharField(max_length=3)
    minor = models.PositiveIntegerField()
    vat_rate = models.DecimalField(max_digits=5, decimal_places=2)
    vat_minor = models.PositiveIntegerField()
    state = models.CharField(max_length=8, default=ChargeState.PENDING)
    reason = models.CharField(max_length=40, blank=True)
    provider_ref = models.CharField(max_length=120, blank=True)
    renews = models.DateTimeField(null=True, help_text="End of the period this renews; else null.")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    invoice_year = models.PositiveSmallIntegerField(null=True)
    invoice_number = models.PositiveIntegerField(null=True)
    # Asked for by the system that the household came from, which also wrote the invoice.
    is_former = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subscription"],
                condition=Q(state=ChargeState.PENDING.value),
                name="charge_one_pending",
            ),
            models.UniqueConstraint(
                fields=["invoice_year", "invoice_number"], name="charge_invoice_number_once"
            ),
            models.CheckConstraint(
                condition=Q(vat_minor__lte=F("minor")), name="charge_vat_is_a_part"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ChargeState.PAID.value,
                    is_former=False,
                    invoice_year__isnull=False,
                    invoice_number__isnull=False,
                )
                | Q(
                    state__in=[ChargeState.PENDING.value, ChargeState.DECLINED.value],
                    invoice_year__isnull=True,
                    invoice_number__isnull=True,
                )
                | Q(
                    state=ChargeState.PAID.value,
                    is_former=True,
                    invoice_year__isnull=True,
                    invoice_number__isnull=True,
                ),
                name="charge_invoiced_when_paid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idempotency_key} {self.state}"

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)


class InvoiceSeries(models.Model):
    """The last number given out in a year; its row is held while a number is taken."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}-{self.last:06d}"
