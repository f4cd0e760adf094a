"""Rows that are written once. The database refuses as well: see the triggers of the first migration."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models


class AppendOnly(TypeError):
    """Somebody tried to rewrite history."""


class KeptRows(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("This is written once.")

    def delete(self) -> NoReturn:
        raise AppendOnly("This is kept for ever.")


class KeptForEver(models.Model):
    objects = KeptRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("This is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("This is kept for ever.")
