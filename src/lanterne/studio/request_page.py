"""One request: where it stands, what machines saw in what came, who moved it, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.functional import Promise

from lanterne.assets import queries as assets
from lanterne.assets.queries import JobCard
from lanterne.deliveries import queries as deliveries
from lanterne.deliveries import reasons, words
from lanterne.deliveries.queries import MessageCard, MoveCard, RequestCard
from lanterne.deliveries.rules import is_late
from lanterne.studio import who
from lanterne.studio.report_page import FindingLine, findings_of, verdicts_of
from lanterne.studio.title_page import Head, head
from lanterne.studio.verdicts import OUTCOMES, VerdictShown
from lanterne_media.model import Outcome


@dataclass(frozen=True, slots=True)
class MoveLine:
    move: MoveCard
    state: str | Promise
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class MessageLine:
    message: MessageCard
    who: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class RequestPage:
    """``verdicts`` and ``findings`` are those of the film that came, as far as it was looked at; where that was on
    another installation, ``told`` has its verdicts in a word.
    """

    head: Head
    request: RequestCard
    what: str
    state: str | Promise
    is_late: bool
    why: str
    job: JobCard | None
    told: tuple[tuple[str, str | Promise], ...]
    verdicts: tuple[VerdictShown, ...]
    findings: tuple[FindingLine, ...]
    moves: tuple[MoveLine, ...]
    messages: tuple[MessageLine, ...]


def request_page(*, request_id: int, at: datetime) -> RequestPage:
    """Raises the console's "not found" when there is no such request."""
    found = card(request_id)
    moves = deliveries.moves(request_id=request_id)
    said = deliveries.messages(request_id=request_id)
    named = who.names([*(one.actor for one in moves), *(one.actor for one in said)])
    job = assets.job(job_id=found.job_id) if found.job_id else None
    return RequestPage(
        head=head(found.title_id),
        request=found,
        what=words.of_wanted(found.wanted),
        state=words.STATES[found.state],
        is_late=is_late(found.state, found.due_on, at.date()),
        why=reasons.sentence(found.reason) if found.reason and found.is_awaited else "",
        job=job,
        told=() if job else tuple(map(_told, found.verdicts)),
        verdicts=verdicts_of(job) if job else (),
        findings=findings_of(job) if job else (),
        moves=tuple(_move(one, named) for one in moves),
        messages=tuple(
            MessageLine(one, named[one.actor], not one.actor.startswith("posthouse:"))
            for one in said
        ),
    )


def card(request_id: int) -> RequestCard:
    found = deliveries.request(request_id=request_id)
    if found is None:
        raise Http404
    return found


def _told(verdict: tuple[str, str]) -> tuple[str, str | Promise]:
    rules, outcome = verdict
    return rules, OUTCOMES[Outcome(outcome)]


def _move(one: MoveCard, named: dict[str, str]) -> MoveLine:
    why = reasons.sentence(one.reason) if one.reason else ""
    return MoveLine(one, words.STATES[one.state], named[one.actor], why)
