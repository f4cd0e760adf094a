"""What is agreed of a licence's money, and the statements that tell a licensor what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanterne.statements.rules import FeeKind


class Terms(models.Model):
    """What a licence's fee is, and what each play of its titles costs, in minor units of its currency."""

    licence = models.OneToOneField("rights.Licence", on_delete=models.PROTECT, related_name="+")
    fee_kind = models.CharField(max_length=9, choices=[(one.value, one.value) for one in FeeKind])
    paid_on = models.DateField(null=True, blank=True)
    price_minor = models.PositiveBigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(price_minor=0) | ~Q(currency=""),
                name="statements_prices_have_a_currency",
            ),
            models.CheckConstraint(
                condition=Q(fee_kind__in=[one.value for one in FeeKind]),
                name="statements_fee_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"licence {self.licence_id}: {self.fee_kind}"


class Statement(models.Model):
    """A licensor's statement of whole months. ``document`` is its paper; once it has a number nothing of it changes.

    ``fingerprint`` is the SHA-256 of the document as it was issued.
    """

    licensor = models.ForeignKey("rights.Licensor", on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField(help_text="the first day after")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    document = models.TextField()
    fingerprint = models.CharField(max_length=64, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    drafted_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)
    issued_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("begins_on")), name="statements_are_not_empty"
            ),
            models.UniqueConstraint(fields=["year", "number"], name="statements_number_once"),
            models.UniqueConstraint(
                fields=["licensor"], condition=Q(number=None), name="statements_one_draft"
            ),
            models.UniqueConstraint(fields=["corrects"], name="statements_corrected_once"),
            models.CheckConstraint(
                condition=Q(year=None, number=None, issued_at=None, fingerprint="")
                | (
                    Q(year__isnull=False, number__isnull=False, issued_at__isnull=False)
                    & ~Q(fingerprint="")
                ),
                name="statements_issued_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.licensor_id} {self.begins_on}"


class Adjustment(models.Model):
    """What a statement adds or takes off besides, and why."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="adjustments")
    minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(minor=0), name="statements_adjust_something"),
        ]

    def __str__(self) -> str:
        return f"{self.minor} {self.currency}"


class ExchangeRate(models.Model):
    """What one unit of a pool's currency is in a licence's, and who says so."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="rates")
    currency = models.CharField(max_length=3)
    into = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=18, decimal_places=8)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "currency", "into"], name="statements_one_rate"
            ),
            models.CheckConstraint(condition=Q(rate__gt=0), name="statements_rates_are_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.currency}{self.into} {self.rate}"


class StatementSeries(models.Model):
    """The last number given out in a year; its row is held while a number is taken."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}-{self.last:04d}"
