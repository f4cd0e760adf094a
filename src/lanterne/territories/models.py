from __future__ import annotations

from django.db import models


class Market(models.Model):
    """A country where memberships are sold, with its currency and its first language."""

    territory = models.CharField(max_length=2, unique=True)
    currency = models.CharField(max_length=3)
    default_language = models.CharField(max_length=16)
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.territory
