"""Sessions and resume points."""

from __future__ import annotations

import uuid

from django.db import models


class PlaySession(models.Model):
    """One profile watching one title on one device; a stream until it ends or its lease does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    household = models.ForeignKey("accounts.Household", models.CASCADE, related_name="+")
    profile = models.ForeignKey("accounts.Profile", models.CASCADE, related_name="+")
    title = models.ForeignKey("catalogue.Title", models.CASCADE, related_name="+")
    device = models.UUIDField()
    publication_id = models.BigIntegerField()
    folder = models.CharField(max_length=200)
    mpd = models.CharField(max_length=100)
    hls = models.CharField(max_length=100)
    duration = models.FloatField()
    territory = models.CharField(max_length=2)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ends_at = models.DateTimeField(help_text="the lease: without a heartbeat it is over then")
    # The tracks that the window does not license, between spaces.
    without = models.TextField(blank=True, default="")
    closes_at = models.DateTimeField(null=True, help_text="the end of the licence window")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "profile"],
                condition=models.Q(ended_at=None),
                name="playback_one_session_per_device_and_profile",
            ),
        ]
        indexes = [
            models.Index(
                fields=["household", "ends_at"],
                condition=models.Q(ended_at=None),
                name="playback_live",
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.id}"


class ResumePoint(models.Model):
    """How far a profile has come in a title."""

    profile = models.ForeignKey("accounts.Profile", models.CASCADE, related_name="+")
    title = models.ForeignKey("catalogue.Title", models.CASCADE, related_name="+")
    seconds = models.FloatField()
    duration = models.FloatField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "title"], name="playback_one_resume_point_per_title"
            ),
            models.CheckConstraint(
                condition=models.Q(seconds__gte=0, duration__gt=0),
                name="playback_resume_point_inside_its_title",
            ),
        ]
        indexes = [models.Index(fields=["profile", "-updated_at"], name="playback_recent")]

    def __str__(self) -> str:
        return f"{self.seconds} s"
