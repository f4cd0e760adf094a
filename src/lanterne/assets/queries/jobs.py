"""Questions about publish jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import Exists, OuterRef

from lanterne.assets.gains import Estimate, Outcome
from lanterne.assets.models import PublishJob
from lanterne.assets.rules import JobState, Purpose, StepCard
from lanterne.core.cursor import Cursor
from lanterne_media.model import Sidecar
from lanterne_media.progress import Progress


@dataclass(frozen=True, slots=True)
class JobCard:
    """A publish job with its steps in the order in which they began."""

    id: int
    title_id: int
    file_name: str
    policy: str
    purpose: Purpose
    state: JobState
    sentence: str
    findings: list[dict[str, Any]]
    verdicts: list[dict[str, Any]]
    steps: tuple[StepCard, ...]
    attempts: int
    created_at: datetime
    began_at: datetime | None
    ended_at: datetime | None
    is_watchable: bool
    sidecars: tuple[Sidecar, ...]
    progress: Progress | None
    progress_at: datetime | None
    outcome: Outcome | None
    estimate: Estimate | None


def job(*, job_id: int) -> JobCard | None:
    """One job as it stands."""
    row = _rows().filter(pk=job_id).first()
    return _card(row) if row else None


def jobs(
    *, limit: int = 50, state: JobState | None = None, title_id: int | None = None
) -> tuple[JobCard, ...]:
    """The newest first; of one state, or those that make streams of one title, if asked."""
    rows = _rows() if state is None else _rows().filter(state=state)
    if title_id is not None:
        rows = rows.filter(mezzanine__title_id=title_id).exclude(purpose=Purpose.ESTIMATE)
    return tuple(_card(row) for row in rows.order_by("-created_at", "-pk")[:limit])


def jobs_beside(
    *, state: JobState | None, place: Cursor, limit: int, title_id: int | None = None
) -> tuple[JobCard, ...]:
    """The newest first; ``after`` a job the other way round, the next newer first."""
    rows = _rows() if state is None else _rows().filter(state=state)
    if title_id is not None:
        rows = rows.filter(mezzanine__title_id=title_id)
    if place.after is not None:
        return tuple(_card(row) for row in rows.filter(pk__gt=place.after).order_by("pk")[:limit])
    older = rows if place.before is None else rows.filter(pk__lt=place.before)
    return tuple(_card(row) for row in older.order_by("-pk")[:limit])


def failed_jobs(*, limit: int = 50) -> tuple[JobCard, ...]:
    """The failures that nobody has answered with a newer job of the same title."""
    newer = PublishJob.objects.filter(
        mezzanine__title_id=OuterRef("mezzanine__title_id"), created_at__gt=OuterRef("created_at")
    ).exclude(purpose=Purpose.ESTIMATE)
    rows = _rows().filter(~Exists(newer), state=JobState.FAILED)
    return tuple(_card(row) for row in rows.order_by("-created_at", "-pk")[:limit])


def latest_job(*, title_id: int) -> JobCard | None:
    """The newest job that makes streams of a title."""
    return next(iter(jobs(title_id=title_id, limit=1)), None)


def _rows() -> Any:
    return PublishJob.objects.select_related("mezzanine").prefetch_related("steps", "publications")


def _card(row: PublishJob) -> JobCard:
    is_renewal = row.purpose == Purpose.RENEWAL
    steps = sorted(row.steps.all(), key=lambda step: (step.began_at, step.pk))
    return JobCard(
        id=row.pk,
        title_id=row.mezzanine.title_id,
        file_name=row.mezzanine.file_name,
        policy=row.policy,
        purpose=Purpose(row.purpose),
        state=JobState(row.state),
        sentence=row.sentence,
        findings=row.findings,
        verdicts=row.verdicts,
        steps=tuple(
            StepCard(s.stage, s.units, s.done, s.reused, s.label, s.cpu_seconds, s.began_at)
            for s in steps
        ),
        attempts=row.attempts,
        created_at=row.created_at,
        began_at=row.began_at,
        ended_at=row.ended_at,
        is_watchable=any(one.is_approved for one in row.publications.all()),
        sidecars=msgspec.convert(row.sidecars, tuple[Sidecar, ...]),
        progress=msgspec.convert(row.progress, Progress) if row.progress else None,
        progress_at=row.progress_at,
        outcome=msgspec.convert(row.outcome, Outcome | None) if is_renewal else None,
        estimate=None if is_renewal else msgspec.convert(row.outcome, Estimate | None),
    )
