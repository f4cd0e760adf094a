"""What the console remembers for those who work in it."""

from __future__ import annotations

from django.db import models

from lanterne.core import clock


class SavedView(models.Model):
    """A list as somebody wants to find it again: its filters under a name, for themselves or for everybody."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="+")
    listing = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=500, blank=True)
    is_shared = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "listing", "name"], name="studio_one_view_of_a_name"
            )
        ]
        indexes = [
            models.Index(fields=["listing", "is_shared"], name="studio_shared_views_of_a_list")
        ]

    def __str__(self) -> str:
        return self.name


class BulkEdit(models.Model):
    """One change of many titles, with what each said before and after, so that it can be taken back.

    ``rows`` are lists of a title's id, the state before and the state after; ``said`` is what the form asked for.
    """

    kind = models.CharField(max_length=20)
    said = models.JSONField(default=dict)
    rows = models.JSONField(default=list)
    actor = models.CharField(max_length=120)
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
