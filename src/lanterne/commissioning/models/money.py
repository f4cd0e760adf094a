"""What a project is planned to cost, what it costs, and who pays."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanterne.commissioning.models.slate import Project


class ExchangeRate(models.Model):
    """How much of ``quote`` one of ``base`` is worth from a day on, until a later rate."""

    base = models.CharField(max_length=3)
    quote = models.CharField(max_length=3)
    on = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["base", "quote", "on"], name="commissioning_one_rate_a_day"
            ),
            models.CheckConstraint(
                condition=Q(rate__gt=0), name="commissioning_rates_are_positive"
            ),
            models.CheckConstraint(
                condition=~Q(base=F("quote")), name="commissioning_rates_between_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.base}/{self.quote} {self.rate} {self.on}"


class AccountMapping(models.Model):
    """An account of another chart, and which of the house's it is."""

    chart = models.SlugField(max_length=40)
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=200, blank=True)
    account = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chart", "code"], name="commissioning_mapped_once")
        ]

    def __str__(self) -> str:
        return f"{self.chart} {self.code} {self.account}"


class BudgetVersion(models.Model):
    """A budget as a whole; once locked nothing of it changes, and the next one counts from its day on."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budgets")
    number = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    locked_on = models.DateField(null=True, blank=True)
    actor = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="commissioning_versions_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} budget {self.number}"


class BudgetLine(models.Model):
    """What an account may cost; an amount in another currency is kept beside what it is in the budget's."""

    version = models.ForeignKey(BudgetVersion, on_delete=models.CASCADE, related_name="lines")
    account = models.CharField(max_length=8)
    note = models.CharField(max_length=200, blank=True)
    minor = models.BigIntegerField()
    said_minor = models.BigIntegerField()
    said_currency = models.CharField(max_length=3)

    def __str__(self) -> str:
        return f"{self.version_id} {self.account} {self.minor}"


class Commitment(models.Model):
    """An order: what is owed once it is invoiced, in the currency it was given in."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="commitments")
    account = models.CharField(max_length=8)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    on = models.DateField()
    reference = models.CharField(max_length=120)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "reference"], name="commissioning_order_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.reference}"


class Actual(models.Model):
    """What was invoiced or paid; of an order, it makes what is open of that smaller."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="actuals")
    account = models.CharField(max_length=8)
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    on = models.DateField()
    reference = models.CharField(max_length=120)
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, null=True, blank=True, related_name="actuals"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "reference"], name="commissioning_invoice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.reference}"


class Estimate(models.Model):
    """What an account will still cost from a day on, in the budget's currency, until somebody says otherwise."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="estimates")
    account = models.CharField(max_length=8)
    on = models.DateField()
    minor = models.BigIntegerField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "account", "on"], name="commissioning_one_estimate_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.account} {self.on}"


class FinancingSource(models.Model):
    """Where money for a project comes from."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="financing")
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    is_signed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "name"], name="commissioning_source_of_money_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.name}"
