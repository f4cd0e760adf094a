"""Comments as moderators see them: who, what, why it is here, and what became of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from lanterne.comments import queries, words
from lanterne.comments.ports import Verdict
from lanterne.comments.queries import DeskCard, ModelCard, ReportCard, RulingCard, Wanted
from lanterne.comments.queries.desk import WatchedCard
from lanterne.comments.rules.states import MOVES, State
from lanterne.core.cursor import Cursor
from lanterne.studio import who
from lanterne.studio.slices import Slice, cut

A_PAGE = 30


@dataclass(frozen=True, slots=True)
class CommentLine:
    """``may`` are the moves that it can make from where it stands."""

    card: DeskCard
    state: str
    why: tuple[str, ...]
    opinions: tuple[str, ...]
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class QueuePage:
    lines: tuple[CommentLine, ...]
    page: Slice[DeskCard]
    waiting: int
    reported: int
    model: ModelCard | None


@dataclass(frozen=True, slots=True)
class ReportLine:
    card: ReportCard
    ground: str
    state: str


@dataclass(frozen=True, slots=True)
class RulingLine:
    card: RulingCard
    who: str
    before: str
    after: str
    ground: str


@dataclass(frozen=True, slots=True)
class CommentPage:
    line: CommentLine
    reports: tuple[ReportLine, ...]
    rulings: tuple[RulingLine, ...]


@dataclass(frozen=True, slots=True)
class WordLine:
    card: WatchedCard
    act: str


def queue_page(*, wanted: Wanted, place: Cursor) -> QueuePage:
    page = cut(
        lambda where, limit: queries.desk_page(wanted=wanted, place=where, limit=limit),
        place,
        A_PAGE,
        id_of=lambda card: card.id,
    )
    lines = tuple(_line(card) for card in page.rows)
    return QueuePage(
        lines, page, queries.waiting_count(), queries.reported_count(), queries.model()
    )


def comment_page(*, comment_id: int) -> CommentPage:
    """Raises the console's "not found"."""
    card = held_comment(comment_id)
    rulings = queries.rulings(comment_id=comment_id)
    people = who.names(one.actor for one in rulings)
    return CommentPage(
        _line(card),
        tuple(
            ReportLine(one, str(words.GROUNDS[one.ground]), str(words.REPORT_STATES[one.state]))
            for one in queries.reports(comment_id=comment_id)
        ),
        tuple(_ruling(one, people) for one in rulings),
    )


def held_comment(comment_id: int) -> DeskCard:
    """Raises the console's "not found"."""
    card = queries.desk_comment(comment_id=comment_id)
    if card is None:
        raise Http404
    return card


def territories_of_comments(comment_ids: Collection[int]) -> Collection[str]:
    """Of the pages that they stand below."""
    cards = (queries.desk_comment(comment_id=one) for one in comment_ids)
    return sorted({card.thread.territory for card in cards if card})


def watched_words() -> tuple[WordLine, ...]:
    return tuple(WordLine(one, str(words.ACTS[one.act])) for one in queries.watched_cards())


def _line(card: DeskCard) -> CommentLine:
    return CommentLine(
        card=card,
        state=str(words.STATES[card.state]),
        why=tuple(str(words.CAUSES[one]) for one in card.causes),
        opinions=tuple(_opinion(name, said) for name, said in sorted(card.opinions.items())),
        may=frozenset() if card.is_erased else frozenset(one.value for one in MOVES[card.state]),
    )


def _opinion(name: str, said: str) -> str:
    called = {"local": _("Our own judge"), "akismet": "Akismet"}.get(name, name)
    told: dict[str, str] = {
        Verdict.SPAM: _("spam"),
        Verdict.HAM: _("no spam"),
        Verdict.UNSURE: _("unsure"),
        Verdict.SILENT: _("has not learned yet"),
    }
    return _("%(judge)s: %(said)s") % {"judge": called, "said": told.get(said, _("not reached"))}


def _ruling(card: RulingCard, people: dict[str, str]) -> RulingLine:
    is_machine = card.actor.startswith("system:")
    return RulingLine(
        card,
        _("a program") if is_machine else people[card.actor],
        str(words.STATES[State(card.before)]),
        str(words.STATES[State(card.after)]),
        str(words.GROUNDS[card.ground]) if card.ground else "",
    )
