"""Bringing one comment from one state to the next, with its line in the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lanterne.comments import words
from lanterne.comments.models import Comment, Ruling
from lanterne.comments.rules.states import Ground, State, may_move
from lanterne.comments.services.refusals import NoSuchComment, Overtaken, WrongMove

SYSTEM = "system:comments"


def held_comment(comment_id: int) -> Comment:
    """The comment, kept from others until the transaction ends. Refuses NoSuchComment."""
    found = Comment.objects.select_for_update(of=("self",))
    row = found.select_related("thread", "author", "parent").filter(pk=comment_id).first()
    if row is None:
        raise NoSuchComment(_("There is no such comment."))
    return row


def check_seen(row: Comment, seen: State | None) -> None:
    """Refuses Overtaken where it is not any more what whoever decides has seen."""
    if seen is not None and State(row.state) is not seen:
        told = {"state": words.STATES[State(row.state)]}
        raise Overtaken(_("Somebody was faster. It now stands at: %(state)s.") % told)


@dataclass(frozen=True, slots=True)
class Because:
    """Why a person moves it; a machine's reasons stand with the comment."""

    ground: Ground | None = None
    note: str = ""


NO_REASON = Because()


def moved(
    row: Comment, state: State, *, actor: str, at: datetime, because: Because = NO_REASON
) -> Ruling:
    """Refuses WrongMove."""
    before = State(row.state)
    if not may_move(before, state):
        told = {"now": words.STATES[before], "then": words.STATES[state]}
        raise WrongMove(_("A comment that is “%(now)s” cannot become “%(then)s”.") % told)
    row.state = state
    if state is State.PUBLISHED and row.published_at is None:
        row.published_at = at
    row.save(update_fields=["state", "published_at"])
    return Ruling.objects.create(
        comment=row,
        at=at,
        actor=actor,
        before=before,
        after=state,
        ground=because.ground.value if because.ground else "",
        note=because.note,
    )
