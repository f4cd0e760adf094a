"""What the API remembers between two requests."""

from __future__ import annotations

from django.db import models


class KeptAnswer(models.Model):
    """What a program was answered under a key of its own, so that asking again does nothing again.

    ``asked`` is a digest of the request; a key that comes back with another one is refused.
    """

    token = models.ForeignKey("accounts.ApiToken", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "key"], name="api_one_answer_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"


class Pace(models.Model):
    """How often a token has asked in one minute, which is the last in which it did. A minute is counted from 1970."""

    token = models.OneToOneField("accounts.ApiToken", on_delete=models.CASCADE, related_name="+")
    minute = models.PositiveBigIntegerField()
    times = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.token_id}: {self.times} in {self.minute}"
