"""Licence windows."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class LicenceWindow(models.Model):
    """A period, half-open, in which a title and what is below it may be shown in a territory."""

    title = models.ForeignKey(
        "catalogue.Title", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    territory = models.CharField(max_length=2)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            # Also the index behind "is this title open here now?".
            models.UniqueConstraint(
                fields=["title", "territory", "opens_at"], name="rights_one_opening_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="rights_windows_are_not_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["territory", "closes_at"], name="rights_closing_in_a_territory")
        ]

    def __str__(self) -> str:
        return f"{self.territory} {self.opens_at:%Y-%m-%d}"
