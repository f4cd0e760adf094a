"""Drafts of titles, pairs that were told apart, and titles that were made one."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from lanterne.core import clock
from lanterne.editorial.rules import State


class Draft(models.Model):
    """What is to become of a title, while it goes on as it is; ``edits`` are as the catalogue keeps those of a change.

    ``version`` counts how often it was saved: whoever saves says which one they saw. ``due_at`` is the instant at which it
    takes its place by itself, told by the clocks of ``zone``; ``held_at`` when it should have and could not.
    """

    title = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    edits = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default=State.OPEN)
    saved_by = models.CharField(max_length=120)
    saved_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=60, blank=True)
    scheduled_by = models.CharField(max_length=120, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["title"],
                condition=Q(state=State.OPEN),
                name="editorial_one_open_draft_each",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(state) for state in State]),
                name="editorial_draft_state_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False),
                name="editorial_drafts_due",
            )
        ]

    def __str__(self) -> str:
        return f"draft of {self.title_id}: {self.state}"


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
