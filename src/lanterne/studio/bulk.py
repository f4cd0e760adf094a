"""Changing many titles at once: tried first, carried out, and taken back as far as nobody has changed them since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.accounts.roles import Desk
from lanterne.core import audit, clock
from lanterne.core.errors import Refused
from lanterne.studio.acts import KINDS, Act, Kind
from lanterne.studio.aspects import State
from lanterne.studio.models import BulkEdit

# Each title is a change of its own, with its own checks; this many are done within a second or two.
MOST = 200


class NoSuchEdit(Refused):
    pass


class UndoneAlready(Refused):
    pass


class TooMany(Refused):
    pass


class ChangedSince(Refused):
    """Somebody else has been there: their change stays."""


@dataclass(frozen=True, slots=True)
class Row:
    """What becomes of one title; a refusal is the sentence that says why nothing does."""

    title_id: int
    before: State = None
    after: State = None
    refusal: str = ""


def try_out(act: Act, title_ids: Iterable[int], *, actor: str) -> tuple[Row, ...]:
    """What carrying it out would do, by doing it and taking it back: the preview cannot be wrong."""
    with transaction.atomic():
        rows = _carried_out(act, title_ids, actor)
        transaction.set_rollback(True)
    return rows


@transaction.atomic
def carry_out(act: Act, title_ids: Iterable[int], *, actor: str) -> tuple[int, tuple[Row, ...]]:
    """Change what can be changed and leave the rest; answers the id of the edit. Refuses TooMany."""
    rows = _carried_out(act, title_ids, actor)
    edit = BulkEdit.objects.create(
        kind=act.kind,
        said=dict(act.said),
        actor=actor,
        rows=[[row.title_id, row.before, row.after] for row in rows if not row.refusal],
    )
    audit.record(
        actor=actor,
        action="studio.bulk_edit",
        subject=f"edit:{edit.pk}",
        detail={"kind": act.kind, **act.said, "titles": len(edit.rows)},
    )
    return edit.pk, rows


@transaction.atomic
def undo(*, edit_id: int, desk: Desk, actor: str) -> tuple[Row, ...]:
    """Put back what was before, title by title, wherever it is still as the edit left it.

    Refuses NoSuchEdit, also for an edit of another desk, and UndoneAlready.
    """
    edit = BulkEdit.objects.select_for_update().filter(pk=edit_id, kind__in=KINDS[desk]).first()
    if edit is None:
        raise NoSuchEdit(_("There is no such edit."))
    if edit.undone_at:
        raise UndoneAlready(_("This edit has been taken back already."))
    act = replace(act_of(edit), override=_("An edit of many titles is taken back."))
    rows = tuple(
        _attempted(title_id, _back(act, before, after), act, actor)
        for title_id, before, after in edit.rows
    )
    edit.undone_at = clock.now()
    edit.save(update_fields=["undone_at"])
    undone = sum(not row.refusal for row in rows)
    audit.record(
        actor=actor,
        action="studio.undo_bulk_edit",
        subject=f"edit:{edit_id}",
        detail={"kind": act.kind, "titles": undone},
    )
    return rows


def act_of(edit: BulkEdit) -> Act:
    return Act(Kind(edit.kind), edit.said)


def seal(rows: tuple[Row, ...]) -> str:
    """A mark of what a preview has shown, by which it is known again."""
    told = [[row.title_id, row.before, row.after, bool(row.refusal)] for row in rows]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def _carried_out(act: Act, title_ids: Iterable[int], actor: str) -> tuple[Row, ...]:
    wanted = tuple(dict.fromkeys(title_ids))
    if len(wanted) > MOST:
        raise TooMany(_("At most %(most)d titles are changed at once.") % {"most": MOST})
    return tuple(_attempted(title_id, act.wanted, act, actor) for title_id in wanted)


def _attempted(title_id: int, change: Callable[[State], State], act: Act, actor: str) -> Row:
    """One title, in a transaction of its own within the whole: its refusal undoes nothing of the others'."""
    before: State = None
    try:
        with transaction.atomic():
            before = act.aspect.read(title_id)
            wanted = change(before)
            if wanted == before:
                return Row(title_id, before, before, _("It is so already."))
            act.aspect.put(title_id, wanted, actor)
            return Row(title_id, before, act.aspect.read(title_id))
    except Refused as refusal:
        return Row(title_id, before, before, str(refusal))


def _back(act: Act, before: State, after: State) -> Callable[[State], State]:
    def change(now: State) -> State:
        if now != after:
            raise ChangedSince(_("Somebody has changed it since."))
        return before

    return change
