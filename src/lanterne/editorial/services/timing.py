"""Letting drafts take their place by the clock."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.core import audit, clock
from lanterne.core.errors import Refused
from lanterne.editorial.models import Draft
from lanterne.editorial.rules import State
from lanterne.editorial.services.drafts import publish_draft, taken
from lanterne.editorial.services.refusals import WrongTime


@transaction.atomic
def schedule_draft(*, title_id: int, local: datetime, zone: str, actor: str) -> datetime:
    """Publish the draft when the clocks of the zone show this time; gives the instant."""
    row = taken(title_id)
    due_at = _instant(local, zone)
    if due_at <= clock.now():
        raise WrongTime(_("This moment is over. Publish the draft now, or choose a later one."))
    row.due_at, row.zone, row.scheduled_by, row.held_at = due_at, zone, actor, None
    row.save(update_fields=["due_at", "zone", "scheduled_by", "held_at"])
    _note(row, actor, "schedule_draft", due_at=due_at.isoformat(), zone=zone)
    return due_at


@transaction.atomic
def unschedule_draft(*, title_id: int, actor: str) -> None:
    """Let the draft wait for somebody; it stays."""
    row = taken(title_id)
    row.due_at, row.held_at = None, None
    row.save(update_fields=["due_at", "held_at"])
    _note(row, actor, "unschedule_draft")


def publish_due(*, at: datetime) -> int:
    """Publish every draft whose instant has come, each by itself; tells how many.

    Any number of processes may ask at once: each draft takes its place once. One that cannot waits for somebody, and
    the start page says so.
    """
    due = Draft.objects.filter(state=State.OPEN, due_at__lte=at).order_by("due_at", "pk")
    return sum(
        _published(title_id, at) for title_id in list(due.values_list("title_id", flat=True))
    )


def next_due() -> datetime | None:
    rows = Draft.objects.filter(state=State.OPEN, due_at__isnull=False).order_by("due_at")
    return rows.values_list("due_at", flat=True).first()


@transaction.atomic
def _published(title_id: int, at: datetime) -> bool:
    row = taken_if_due(title_id, at)
    if row is None:
        return False
    try:
        publish_draft(title_id=title_id, actor=row.scheduled_by)
    except Refused:
        row.due_at, row.held_at = None, at
        row.save(update_fields=["due_at", "held_at"])
        _note(row, row.scheduled_by, "hold_draft")
        return False
    return True


def taken_if_due(title_id: int, at: datetime) -> Draft | None:
    """Held, and looked at again: another process may have been faster, or somebody has cancelled it."""
    rows = Draft.objects.select_for_update().filter(title_id=title_id, state=State.OPEN)
    return rows.filter(due_at__lte=at).first()


def _instant(local: datetime, zone: str) -> datetime:
    try:
        return clock.instant(local, ZoneInfo(zone))
    except clock.NoSuchTime as error:
        raise WrongTime(
            _("The clocks of %(zone)s skip this time or show it twice. Choose another one.")
            % {"zone": zone}
        ) from error
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise WrongTime(
            _("“%(zone)s” is no time zone such as Europe/Paris.") % {"zone": zone}
        ) from error


def _note(row: Draft, actor: str, action: str, **detail: object) -> None:
    audit.record(
        actor=actor,
        action=f"editorial.{action}",
        subject=f"title:{row.title_id}",
        detail={"version": row.version, **detail},
    )
