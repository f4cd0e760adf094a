"""What was watched."""

from __future__ import annotations

from django.db import models


class Viewing(models.Model):
    """One session's union of watched ranges.

    Erasing a household or a profile leaves the figure of the title, and nobody's name on it.
    """

    session = models.UUIDField(unique=True)
    household = models.ForeignKey(
        "accounts.Household", models.SET_NULL, null=True, related_name="+"
    )
    profile = models.ForeignKey("accounts.Profile", models.SET_NULL, null=True, related_name="+")
    title = models.ForeignKey("catalogue.Title", models.CASCADE, related_name="+")
    territory = models.CharField(max_length=2)
    ranges = models.JSONField(default=list)
    seconds = models.FloatField(default=0.0)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seconds__gte=0), name="audience_seconds_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "started_at"], name="audience_in_a_territory"),
            models.Index(fields=["territory", "title"], name="audience_watched_in"),
        ]

    def __str__(self) -> str:
        return f"{self.seconds} s of title {self.title_id}"


class Beat(models.Model):
    """One message of a player; its number makes a repeated one known."""

    viewing = models.ForeignKey(Viewing, models.CASCADE, related_name="beats")
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    claimed = models.FloatField(help_text="seconds that the player said it had shown")
    counted = models.FloatField(help_text="seconds of them that the wall clock allows")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["viewing", "sequence"], name="audience_one_beat_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"beat {self.sequence}"
