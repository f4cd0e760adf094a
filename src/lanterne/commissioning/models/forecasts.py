"""What was foretold of a project before it came out."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanterne.commissioning.models.kept import KeptForEver
from lanterne.commissioning.rules.forecasting import Measure


class Forecast(KeptForEver):
    """One figure of its first 91 days, with the range that it is to lie in four times of five, and what it rests on.

    ``draws`` are what could come, in order; ``alike`` the names of earlier titles like it among ``past`` that were counted.
    A household was worth ``worth_minor`` when this was made, if that was known.
    """

    project = models.ForeignKey(
        "commissioning.Project", on_delete=models.PROTECT, related_name="forecasts"
    )
    measure = models.CharField(max_length=10)
    on = models.DateField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    value = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    draws = models.JSONField(default=list)
    past = models.PositiveIntegerField()
    alike = models.JSONField(default=list)
    worth_minor = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__in=[one.value for one in Measure]),
                name="commissioning_forecast_measure_known",
            ),
            models.CheckConstraint(
                condition=Q(low__lte=F("high")), name="commissioning_forecast_range"
            ),
            models.CheckConstraint(
                condition=Q(worth_minor=None, currency="")
                | Q(worth_minor__isnull=False) & ~Q(currency=""),
                name="commissioning_worth_has_a_currency",
            ),
        ]
        indexes = [models.Index(fields=["project", "measure"], name="commissioning_foretold")]

    def __str__(self) -> str:
        return f"{self.project_id} {self.measure} {self.on}"
