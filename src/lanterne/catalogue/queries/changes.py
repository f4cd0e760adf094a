"""What was changed of titles, with before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lanterne.catalogue.fields import Edit, Field, is_same, unpacked
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


def overtaking(change: HeldChange, *, fields: Iterable[Field]) -> HeldChange | None:
    """The first change since which one of the fields is not as ``change`` left it any more.

    What was changed and put back in between is none: to take it back would move the field away again.
    """
    left = {edit.field: edit.after for edit in change.edits}
    since: dict[Field, HeldChange | None] = dict.fromkeys(fields)
    rows = Change.objects.filter(title_id=change.title_id, pk__gt=change.id).order_by("pk")
    for later in map(_held, rows):
        for edit in later.edits:
            if edit.field not in since:
                continue
            if is_same(edit.field, edit.after, left.get(edit.field)):
                since[edit.field] = None
            else:
                since[edit.field] = since[edit.field] or later
    return min(filter(None, since.values()), key=lambda one: one.id, default=None)


def touching(*, title_id: int, fields: Iterable[Field], after: int) -> HeldChange | None:
    """The first change after that one which is about any of the fields."""
    wanted = frozenset(fields)
    rows = Change.objects.filter(title_id=title_id, pk__gt=after).order_by("pk")
    found = map(_held, rows)
    return next((one for one in found if any(edit.field in wanted for edit in one.edits)), None)


def _held(row: Change) -> HeldChange:
    return HeldChange(row.pk, row.title_id, row.line_id, unpacked(row.edits))
