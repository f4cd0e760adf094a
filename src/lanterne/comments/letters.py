"""Letters to authors, to those who reported something and to moderators, each in its reader's language.

One that cannot be sent is the operator's matter, and undoes nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lanterne.comments import slips, words
from lanterne.comments.models import Author, Comment, Report, Ruling, Thread
from lanterne.comments.rules import asking
from lanterne.comments.rules.states import Ground, ReportState, State
from lanterne.core.posting import Message, hand_over

log = logging.getLogger(__name__)
# Where readers are led, below the newsroom.
PLACE = "/newsroom/comments/"
MOST_QUOTED = 500
MOST_LISTED = 20


def answered(row: Comment) -> None:
    """To the author of what a published comment answers, if they asked for it, confirmed it, and it is not their own."""
    parent = row.parent
    author = parent.author if parent else None
    if parent is None or author is None or not parent.wants_answers:
        return
    if author.is_silenced or author.confirmed_at is None:
        return
    if parent.state != State.PUBLISHED or row.author_id == author.pk:
        return
    stop = _stop(author)
    with translation.override(words.spoken(row.thread.language)):
        told = {"name": row.name, "page": row.thread.name}
        lines = [
            _("%(name)s answered you on “%(page)s”:") % told,
            "",
            _quoted(row.text),
            "",
            _address(row.thread.address) + f"#comment-{row.pk}",
            "",
            _("No more letters like this one: %(address)s") % {"address": stop},
        ]
        _send(author.email, _("An answer to your comment"), lines, _heads(stop))


def asks(row: Comment, author: Author, *, at: datetime) -> None:
    """Whether an address is its author's. It quotes nobody: whoever reads it may never have heard of us."""
    stop = _stop(author)
    with translation.override(words.spoken(row.thread.language)):
        link = _address(f"{PLACE}confirm/{slips.confirm(author.pk, at=at)}/")
        days = {"days": asking.DAYS_GOOD}
        lines = [
            _("Somebody, you we hope, wrote a comment on “%(page)s” under this address, and wants a letter when it is answered.")
            % {"page": row.thread.name},
            "",
            _("To get such letters, follow this link and confirm it. It is good for %(days)d days:")
            % days,
            f"{link}?language={translation.get_language()}",
            "",
            _("If it was not you, do nothing: no letter about answers is sent to you."),
            "",
            _("No more letters like this one: %(address)s") % {"address": stop},
        ]  # fmt: skip
        _send(author.email, _("Confirm your e-mail address"), lines, _heads(stop))


def reasons(row: Comment, ruling: Ruling) -> None:
    """The statement of reasons: what was decided, on which ground, whether a program had a part in it, and what can be done."""
    author = row.author
    if author is None:
        return
    with translation.override(words.spoken(row.thread.language)):
        lines = [
            _decided(row.thread, ruling),
            "",
            _quoted(row.text),
            "",
            *_because(ruling),
            _machine(row),
            "",
            _("If you think that this is wrong, write to %(address)s within six months: somebody else will look at it. You may also turn to a body that settles such disputes out of court, or to a court.")
            % {"address": contact()},
        ]  # fmt: skip
        _send(author.email, _("About your comment"), lines)
    ruling.is_told = True
    ruling.save(update_fields=["is_told"])


def report_received(report: Report) -> None:
    """That a report has come, to whoever left an address."""
    if not report.email:
        return
    with translation.override(words.spoken(report.language)):
        page = {"page": report.comment.thread.name}
        lines = [
            _("You reported a comment on “%(page)s”. A person will look at it.") % page,
            "",
            _ground(report),
        ]
        _send(report.email, _("Your report has come"), lines)


def report_settled(report: Report) -> None:
    """What became of it, to whoever left an address."""
    if not report.email:
        return
    with translation.override(words.spoken(report.language)):
        page = {"page": report.comment.thread.name}
        if report.state == ReportState.UPHELD:
            said = _("You reported a comment on “%(page)s”. It is not there any more.") % page
        else:
            said = _("You reported a comment on “%(page)s”. We have looked at it, and it stays.") % page  # fmt: skip
        lines = [
            said,
            _("If you think that this is wrong, write to %(address)s.") % {"address": contact()},
        ]
        _send(report.email, _("What became of your report"), lines)


def waiting(rows: Sequence[Comment]) -> None:
    """To the moderators, all that waits in one letter."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext(
            "%(count)d comment is waiting", "%(count)d comments are waiting", len(rows)
        ) % {"count": len(rows)}
        listed = [f"– {row.thread.name}: {row.name}" for row in rows[:MOST_LISTED]]
        lines = [*listed, "", _address("/studio/comments/")]
        for moderator in settings.COMMENT_MODERATORS:
            _send(moderator, subject, lines)


def contact() -> str:
    """Whom people write to about comments."""
    return settings.COMMENT_CONTACT or settings.DEFAULT_FROM_EMAIL


def _decided(thread: Thread, ruling: Ruling) -> str:
    told = {"page": thread.name}
    if ruling.after == State.REMOVED:
        return _("Your comment on “%(page)s” was removed, everywhere and for good:") % told
    return _("Your comment on “%(page)s” is not shown until somebody has decided about it:") % told


def _because(ruling: Ruling) -> list[str]:
    if not ruling.ground:
        return []
    ground = Ground(ruling.ground)
    is_law = ground is Ground.ILLEGAL
    rests = _("We hold it to be unlawful.") if is_law else _("It breaks our rules for comments.")
    reason = _("The reason: %(ground)s") % {"ground": words.GROUNDS[ground]}
    return [reason, rests, *filter(None, [ruling.note])]


def _machine(row: Comment) -> str:
    if row.reports.exists():
        return _("It had been reported. A person decided, not a program.")
    if row.causes:
        return _("A program had pointed at it. A person decided.")
    return _("A person decided; no program had a part in it.")


def _ground(report: Report) -> str:
    return str(words.GROUNDS[Ground(report.ground)])


def _quoted(text: str) -> str:
    shown = text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"
    return "\n".join(f"> {line}" for line in shown.split("\n"))


def _stop(author: Author) -> str:
    return _address(f"{PLACE}stop/{slips.stop(author.pk)}/")


def _heads(stop: str) -> dict[str, str]:
    """RFC 8058: a mail program may offer one button for it."""
    return {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _address(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + path


def _send(
    email: str, subject: str, lines: Sequence[str], heads: Mapping[str, str] | None = None
) -> None:
    """After the change is on record, so that no letter tells of what did not take place."""
    letter = Message(email, subject, "\n".join(lines) + "\n", headers=heads or {})
    transaction.on_commit(partial(_post, letter))


def _post(letter: Message) -> None:
    try:
        hand_over(letter, by=get_connection())
    except (OSError, SMTPException, ValueError):
        log.exception("A letter about a comment could not be sent.")
