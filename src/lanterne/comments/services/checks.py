"""What is refused before anything is written: texts, names, addresses, forms and haste."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from lanterne.comments import slips, words
from lanterne.comments.models import Comment, Thread
from lanterne.comments.rules import pace, texts, threads
from lanterne.comments.services.refusals import (
    EmailRefused,
    FormStale,
    NameRefused,
    SaidAlready,
    TextRefused,
    ThreadClosed,
    TooOften,
)
from lanterne.core import posting
from lanterne.core.texts import intruder, one_line


def checked_text(text: str) -> str:
    """Refuses TextRefused."""
    if texts.is_huge(text):
        raise TextRefused(str(words.FAULTS[texts.Fault.TOO_LONG]) % words.LIMITS)
    told = texts.tidied(text)
    if found := texts.fault(told):
        raise TextRefused(str(words.FAULTS[found]) % words.LIMITS)
    if intruder(told):
        raise TextRefused(
            _("The text has a sign that would turn round or break the page around it.")
        )
    return told


def checked_name(name: str) -> str:
    """Refuses NameRefused."""
    told = one_line(name[: texts.MOST_BYTES])
    if not texts.visible(told) or len(told) > texts.LONGEST_NAME:
        raise NameRefused(
            _("Say a name of up to %(most)d characters; it is shown.")
            % {"most": texts.LONGEST_NAME}
        )
    if intruder(told) or texts.links(told):
        raise NameRefused(_("A name has no links and no hidden signs."))
    return told


def checked_email(email: str) -> str:
    """Refuses EmailRefused."""
    told = posting.mailbox(email) if len(email) <= 2 * posting.LONGEST else None
    if told is None or intruder(told):
        raise EmailRefused(_("Give an e-mail address; it is never shown."))
    return told


def check_form(slip: str, *, thread: str, at: datetime) -> None:
    """Refuses FormStale."""
    shown = slips.shown_at(slip, thread=thread)
    trouble = pace.Trouble.TOO_OLD if shown is None else pace.form_trouble(shown_at=shown, at=at)
    if trouble:
        raise FormStale(str(words.TROUBLES[trouble]))


def check_page(slip: str, *, thread: str, at: datetime) -> None:
    """That a button was pressed on a page of ours, however fast. Refuses FormStale."""
    shown = slips.shown_at(slip, thread=thread)
    if shown is None or pace.form_trouble(shown_at=shown, at=at) is pace.Trouble.TOO_OLD:
        raise FormStale(str(words.TROUBLES[pace.Trouble.TOO_OLD]))


def check_open(thread: Thread, *, at: datetime) -> None:
    """Refuses ThreadClosed."""
    if not threads.is_open(closes_at=thread.closes_at, at=at):
        raise ThreadClosed(_("Comments on this page are closed."))


def check_pace(network: str, *, at: datetime) -> None:
    """Refuses TooOften. Staff come from nowhere, and speak as often as they want."""
    found = Comment.objects.filter(network=network, said_at__gt=at - pace.A_DAY).aggregate(
        today=Count("pk"), lately=Count("pk", filter=Q(said_at__gt=at - pace.A_WHILE))
    )
    if pace.is_too_often(pace.Spoken(found["lately"], found["today"])):
        raise TooOften(_("You have said a lot in a short time. Come back a little later."))


def check_echo(thread: Thread, likeness: str, network: str, *, at: datetime) -> None:
    """Refuses SaidAlready: also for a form that is sent twice."""
    found = Comment.objects.filter(network=network, likeness=likeness, said_at__gt=at - pace.ECHO)
    if found.filter(thread=thread).exists():
        raise SaidAlready(_("You have said this here already."))
