"""What is prepared of titles, and when it takes its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from lanterne.catalogue.fields import Edit, Field, is_same, unpacked
from lanterne.catalogue.queries.fields import held
from lanterne.editorial.models import Draft
from lanterne.editorial.rules import State


@dataclass(frozen=True, slots=True)
class HeldDraft:
    """``contested`` are the fields that somebody has changed on the title itself since they were drafted."""

    id: int
    title_id: int
    version: int
    edits: tuple[Edit, ...]
    saved_by: str
    saved_at: datetime
    due_at: datetime | None
    zone: str
    held_at: datetime | None
    contested: frozenset[Field]


def draft(*, title_id: int) -> HeldDraft | None:
    """The one that is open, if there is one."""
    row = Draft.objects.filter(title_id=title_id, state=State.OPEN).first()
    return value(row) if row else None


def coming(*, limit: int) -> tuple[HeldDraft, ...]:
    """Those that could not take their place, then those that will by the clock, the soonest first."""
    rows = Draft.objects.filter(Q(due_at__isnull=False) | Q(held_at__isnull=False))
    ordered = rows.filter(state=State.OPEN).order_by(
        F("held_at").asc(nulls_last=True), "due_at", "pk"
    )
    return tuple(map(value, ordered[:limit]))


def value(row: Draft) -> HeldDraft:
    edits = unpacked(row.edits)
    return HeldDraft(
        row.pk, row.title_id, row.version, edits, row.saved_by, row.saved_at, row.due_at, row.zone,
        row.held_at, contested(row.title_id, edits),
    )  # fmt: skip


def contested(title_id: int, edits: tuple[Edit, ...]) -> frozenset[Field]:
    """What is neither as it was when it was drafted nor as it is to be."""
    now = held(title_id=title_id, families={edit.field.family for edit in edits})
    return frozenset(
        edit.field
        for edit in edits
        if not is_same(edit.field, edit.before, now.get(edit.field))
        and not is_same(edit.field, edit.after, now.get(edit.field))
    )
