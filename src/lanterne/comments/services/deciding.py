"""What moderators decide, one by one or many at once; each decision teaches, and the author is told why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.comments import letters
from lanterne.comments.models import Comment
from lanterne.comments.rules.states import Ground, ReportState, State
from lanterne.comments.services import learning, reporting
from lanterne.comments.services.asking import tell_of
from lanterne.comments.services.checks import checked_name, checked_text
from lanterne.comments.services.moves import Because, check_seen, held_comment, moved
from lanterne.comments.services.refusals import GroundMissing, NoSuchComment
from lanterne.comments.services.saying import laid
from lanterne.core import audit, clock
from lanterne.core.errors import Refused
from lanterne.core.texts import intruder

LONGEST_NOTE = 1000
VERBS = {
    State.PUBLISHED: "publish",
    State.HELD: "hold",
    State.SPAM: "spam",
    State.REMOVED: "remove",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """Removing wants a ground, and a note where the ground is another one; both are told to the author."""

    state: State
    ground: Ground | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """How many were decided, and each refusal with the comment that it is about."""

    decided: int
    refused: tuple[tuple[int, str], ...]


@transaction.atomic
def decide(*, comment_id: int, decision: Decision, seen: State | None = None, actor: str) -> None:
    """``seen`` is where the comment stood when it was shown: somebody may have been faster.

    Refuses NoSuchComment, Overtaken, WrongMove and GroundMissing.
    """
    note = _checked(decision)
    row = held_comment(comment_id)
    check_seen(row, seen)
    if row.erased_at is not None:
        raise NoSuchComment(_("Its author had it erased: there is nothing to decide."))
    at, was_read = clock.now(), row.state == State.PUBLISHED
    because = Because(decision.ground, note)
    ruling = moved(row, decision.state, actor=actor, at=at, because=because)
    _trust(row)
    learning.note(row, decision.state, at=at)
    upheld = decision.state is not State.PUBLISHED
    reporting.settle_open(row, ReportState.UPHELD if upheld else ReportState.DISMISSED, at=at)
    audit.record(
        actor=actor,
        action=f"comments.{VERBS[decision.state]}",
        subject=f"comment:{row.pk}",
        detail={"thread": row.thread.key, "ground": ruling.ground, "note": note},
    )
    if decision.state is State.PUBLISHED:
        tell_of(row, at=at)
    elif decision.state is State.REMOVED or (was_read and decision.state is State.HELD):
        letters.reasons(row, ruling)


def decide_all(
    *,
    comment_ids: Sequence[int],
    decision: Decision,
    seen: Mapping[int, State] | None = None,
    actor: str,
) -> Done:
    """Each by itself: one that cannot be decided keeps none of the others. ``seen`` is where each stood when it was shown.

    Refuses GroundMissing for all of them.
    """
    _checked(decision)
    refused = list[tuple[int, str]]()
    wanted = dict.fromkeys(comment_ids)
    for comment_id in wanted:
        try:
            stood = (seen or {}).get(comment_id)
            decide(comment_id=comment_id, decision=decision, seen=stood, actor=actor)
        except Refused as refusal:
            refused.append((comment_id, str(refusal)))
    return Done(len(wanted) - len(refused), tuple(refused))


@transaction.atomic
def answer_as_staff(*, comment_id: int, name: str, text: str, actor: str) -> int:
    """The house answers, under a name that everybody sees and with its mark; also where the thread is closed.

    Refuses NoSuchComment for what readers do not see, NameRefused and TextRefused.
    """
    told, called = checked_text(text), checked_name(name)
    parent, at = held_comment(comment_id), clock.now()
    if parent.state != State.PUBLISHED:
        raise NoSuchComment(_("Publish it first: nobody can read what you would answer."))
    row = Comment(
        thread=parent.thread,
        parent=parent,
        name=called,
        text=told,
        said_at=at,
        is_staff=True,
        state=State.PUBLISHED,
        published_at=at,
    )
    laid(row)
    audit.record(
        actor=actor,
        action="comments.answer",
        subject=f"comment:{parent.pk}",
        detail={"thread": parent.thread.key, "answer": row.pk},
    )
    tell_of(row, at=at)
    return row.pk


def _checked(decision: Decision) -> str:
    note = decision.note.strip()
    if len(note) > LONGEST_NOTE or intruder(note):
        raise GroundMissing(
            _("A note has up to %(most)d characters, and no hidden signs.") % {"most": LONGEST_NOTE}
        )
    if decision.state is State.REMOVED and decision.ground is None:
        raise GroundMissing(_("Say why it is removed: its author is told."))
    if decision.ground is Ground.OTHER and not note:
        raise GroundMissing(_("Say in a note what the other reason is."))
    return note


def _trust(row: Comment) -> None:
    """Of whom something was published is known from then on, until something has to go."""
    author = row.author
    if author is None:
        return
    if row.state == State.PUBLISHED and author.known_since is None:
        author.known_since = row.published_at
    elif row.state in {State.SPAM, State.REMOVED}:
        author.known_since = None
    author.save(update_fields=["known_since"])
