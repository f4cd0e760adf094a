"""The audit trail."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from lanterne.core import clock


class AppendOnly(TypeError):
    """Somebody tried to rewrite history."""


class AuditLines(models.QuerySet["AuditLine"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("An audit line is written once.")

    def delete(self) -> NoReturn:
        raise AppendOnly("An audit line is kept.")


class AuditLine(models.Model):
    at = models.DateTimeField(default=clock.now, db_index=True)
    actor = models.CharField(max_length=120, db_index=True)
    action = models.CharField(max_length=120)
    subject = models.CharField(max_length=200, db_index=True)
    detail = models.JSONField(default=dict)

    objects = AuditLines.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor__contains=":"), name="audit_actor_has_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.actor} {self.action} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("An audit line is written once.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly("An audit line is kept.")
