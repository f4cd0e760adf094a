"""What somebody assumes of a market, to see where it leads."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Scenario(models.Model):
    """``ceiling`` in per cent of the households; what is empty is left to the counts."""

    territory = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    ceiling = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    innovation = models.DecimalField(max_digits=7, decimal_places=6, null=True, blank=True)
    imitation = models.DecimalField(max_digits=7, decimal_places=6, null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "name"], name="growth_scenario_once"),
            models.CheckConstraint(
                condition=Q(ceiling=None) | Q(ceiling__gt=0, ceiling__lte=100),
                name="growth_ceiling_is_per_cent",
            ),
            models.CheckConstraint(
                condition=(Q(innovation=None) | Q(innovation__gt=0, innovation__lte=1))
                & (Q(imitation=None) | Q(imitation__gt=0, imitation__lte=5)),
                name="growth_rates_are_rates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.name}"
