"""Questions about what was watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from lanterne.assets import queries as assets
from lanterne.audience.models import Viewing
from lanterne.audience.rules import LATELY, Span


@dataclass(frozen=True, slots=True)
class ViewingCard:
    """One session's watching; ``ranges`` is what the player told, ``seconds`` what counts."""

    session: UUID
    territory: str
    ranges: tuple[Span, ...]
    seconds: float
    started_at: datetime
    last_at: datetime


def seconds_watched(*, title_id: int) -> float:
    """Over all sessions; each second once a session."""
    total = Viewing.objects.filter(title_id=title_id).aggregate(total=Sum("seconds"))["total"]
    return total or 0.0


def hours_watched(*, since: datetime) -> dict[int, float]:
    """By title, over the sessions that began since then; a title that nobody watched is missing."""
    rows = Viewing.objects.filter(started_at__gte=since).values("title_id")
    totals = rows.annotate(total=Sum("seconds")).values_list("title_id", "total")
    return {title_id: total / 3600 for title_id, total in totals if total}


def renewals(*, at: datetime) -> tuple[assets.Candidate, ...]:
    """Every published title, those first of which a new encode saves most of what was watched lately."""
    return assets.renewable(hours=hours_watched(since=at - LATELY))


def viewings(*, title_id: int) -> tuple[ViewingCard, ...]:
    """Every session of a title, the latest first."""
    rows = Viewing.objects.filter(title_id=title_id).order_by("-started_at", "-id")
    return tuple(
        ViewingCard(
            session=row.session,
            territory=row.territory,
            ranges=tuple((start, end) for start, end in row.ranges),
            seconds=row.seconds,
            started_at=row.started_at,
            last_at=row.last_at,
        )
        for row in rows
    )
