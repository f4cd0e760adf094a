"""Comments as moderators see them, with everything that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lanterne.comments.models import Comment, Report, Ruling, Thread, WatchedWord
from lanterne.comments.queries.threads import ThreadCard, thread_card
from lanterne.comments.rules.states import WAITING, Ground, ReportState, State
from lanterne.comments.rules.weighing import Cause
from lanterne.comments.rules.words import Act, Watched
from lanterne.core.cursor import NEWEST, Cursor

MOST_THREADS = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which comments a list has: of a state, in a thread, with words in their text or name, reported ones."""

    state: State | None = None
    thread: str = ""
    words: str = ""
    is_reported: bool = False


@dataclass(frozen=True, slots=True)
class DeskCard:
    """``is_known``: something of the same author was published before; ``is_confirmed``: by a link mailed to the address. ``turn`` tells one decision from the next."""

    id: int
    thread: ThreadCard
    name: str
    email: str
    text: str
    state: State
    score: float | None
    opinions: dict[str, str]
    causes: tuple[Cause, ...]
    grounds: tuple[str, ...]
    said_at: datetime
    edited_at: datetime | None
    is_staff: bool
    is_known: bool
    is_confirmed: bool
    is_erased: bool
    parent_id: int | None
    answers_to: str
    answered: str
    open_reports: int


@dataclass(frozen=True, slots=True)
class ReportCard:
    id: int
    ground: Ground
    text: str
    name: str
    at: datetime
    state: ReportState


@dataclass(frozen=True, slots=True)
class RulingCard:
    at: datetime
    actor: str
    before: State
    after: State
    ground: Ground | None
    note: str
    is_told: bool


@dataclass(frozen=True, slots=True)
class WatchedCard:
    id: int
    word: str
    act: Act
    added_at: datetime
    added_by: str


def desk_page(*, wanted: Wanted, place: Cursor = NEWEST, limit: int) -> tuple[DeskCard, ...]:
    """The next ``limit`` from a place on, as lists in slices want them."""
    found = _wanted(wanted)
    if place.after is not None:
        rows = found.filter(pk__gt=place.after).order_by("pk")[:limit]
    else:
        older = found if place.before is None else found.filter(pk__lt=place.before)
        rows = older.order_by("-pk")[:limit]
    return _cards(list(rows))


def desk_comment(*, comment_id: int) -> DeskCard | None:
    row = _rows().filter(pk=comment_id).first()
    return _cards([row])[0] if row else None


def counts() -> dict[State, int]:
    """How many there are of each state."""
    found = Comment.objects.values_list("state").annotate(held=Count("pk"))
    return {State(state): held for state, held in found}


def reported_count() -> int:
    """How many comments have a report that nobody has settled."""
    found = Report.objects.filter(state=ReportState.OPEN)
    return found.values("comment_id").distinct().count()


def waiting_count() -> int:
    return Comment.objects.filter(state__in=[one.value for one in WAITING]).count()


def reports(*, comment_id: int) -> tuple[ReportCard, ...]:
    """The latest first."""
    rows = Report.objects.filter(comment_id=comment_id).order_by("-pk")
    return tuple(
        ReportCard(row.pk, Ground(row.ground), row.text, row.name, row.at, ReportState(row.state))
        for row in rows
    )


def rulings(*, comment_id: int) -> tuple[RulingCard, ...]:
    """What became of a comment, the first first."""
    rows = Ruling.objects.filter(comment_id=comment_id).order_by("pk")
    return tuple(
        RulingCard(
            row.at,
            row.actor,
            State(row.before),
            State(row.after),
            Ground(row.ground) if row.ground else None,
            row.note,
            row.is_told,
        )
        for row in rows
    )


def threads() -> tuple[tuple[str, str], ...]:
    """Threads with their names, those that were opened last first, for a list to choose from."""
    found = Thread.objects.order_by("-opened_at", "-pk")
    return tuple(found.values_list("key", "name")[:MOST_THREADS])


def watched() -> tuple[Watched, ...]:
    found = WatchedWord.objects.values_list("word", "act")
    return tuple(Watched(word, Act(act)) for word, act in found)


def watched_cards() -> tuple[WatchedCard, ...]:
    rows = WatchedWord.objects.order_by("word")
    return tuple(
        WatchedCard(row.pk, row.word, Act(row.act), row.added_at, row.added_by) for row in rows
    )


def _wanted(wanted: Wanted) -> QuerySet[Comment]:
    found = _rows()
    if wanted.state is not None:
        found = found.filter(state=wanted.state)
    if wanted.thread:
        found = found.filter(thread__key=wanted.thread)
    if wanted.words:
        found = found.filter(Q(text__icontains=wanted.words) | Q(name__icontains=wanted.words))
    if wanted.is_reported:
        still_open = Report.objects.filter(comment=OuterRef("pk"), state=ReportState.OPEN)
        found = found.filter(Exists(still_open))
    return found


def _rows() -> QuerySet[Comment]:
    return Comment.objects.select_related("thread", "author", "parent")


def _cards(rows: Sequence[Comment]) -> tuple[DeskCard, ...]:
    still_open = Report.objects.filter(comment__in=[row.pk for row in rows], state=ReportState.OPEN)
    told = dict(still_open.values_list("comment_id").annotate(held=Count("pk")))
    return tuple(_card(row, told.get(row.pk, 0)) for row in rows)


def _card(row: Comment, open_reports: int) -> DeskCard:
    author = row.author
    return DeskCard(
        id=row.pk,
        thread=thread_card(row.thread),
        name=row.name,
        email=author.email if author else "",
        text=row.text,
        state=State(row.state),
        score=row.score,
        opinions=row.opinions,
        causes=tuple(Cause(one) for one in row.causes),
        grounds=tuple(row.grounds),
        said_at=row.said_at,
        edited_at=row.edited_at,
        is_staff=row.is_staff,
        is_known=author is not None and author.known_since is not None,
        is_confirmed=author is not None and author.confirmed_at is not None,
        is_erased=row.erased_at is not None,
        parent_id=row.parent_id,
        answers_to=row.parent.name if row.parent else "",
        answered=row.parent.text if row.parent else "",
        open_reports=open_reports,
    )
