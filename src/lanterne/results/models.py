"""When a title came out in a territory, and what it had brought on certain days after."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Release(models.Model):
    """From when on a title could be watched in a territory: noted once, whatever becomes of its windows.

    A former one was in another system, as its files tell, of films and of episodes.
    """

    title = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    territory = models.CharField(max_length=2)
    at = models.DateTimeField()
    is_former = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title", "territory"], name="results_released_once_a_territory"
            )
        ]

    def __str__(self) -> str:
        return f"title {self.title_id} in {self.territory}"


class Result(models.Model):
    """What a release had brought after so many days, as it was counted then; nothing of it changes.

    ``earlier`` are the households that newcomers were held against, ``months`` those in which one that had started could leave.
    Estimates come with their interval, and are empty where households were too few.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="results")
    days = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField()
    runtime = models.FloatField(help_text="seconds of all parts")
    starters = models.PositiveIntegerField()
    watchers = models.PositiveIntegerField()
    completers = models.PositiveIntegerField()
    hours = models.FloatField(help_text="shown to all households")
    weeks = models.JSONField(default=list, help_text="hours of each week")
    newcomers = models.PositiveIntegerField()
    earlier = models.PositiveIntegerField()
    first_plays = models.PositiveIntegerField()
    gained = models.FloatField(null=True)
    gained_low = models.FloatField(null=True)
    gained_high = models.FloatField(null=True)
    months = models.PositiveIntegerField()
    kept = models.FloatField(null=True)
    kept_low = models.FloatField(null=True)
    kept_high = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "days"], name="results_closed_once"),
            models.CheckConstraint(
                condition=Q(gained=None, gained_low=None, gained_high=None)
                | Q(gained__isnull=False, gained_low__isnull=False, gained_high__isnull=False),
                name="results_gained_with_an_interval",
            ),
            models.CheckConstraint(
                condition=Q(kept=None, kept_low=None, kept_high=None)
                | Q(kept__isnull=False, kept_low__isnull=False, kept_high__isnull=False),
                name="results_kept_with_an_interval",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_id} after {self.days} days"
