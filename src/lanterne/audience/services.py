"""Counting what players tell."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from lanterne.audience import rules
from lanterne.audience.models import Beat, Viewing
from lanterne.playback import services as playback


@transaction.atomic
def record_beat(
    *, session_id: UUID, household_id: int, message: rules.Message, at: datetime
) -> playback.Beat:
    """Keep the session alive and count the ranges played; raises what ``playback.beat`` raises.

    Messages may come twice, late or in any order: the seconds come out the same. One that is
    older than another already here does not move the resume point back.
    """
    alive = playback.beat(
        session_id=session_id,
        household_id=household_id,
        position=_position(session_id, message),
        at=at,
    )
    _hear(alive, household_id, message, at)
    return alive


@transaction.atomic
def record_stop(
    *, session_id: UUID, household_id: int, message: rules.Message | None, at: datetime
) -> None:
    """End the session with what its player said last, in one step: a page that closes has one word only.

    A session that was over already stays as it was.
    """
    ended = playback.stop(
        session_id=session_id,
        household_id=household_id,
        position=_position(session_id, message) if message else None,
        at=at,
    )
    if ended and message:
        _hear(ended, household_id, message, at)


def _position(session_id: UUID, message: rules.Message) -> float | None:
    """Where the player is, unless a later message has already told."""
    latest = Beat.objects.filter(viewing__session=session_id).aggregate(n=Max("sequence"))["n"]
    return message.position if latest is None or message.sequence > latest else None


def _hear(told: playback.Beat, household_id: int, message: rules.Message, at: datetime) -> None:
    viewing = _viewing(told, household_id)
    played = rules.within(message.ranges, duration=told.duration)
    _count(viewing, message.sequence, played, at)


def _viewing(alive: playback.Beat, household_id: int) -> Viewing:
    viewing, _ = Viewing.objects.select_for_update().get_or_create(
        session=alive.session_id,
        defaults={
            "household_id": household_id,
            "profile_id": alive.profile_id,
            "title_id": alive.title_id,
            "territory": alive.territory,
            "started_at": alive.started_at,
            "last_at": alive.started_at,
        },
    )
    return viewing


def _count(viewing: Viewing, sequence: int, played: tuple[rules.Span, ...], at: datetime) -> None:
    """Each message is cut by its own time and the sum by the last: so order cannot matter."""
    plausible = rules.cut(played, most=rules.allowance(at - viewing.started_at))
    _, is_new = Beat.objects.get_or_create(
        viewing=viewing,
        sequence=sequence,
        defaults={
            "at": at,
            "claimed": rules.length(played),
            "counted": rules.length(plausible),
        },
    )
    if is_new:
        viewing.last_at = max(viewing.last_at, at)
        viewing.ranges = rules.merge((*map(tuple, viewing.ranges), *plausible))
        most = rules.allowance(viewing.last_at - viewing.started_at)
        viewing.seconds = min(rules.length(viewing.ranges), most)
        viewing.save(update_fields=["last_at", "ranges", "seconds"])
