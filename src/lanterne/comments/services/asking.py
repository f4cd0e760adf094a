"""Letters that a published comment gives rise to, and the address that has to be confirmed before they are sent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.comments import letters, slips
from lanterne.comments.models import Author, Comment
from lanterne.comments.rules import asking
from lanterne.comments.rules.states import State
from lanterne.comments.services.refusals import LinkOver
from lanterne.core import audit, clock


def tell_of(row: Comment, *, at: datetime) -> None:
    """A comment was published: whoever it answers is told, and who wants answers to it is asked to confirm.

    Not before: what nobody let through has no letter written to anybody. Nor again, where it was changed or taken away since.
    """
    if row.rulings.filter(after=State.PUBLISHED).count() > 1:
        return
    _ask(row, at=at)
    if row.parent and row.parent.state == State.PUBLISHED and row.parent.author_id != row.author_id:
        _ask(row.parent, at=at)
    letters.answered(row)


@transaction.atomic
def confirm_address(*, slip: str) -> None:
    """Answers may be mailed there from now on; twice is once. Refuses LinkOver."""
    at = clock.now()
    told = slips.asked_author(slip)
    if told is None or not asking.is_good(asked_at=told[1], at=at):
        raise LinkOver(_("This link is too old, or was cut in the letter."))
    author = Author.objects.select_for_update().filter(pk=told[0]).first()
    if author is None or author.is_silenced:
        raise LinkOver(_("Nothing is sent to this address any more."))
    if author.confirmed_at is None:
        author.confirmed_at = at
        author.save(update_fields=["confirmed_at"])
        name = f"author:{author.pk}"
        audit.record(actor=name, action="comments.confirm", subject=name)


def _ask(row: Comment, *, at: datetime) -> None:
    author = row.author
    if author is None or not row.wants_answers or author.is_silenced or author.confirmed_at:
        return
    times = author.times_asked
    if not asking.may_ask(times=times, last=author.asked_at, at=at):
        return
    # Two comments of the same author may be published at once: one of them asks.
    mine = Author.objects.filter(pk=author.pk, times_asked=times)
    if mine.update(times_asked=times + 1, asked_at=at):
        letters.asks(row, author, at=at)
