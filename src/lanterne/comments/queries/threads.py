"""A thread as readers see it: no addresses, no scores, nothing that waits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from lanterne.comments import slips
from lanterne.comments.models import Comment, Thread
from lanterne.comments.rules import threads as rules
from lanterne.comments.rules.states import State

A_PAGE = 50
# What was read once and taken away keeps its place, so that answers to it are not left in the air.
SHOWN = Q(state=State.PUBLISHED) | Q(state=State.REMOVED, published_at__isnull=False)


@dataclass(frozen=True, slots=True)
class ThreadCard:
    id: int
    key: str
    name: str
    address: str
    language: str
    territory: str
    closes_at: datetime | None
    is_premoderated: bool

    def is_open(self, at: datetime) -> bool:
        return rules.is_open(closes_at=self.closes_at, at=at)


@dataclass(frozen=True, slots=True)
class CommentCard:
    """``text`` and ``name`` are empty where it was removed or erased; ``answers_to`` is who is answered."""

    id: int
    thread_key: str
    name: str
    text: str
    state: State
    depth: int
    place: str
    said_at: datetime
    edited_at: datetime | None
    is_staff: bool
    is_erased: bool
    votes: int
    parent_id: int | None
    answers_to: str

    @property
    def is_gone(self) -> bool:
        return self.state is State.REMOVED


@dataclass(frozen=True, slots=True)
class OwnComment:
    """What an author may still change."""

    thread: ThreadCard
    text: str


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """``after`` is where the next page begins; empty on the last."""

    thread: ThreadCard
    comments: tuple[CommentCard, ...]
    after: str


def thread(*, key: str) -> ThreadCard | None:
    row = Thread.objects.filter(key=key).first()
    return thread_card(row) if row else None


def thread_page(*, key: str, after: str = "", size: int = A_PAGE) -> ThreadPage | None:
    """Comments in their places, from one on: two statements, however deep they lie and however many there are."""
    held = thread(key=key)
    if held is None:
        return None
    shown = _shown().filter(thread_id=held.id)
    if after.isascii() and after.isdigit():
        shown = shown.filter(place__gt=after)
    rows = list(shown.order_by("place")[: size + 1])
    cards = tuple(comment_card(row) for row in rows[:size])
    return ThreadPage(held, cards, cards[-1].place if len(rows) > size else "")


def comment(*, comment_id: int) -> CommentCard | None:
    """One that readers see."""
    row = _shown().filter(pk=comment_id).first()
    return comment_card(row) if row else None


def own_comment(*, slip: str, at: datetime) -> OwnComment | None:
    """The comment that a slip is of, whatever its state; None where it can be changed no more."""
    found = Comment.objects.select_related("thread").filter(erased_at=None)
    row = found.filter(pk=slips.comment_of_author(slip) or 0).first()
    if row is None or not rules.may_edit(said_at=row.said_at, is_staff=row.is_staff, at=at):
        return None
    return OwnComment(thread_card(row.thread), row.text)


def published_count(*, key: str) -> int:
    return published_counts(keys=[key]).get(key, 0)


def published_counts(*, keys: Collection[str]) -> dict[str, int]:
    """How many comments can be read in each thread; threads without any are left out."""
    found = Comment.objects.filter(thread__key__in=keys, state=State.PUBLISHED)
    return dict(found.values_list("thread__key").annotate(held=Count("pk")))


def thread_card(row: Thread) -> ThreadCard:
    return ThreadCard(
        row.pk,
        row.key,
        row.name,
        row.address,
        row.language,
        row.territory,
        row.closes_at,
        row.is_premoderated,
    )


def comment_card(row: Comment) -> CommentCard:
    state = State(row.state)
    is_gone = state is State.REMOVED
    return CommentCard(
        id=row.pk,
        thread_key=row.thread.key,
        name="" if is_gone else row.name,
        text="" if is_gone else row.text,
        state=state,
        depth=rules.depth(row.place),
        place=row.place,
        said_at=row.said_at,
        edited_at=row.edited_at,
        is_staff=row.is_staff,
        is_erased=row.erased_at is not None,
        votes=row.votes,
        parent_id=row.parent_id,
        answers_to=row.parent.name if row.parent and _is_read(row.parent) else "",
    )


def _is_read(row: Comment) -> bool:
    return row.state == State.PUBLISHED


def _shown() -> QuerySet[Comment]:
    return Comment.objects.filter(SHOWN).select_related("thread", "parent")
