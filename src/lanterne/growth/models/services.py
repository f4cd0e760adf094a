"""Services that households subscribe to, ours among them, and in which markets they are."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Service(models.Model):
    """``key`` is the subject that claims of the facts speak of; at most one service is ours."""

    key = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    owner = models.CharField(max_length=200, blank=True)
    is_ours = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_ours"], condition=Q(is_ours=True), name="growth_one_service_is_ours"
            )
        ]

    def __str__(self) -> str:
        return self.key


class Presence(models.Model):
    """That a service is to be had in a country; days as precisely as they are known, and the claim that says so."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="presences")
    territory = models.CharField(max_length=2)
    announced_on = models.CharField(max_length=10, blank=True)
    entered_on = models.CharField(max_length=10, blank=True)
    left_on = models.CharField(max_length=10, blank=True)
    claim = models.ForeignKey(
        "facts.Claim",
        to_field="key",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["service", "territory"], name="growth_one_presence_a_market"
            ),
            models.CheckConstraint(
                condition=~Q(announced_on="", entered_on=""), name="growth_presences_begin"
            ),
            models.CheckConstraint(
                condition=Q(left_on="") | ~Q(entered_on=""), name="growth_only_who_came_leaves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id} {self.territory}"
