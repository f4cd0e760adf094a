"""Readers who say that something should not be there, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.comments import letters, slips
from lanterne.comments.models import Comment, Report
from lanterne.comments.rules import keeping, pace
from lanterne.comments.rules.states import REPORTS_THAT_HOLD, Ground, ReportState, State
from lanterne.comments.rules.weighing import Cause
from lanterne.comments.services import checks
from lanterne.comments.services.moves import SYSTEM, held_comment, moved
from lanterne.comments.services.refusals import GroundMissing, NoSuchComment, TooOften
from lanterne.comments.services.saying import Sender
from lanterne.core import audit, clock
from lanterne.core.texts import intruder

LONGEST = 1000
MOST_REPORTS_A_DAY = 20


@dataclass(frozen=True, slots=True)
class Notice:
    """Name and address are not asked for; who gives an address is told what became of it."""

    ground: Ground | None
    text: str = ""
    name: str = ""
    email: str = ""
    language: str = "en"


@transaction.atomic
def report(*, comment_id: int, notice: Notice, sender: Sender) -> None:
    """Say that a comment should not be there; saying it twice is saying it once.

    Refuses NoSuchComment for what nobody reads, GroundMissing, NameRefused, EmailRefused, FormStale and TooOften.
    """
    ground, text = _checked(notice)
    name = checks.checked_name(notice.name) if notice.name.strip() else ""
    email = checks.checked_email(notice.email) if notice.email.strip() else ""
    row = held_comment(comment_id)
    at, network = clock.now(), slips.network(sender.address)
    if row.state != State.PUBLISHED:
        raise NoSuchComment(_("This comment is not there any more."))
    checks.check_form(sender.slip, thread=row.thread.key, at=at)
    mine = Report.objects.filter(network=network, at__gt=at - pace.A_DAY)
    if mine.filter(comment=row, state=ReportState.OPEN).exists():
        return
    if mine.count() >= MOST_REPORTS_A_DAY:
        raise TooOften(_("You have reported a lot today. Write to us instead."))
    made = Report.objects.create(
        comment=row,
        ground=ground.value,
        text=text,
        name=name,
        email=email,
        language=notice.language,
        network=network,
        at=at,
        purge_at=keeping.purge_at(at),
    )
    letters.report_received(made)
    _hold_if_many(row, at)


@transaction.atomic
def dismiss_reports(*, comment_id: int, actor: str) -> None:
    """The comment may stay: its reports are settled, and those who left an address are told. Refuses NoSuchComment."""
    row = held_comment(comment_id)
    settled = settle_open(row, ReportState.DISMISSED, at=clock.now())
    if settled:
        audit.record(
            actor=actor,
            action="comments.dismiss_reports",
            subject=f"comment:{row.pk}",
            detail={"thread": row.thread.key, "reports": settled},
        )


def settle_open(row: Comment, state: ReportState, *, at: datetime) -> int:
    """Settle what is open about a held comment; answers how many that were."""
    found = list(Report.objects.select_for_update().filter(comment=row, state=ReportState.OPEN))
    for one in found:
        one.state, one.settled_at = state, at
        one.save(update_fields=["state", "settled_at"])
        letters.report_settled(one)
    return len(found)


def _hold_if_many(row: Comment, at: datetime) -> None:
    told = Report.objects.filter(comment=row, state=ReportState.OPEN).count()
    if told < REPORTS_THAT_HOLD or row.is_staff:
        return
    row.causes = [Cause.REPORTED.value]
    row.told_at = None
    row.save(update_fields=["causes", "told_at"])
    moved(row, State.HELD, actor=SYSTEM, at=at)


def _checked(notice: Notice) -> tuple[Ground, str]:
    if notice.ground is None:
        raise GroundMissing(_("Choose what is wrong with it."))
    text = notice.text.strip() if len(notice.text) <= 4 * LONGEST else ""
    if (notice.text.strip() and not text) or len(text) > LONGEST or intruder(text):
        raise GroundMissing(
            _("What you add has up to %(most)d characters, and no hidden signs.")
            % {"most": LONGEST}
        )
    if notice.ground is Ground.OTHER and not text:
        raise GroundMissing(_("Say in a few words what is wrong with it."))
    return notice.ground, text
