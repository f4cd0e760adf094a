"""Letters that are due, each to each reader once: claimed, handed over, marked.

Killed between two readers, nothing is lost or doubled. Killed between the mail server's yes and our mark, that one
letter stays claimed; nobody can tell whether it left, so it is called uncertain and not sent again: at most once.
"""

from __future__ import annotations

from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from lanterne.core.plugins import load
from lanterne.mailing import rules
from lanterne.mailing.models import Dispatch, Letter
from lanterne.mailing.ports import Never, NotYet, NoWriter, Words, Writer
from lanterne.mailing.rules import LetterState, Outcome
from lanterne.mailing.services import recipients
from lanterne.mailing.services.handing import NoServer, Post

log = structlog.get_logger()
# Between two batches it is asked again whether the letter may still go.
BATCH = 50


def send_due(*, at: datetime) -> int:
    """Send what is due, as far as this minute's room goes; how many left."""
    _doubt(at)
    sent = 0
    with Post() as post:
        for letter in _due(at):
            try:
                sent += _send(letter, post, at=at)
            except NoServer as failure:
                # Nothing was handed over: the same letters wait for the next try.
                log.warning("letters wait", failure=str(failure))
                Letter.objects.filter(state__in=rules.OPEN_LETTERS, at__lte=at).update(
                    ask_again_at=at + rules.ASK_AGAIN
                )
                break
    return sent


def next_due(*, at: datetime) -> datetime | None:
    """The next instant from now on at which something is to be tried."""
    rows = Letter.objects.filter(state__in=rules.OPEN_LETTERS)
    moments = rows.filter(Q(at__gt=at) | Q(ask_again_at__gt=at)).values_list("at", "ask_again_at")
    return min((max(filter(None, pair)) for pair in moments), default=None)


def writer() -> Writer:
    found: Writer = load(settings.MAILING_WRITER)() if settings.MAILING_WRITER else NoWriter()
    return found


def _due(at: datetime) -> list[Letter]:
    rows = Letter.objects.filter(state__in=rules.OPEN_LETTERS, at__lte=at)
    again = Q(ask_again_at=None) | Q(ask_again_at__lte=at)
    return list(rows.filter(again).order_by("at", "pk"))


def _send(letter: Letter, post: Post, *, at: datetime) -> int:
    sent, waits, refused, is_left = 0, list[datetime](), 0, False
    for market in letter.markets:
        answer = writer().write(key=letter.key, language=letter.language, market=market, at=at)
        match answer:
            case NotYet(until):
                waits.append(max(until or at, at) if until else at + rules.ASK_AGAIN)
            case Never():
                refused += 1
            case Words():
                _begin(letter, at)
                sent += _send_batch(letter, market, answer, post, at=at)
                is_left = is_left or recipients.are_left(letter, market)
    is_withdrawn = refused == len(letter.markets)
    _mark(letter, waits=waits, is_left=is_left, is_withdrawn=is_withdrawn, at=at)
    return sent


def _send_batch(letter: Letter, market: str, words: Words, post: Post, *, at: datetime) -> int:
    claimed = Dispatch.objects.filter(claimed_at__gt=at - rules.MINUTE).count()
    most = min(BATCH, rules.room(settings.MAILING_RATE, claimed))
    sent = 0
    for to in recipients.next_ones(letter, market, at=at, most=most):
        post.open()
        dispatch = recipients.claim(letter, to, at=at)
        if dispatch and post.hand_over(words, to, dispatch, at=at):
            sent += 1
    return sent


def _begin(letter: Letter, at: datetime) -> None:
    rows = Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING)
    rows.update(state=LetterState.SENDING, begun_at=at, ask_again_at=None)
    letter.refresh_from_db()


@transaction.atomic
def _mark(
    letter: Letter, *, waits: list[datetime], is_left: bool, is_withdrawn: bool, at: datetime
) -> None:
    row = Letter.objects.select_for_update().get(pk=letter.pk)
    if row.state not in rules.OPEN_LETTERS:
        # Somebody stopped it meanwhile.
        return
    if is_left or waits:
        row.ask_again_at = None if is_left else min(waits)
    else:
        row.state = LetterState.WITHDRAWN if is_withdrawn else LetterState.DONE
        row.ended_at = at
    row.save(update_fields=["state", "ended_at", "ask_again_at"])


def _doubt(at: datetime) -> None:
    stale = Dispatch.objects.filter(state=Outcome.CLAIMED, claimed_at__lt=at - rules.DOUBTFUL_AFTER)
    # Asked every second: an update of nothing would still hold up whoever writes.
    if stale.exists():
        stale.update(state=Outcome.UNCERTAIN)
