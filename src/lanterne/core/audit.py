"""Who did what to what, and when; lines are added, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lanterne.core.models import AuditLine


@dataclass(frozen=True, slots=True)
class Line:
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, object]


def record(
    *, actor: str, action: str, subject: str, detail: Mapping[str, object] | None = None
) -> None:
    """Add a line. Actors and subjects are "kind:id": "user:3", "system:worker", "title:12".

    Called inside the change's transaction, so that neither exists without the other.
    """
    AuditLine.objects.create(actor=actor, action=action, subject=subject, detail=dict(detail or {}))


def lines(*, subject: str | None = None, limit: int = 100) -> tuple[Line, ...]:
    """The latest first; of one subject, or of everything."""
    found = AuditLine.objects.order_by("-at", "-id")
    if subject is not None:
        found = found.filter(subject=subject)
    return tuple(
        Line(row.at, row.actor, row.action, row.subject, row.detail) for row in found[:limit]
    )
