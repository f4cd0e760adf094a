"""Readers who find a comment worth reading: once for each network and browser, until they take it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from lanterne.comments import slips
from lanterne.comments.models import Comment, Vote
from lanterne.comments.rules import keeping
from lanterne.comments.rules.states import State
from lanterne.comments.services import checks
from lanterne.comments.services.moves import held_comment
from lanterne.comments.services.refusals import NoSuchComment, NotCounted
from lanterne.comments.services.saying import Sender
from lanterne.core import clock


@transaction.atomic
def vote(*, key: str, comment_id: int, sender: Sender, ballot: str) -> str:
    """Say that a comment of a thread is worth reading, and answer what the browser takes it back with. Twice is once.

    Refuses NoSuchComment for what nobody reads, ThreadClosed, FormStale and NotCounted.
    """
    held = slips.votes_of(ballot)
    row, at = held_comment(comment_id), clock.now()
    if row.state != State.PUBLISHED or row.thread.key != key:
        raise NoSuchComment(_("This comment is not there any more."))
    checks.check_open(row.thread, at=at)
    checks.check_page(sender.slip, thread=key, at=at)
    if Vote.objects.filter(pk=held.get(comment_id, 0), comment=row).exists():
        return ballot
    made = _cast(row, slips.network(sender.address), at)
    return slips.ballot({**held, comment_id: made.pk})


@transaction.atomic
def take_back(*, comment_id: int, ballot: str) -> str:
    """Take back what a browser holds a vote for, also where the thread is closed; without one nothing changes.

    Answers what the browser holds from now on. Refuses NoSuchComment.
    """
    held = slips.votes_of(ballot)
    row = held_comment(comment_id)
    gone, _each = Vote.objects.filter(pk=held.pop(comment_id, 0), comment=row).delete()
    Comment.objects.filter(pk=row.pk).update(votes=F("votes") - gone)
    return slips.ballot(held)


def _cast(row: Comment, network: str, at: datetime) -> Vote:
    # One sentence for both: readers of one network learn nothing of what others there said or found.
    uncounted = NotCounted(_("From your network this cannot be counted."))
    if row.network == network:
        raise uncounted
    made, is_new = Vote.objects.get_or_create(
        comment=row,
        network=network,
        defaults={"purge_at": keeping.purge_at(at, keeping.VOTE_DAYS)},
    )
    if not is_new:
        raise uncounted
    Comment.objects.filter(pk=row.pk).update(votes=F("votes") + 1)
    return made
