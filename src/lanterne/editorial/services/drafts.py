"""Preparing changes of a title that nobody but staff sees until they take its place, all at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.accounts import queries as accounts
from lanterne.catalogue import services as catalogue
from lanterne.catalogue.fields import Edit, differences, packed, unpacked
from lanterne.catalogue.queries.fields import held
from lanterne.core import audit, clock
from lanterne.editorial.models import Draft
from lanterne.editorial.queries.drafts import contested
from lanterne.editorial.rules import State
from lanterne.editorial.services.refusals import DraftContested, DraftSaved, NoSuchDraft


@dataclass(slots=True)
class Trial:
    """A title as its draft would have it: ``version`` is the draft's, 0 without one."""

    title_id: int
    version: int
    edits: tuple[Edit, ...] = ()

    def check_seen(self, seen: int | None) -> None:
        """Refuse to save over what was saved after the editor had read it."""
        if seen is not None and seen != self.version:
            raise DraftSaved(
                _(
                    "%(who)s has saved this draft while you were writing. Nothing of yours is lost:"
                    " compare, and save again if yours is to stand."
                )
                % {"who": _saver(self.title_id)}
            )


@contextmanager
def trial(*, title_id: int) -> Iterator[Trial]:
    """Do to a title what is done inside, on top of its draft, and take all of it back; ``edits`` say what it came to.

    Nobody else sees any of it: it happens in a transaction that is never committed. So a draft passes through the very
    services, checks and refusals that a change passes through.
    """
    with transaction.atomic():
        catalogue.hold_title(title_id=title_id)
        live = held(title_id=title_id)
        row = _open(title_id)
        drafted = unpacked(row.edits) if row else ()
        catalogue.put(title_id, {edit.field: edit.after for edit in drafted})
        tried = Trial(title_id, row.version if row else 0)
        yield tried
        base = {edit.field: edit.before for edit in drafted}
        tried.edits = tuple(
            Edit(edit.field, base.get(edit.field, edit.before), edit.after)
            for edit in differences(live, held(title_id=title_id))
        )
        transaction.set_rollback(True)


@transaction.atomic
def save_draft(*, tried: Trial, actor: str) -> None:
    """Keep what a trial came to; without any difference to the title itself there is no draft any more."""
    catalogue.hold_title(title_id=tried.title_id)
    row = _open(tried.title_id)
    if (row.version if row else 0) != tried.version:
        tried.check_seen(-1)
    edits = packed(tried.edits)
    if row is None and not edits:
        return
    row = row or Draft(title_id=tried.title_id, version=0)
    row.edits, row.version = edits, row.version + 1
    row.saved_by, row.saved_at = actor, clock.now()
    row.state = State.OPEN if edits else State.DISCARDED
    row.save()
    _note(row, actor, "save_draft", fields=[[family, *parts] for family, parts, *_rest in edits])


@transaction.atomic
def publish_draft(*, title_id: int, actor: str) -> None:
    """Let the draft take its place, whole; refused where the title itself was changed since in the same fields."""
    row = taken(title_id)
    edits = unpacked(row.edits)
    if contested(title_id, edits):
        raise DraftContested(
            _("The title itself was changed meanwhile in fields of this draft. Look at them first.")
        )
    wanted = {edit.field: edit.after for edit in edits}
    catalogue.restate(title_id=title_id, wanted=wanted, actor=actor)
    _note(row, actor, "publish_draft")
    row.state, row.due_at, row.held_at = State.PUBLISHED, None, None
    row.save(update_fields=["state", "due_at", "held_at"])


@transaction.atomic
def keep_draft(*, title_id: int, actor: str) -> None:
    """Say that the draft is to stand also where the title itself was changed since."""
    row = taken(title_id)
    edits = unpacked(row.edits)
    now = held(title_id=title_id, families={edit.field.family for edit in edits})
    row.edits = packed(Edit(edit.field, now.get(edit.field), edit.after) for edit in edits)
    row.version += 1
    row.save(update_fields=["edits", "version"])
    _note(row, actor, "keep_draft")


@transaction.atomic
def discard_draft(*, title_id: int, actor: str) -> None:
    """Give a draft up; what it said stays in its row and in the trail."""
    row = taken(title_id)
    row.state, row.due_at, row.held_at = State.DISCARDED, None, None
    row.save(update_fields=["state", "due_at", "held_at"])
    _note(row, actor, "discard_draft")


def taken(title_id: int) -> Draft:
    """The open draft, with its title held; refused where there is none."""
    catalogue.hold_title(title_id=title_id)
    row = _open(title_id)
    if row is None:
        raise NoSuchDraft(_("There is no draft of this title."))
    return row


def _note(row: Draft, actor: str, action: str, **detail: object) -> None:
    audit.record(
        actor=actor,
        action=f"editorial.{action}",
        subject=f"title:{row.title_id}",
        detail={"version": row.version, **detail},
    )


def _open(title_id: int) -> Draft | None:
    rows = Draft.objects.select_for_update().filter(title_id=title_id, state=State.OPEN)
    return rows.first()


def _saver(title_id: int) -> str:
    row = Draft.objects.filter(title_id=title_id).order_by("-saved_at", "-pk").first()
    kind, _colon, number = (row.saved_by if row else "").partition(":")
    if kind != "user" or not number.isdigit():
        return "Lanterne"
    return accounts.emails(user_ids=[int(number)]).get(int(number), "Lanterne")
