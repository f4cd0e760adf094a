"""What people keep for later."""

from __future__ import annotations

from django.db import models


class ListEntry(models.Model):
    """A title on a profile's own list; the newest are those with the highest id."""

    profile = models.ForeignKey(
        "accounts.Profile", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    title = models.ForeignKey("catalogue.Title", on_delete=models.CASCADE, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "title"], name="discovery_on_the_list_only_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile_id} {self.title_id}"
