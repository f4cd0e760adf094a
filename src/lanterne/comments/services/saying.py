"""Somebody says something. What is said is on record before anybody is asked what it is worth.

``say`` and ``edit`` open their own transactions and must not be called inside one: the judges may be far away.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.comments import slips
from lanterne.comments.models import Author, Comment, Thread
from lanterne.comments.rules import keeping, states, texts, threads
from lanterne.comments.rules.states import State
from lanterne.comments.services import checks, judging
from lanterne.comments.services.refusals import EditOver, NoSuchComment
from lanterne.comments.services.threads import held_thread
from lanterne.core import clock


@dataclass(frozen=True, slots=True)
class Words:
    """What a form says. ``honeypot`` is a field that people do not see; ``parent_id`` is what is answered."""

    name: str
    email: str
    text: str
    parent_id: int | None = None
    wants_answers: bool = False
    honeypot: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Where a form came from, and the slip that it was shown with."""

    address: str
    agent: str
    slip: str


@dataclass(frozen=True, slots=True)
class Heard:
    """``slip`` lets the author change it for a while. Spam is told that it waits: it learns nothing from us."""

    comment_id: int
    is_published: bool
    slip: str


def say(*, key: str, words: Words, sender: Sender) -> Heard:
    """Refuses NoSuchThread, ThreadClosed, TextRefused, NameRefused, EmailRefused, FormStale, TooOften, SaidAlready, NoSuchComment."""
    comment_id = _written(key, words, sender)
    state = judging.settle(comment_id=comment_id, address=sender.address, agent=sender.agent)
    return Heard(comment_id, state is State.PUBLISHED, slips.author(comment_id))


def edit(*, slip: str, text: str, sender: Sender) -> Heard:
    """Say it in other words, within the time there is for that; they are weighed as new ones are.

    Refuses NoSuchComment for a slip of nobody, EditOver and TextRefused.
    """
    comment_id = _rewritten(slip, text)
    state = judging.settle(comment_id=comment_id, address=sender.address, agent=sender.agent)
    return Heard(comment_id, state is State.PUBLISHED, slip)


@transaction.atomic(durable=True)
def _written(key: str, words: Words, sender: Sender) -> int:
    # The cheapest no first: a megabyte is measured, and neither normalised nor looked up.
    text = checks.checked_text(words.text)
    name, email = checks.checked_name(words.name), checks.checked_email(words.email)
    at, network = clock.now(), slips.network(sender.address)
    checks.check_form(sender.slip, thread=key, at=at)
    thread = held_thread(key)
    checks.check_open(thread, at=at)
    likeness = texts.likeness(text)
    checks.check_echo(thread, likeness, network, at=at)
    checks.check_pace(network, at=at)
    author, _made = Author.objects.get_or_create(email=email)
    row = Comment(
        thread=thread,
        parent=answered(thread, words.parent_id),
        author=author,
        name=name,
        text=text,
        said_at=at,
        wants_answers=words.wants_answers,
        fell_for_honeypot=bool(words.honeypot),
        network=network,
        likeness=likeness,
        purge_at=keeping.purge_at(at),
    )
    laid(row)
    return row.pk


@transaction.atomic(durable=True)
def _rewritten(slip: str, text: str) -> int:
    told = checks.checked_text(text)
    row = _own(slip)
    at = clock.now()
    is_in_time = threads.may_edit(said_at=row.said_at, is_staff=row.is_staff, at=at)
    if not is_in_time or not states.may_move(State(row.state), State.PENDING):
        raise EditOver(_("It cannot be changed any more. Say what you want to add in an answer."))
    row.text, row.likeness, row.edited_at, row.state = told, texts.likeness(told), at, State.PENDING
    # Votes were for other words.
    row.votes = 0
    row.cast_votes.all().delete()
    row.save(update_fields=["text", "likeness", "edited_at", "state", "votes"])
    return row.pk


def _own(slip: str) -> Comment:
    comment_id = slips.comment_of_author(slip) or 0
    found = Comment.objects.select_for_update(of=("self",)).select_related("parent")
    row = found.filter(pk=comment_id, erased_at=None).first()
    if row is None:
        raise NoSuchComment(_("There is no such comment, or it is not yours."))
    return row


def answered(thread: Thread, parent_id: int | None) -> Comment | None:
    """What is answered: only what everybody can read. Refuses NoSuchComment."""
    if parent_id is None:
        return None
    found = Comment.objects.filter(pk=parent_id, thread=thread, state=State.PUBLISHED).first()
    if found is None:
        raise NoSuchComment(_("What you answer is not there any more."))
    return found


def laid(row: Comment) -> None:
    """Write a comment into its place, which needs its number."""
    row.save()
    row.place = threads.place(row.parent.place if row.parent else "", row.pk)
    row.save(update_fields=["place"])
