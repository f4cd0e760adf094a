"""Who did what to what, and when; lines are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat

from lanterne.core import bulk, clock
from lanterne.core.cursor import NEWEST, Cursor
from lanterne.core.models import AuditLine


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, object]


def record(
    *, actor: str, action: str, subject: str, detail: Mapping[str, object] | None = None
) -> int:
    """Add a line and give its id. Actors and subjects are "kind:id": "user:3", "system:worker", "title:12".

    Actions are "app.action": "rights.grant_window".
    Called inside the change's transaction, so that neither exists without the other.
    """
    said = dict(detail or {})
    return AuditLine.objects.create(actor=actor, action=action, subject=subject, detail=said).pk


def record_all(
    *, actor: str, action: str, lines: Iterable[tuple[str, Mapping[str, object]]]
) -> None:
    """Add a line for each subject and its detail, in a few statements; otherwise as ``record``."""
    now = clock.now()
    bulk.insert(
        AuditLine,
        ("at", "actor", "action", "subject", "detail"),
        ((now, actor, action, subject, dict(detail)) for subject, detail in lines),
    )


def lines(*, subject: str | None = None, limit: int = 100) -> tuple[Line, ...]:
    """The latest first; of one subject, or of everything."""
    found = AuditLine.objects.order_by("-at", "-id")
    if subject is not None:
        found = found.filter(subject=subject)
    return _lines(found[:limit])


def line(*, line_id: int) -> Line:
    """One that is there: lines are kept."""
    return _lines([AuditLine.objects.get(pk=line_id)])[0]


def search(
    *,
    actor: str = "",
    action: str = "",
    subject: str = "",
    place: Cursor = NEWEST,
    limit: int = 100,
) -> tuple[Line, ...]:
    """The latest first, of those whose actor, action and subject are the ones given, where given.

    ``after`` a line they come the other way round, the next newer first.
    """
    wanted = {"actor": actor, "action": action, "subject": subject}
    found = AuditLine.objects.filter(**{column: said for column, said in wanted.items() if said})
    if place.after is not None:
        return _lines(found.filter(pk__gt=place.after).order_by("pk")[:limit])
    older = found if place.before is None else found.filter(pk__lt=place.before)
    return _lines(older.order_by("-pk")[:limit])


def is_touched(*, kind: str, since: datetime) -> Q:
    """The condition that a line is about a row, by its id, from an instant on: "title:12" for the title 12."""
    name = Concat(Value(f"{kind}:"), Cast(OuterRef("pk"), TextField()))
    return Q(Exists(AuditLine.objects.filter(subject=name, at__gte=since)))


def actions() -> tuple[str, ...]:
    """Everything that was ever done, by name, for a list to choose from."""
    return tuple(AuditLine.objects.order_by("action").values_list("action", flat=True).distinct())


def _lines(rows: Iterable[AuditLine]) -> tuple[Line, ...]:
    return tuple(
        Line(row.pk, row.at, row.actor, row.action, row.subject, row.detail) for row in rows
    )
