"""Pairs that were told apart, and titles that were made one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanterne.core import clock


class Distinct(models.Model):
    """Two titles that look like one and are not: somebody has looked. The older one first."""

    first = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    actor = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="editorial_told_apart_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="editorial_the_older_title_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"


class Merge(models.Model):
    """Everything that was known of a title when it became a part of another, and what became of it.

    Titles are numbers and no keys: the one is gone, and the other may go the same way.
    """

    title_id = models.PositiveBigIntegerField(db_index=True)
    former_id = models.PositiveBigIntegerField(unique=True)
    actor = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    record = models.JSONField()

    def __str__(self) -> str:
        return f"{self.former_id} into {self.title_id}"
