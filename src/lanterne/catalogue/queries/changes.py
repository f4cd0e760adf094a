"""What was changed of titles, with before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lanterne.catalogue.fields import Edit, Field, unpacked
from lanterne.catalogue.models import Change


@dataclass(frozen=True, slots=True)
class HeldChange:
    """``line_id`` is the audit line that says who and when."""

    id: int
    title_id: int
    line_id: int
    edits: tuple[Edit, ...]


def changes(*, line_ids: Iterable[int]) -> dict[int, HeldChange]:
    """By audit line; lines that changed no field of a title are left out."""
    rows = Change.objects.filter(line_id__in=list(line_ids))
    return {row.line_id: _held(row) for row in rows}


def change(*, title_id: int, change_id: int) -> HeldChange | None:
    row = Change.objects.filter(pk=change_id, title_id=title_id).first()
    return _held(row) if row else None


def latest_change_id(*, title_id: int) -> int:
    """What an editor has seen of a title's changes; 0 before the first."""
    rows = Change.objects.filter(title_id=title_id).order_by("-pk")
    return rows.values_list("pk", flat=True).first() or 0


def touching(*, title_id: int, fields: Iterable[Field], after: int) -> HeldChange | None:
    """The first change after that one which is about any of the fields."""
    wanted = frozenset(fields)
    rows = Change.objects.filter(title_id=title_id, pk__gt=after).order_by("pk")
    found = map(_held, rows)
    return next((one for one in found if any(edit.field in wanted for edit in one.edits)), None)


def _held(row: Change) -> HeldChange:
    return HeldChange(row.pk, row.title_id, row.line_id, unpacked(row.edits))
