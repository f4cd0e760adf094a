"""What the engine tells becomes rows, as long as the teller still holds the job."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import replace
from functools import singledispatch
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import transaction
from django.db.models import F, Max

from lanterne.assets import gains, queries
from lanterne.assets.gains import Curve, Estimate, Outcome, Rung, Verdict
from lanterne.assets.models import Publication, PublishJob, PublishStep
from lanterne.assets.rules import JobState, Purpose
from lanterne.catalogue import services as catalogue_services
from lanterne.core import audit, clock
from lanterne_media.model import (
    EncoderChosen,
    Event,
    FilmJudged,
    Finding,
    LadderChosen,
    LadderForetold,
    Package,
    Reported,
    StageBegan,
    StillsReady,
    StreamReady,
    TrackKind,
    UnitDone,
    to_json,
)
from lanterne_media.progress import Progress
from lanterne_media.store import VALUE, deliver

WORKER = "system:worker"


class LeaseLost(Exception):
    """The job was cancelled, or given to another worker: stop at once."""


@transaction.atomic
def record(*, job_id: int, owner: UUID, event: Event, progress: Progress | None = None) -> None:
    """Write down one event, and how far the job is with it; raises ``LeaseLost`` when it is no longer this worker's."""
    job = PublishJob.objects.select_related("mezzanine").filter(
        pk=job_id, owner=owner, state=JobState.RUNNING
    ).first()  # fmt: skip
    if job is None:
        raise LeaseLost
    _write(event, job)
    if progress is not None:
        job.progress, job.progress_at = json.loads(to_json(progress)), clock.now()
        job.save(update_fields=["progress", "progress_at"])


@singledispatch
def _write(event: object, job: PublishJob) -> None:
    raise TypeError(f"no record is kept of {type(event).__name__}")


@_write.register
def _(event: StageBegan, job: PublishJob) -> None:
    fresh = {"units": event.units, "done": 0, "reused": 0, "label": "", "began_at": clock.now()}
    step, is_new = PublishStep.objects.get_or_create(job=job, stage=event.stage, defaults=fresh)
    if not is_new:
        # A stage that comes in several helpings, as trials and packaging do, grows.
        PublishStep.objects.filter(pk=step.pk).update(units=F("units") + event.units)


@_write.register
def _(event: UnitDone, job: PublishJob) -> None:
    PublishStep.objects.filter(job=job, stage=event.stage).update(
        done=F("done") + 1,
        reused=F("reused") + int(event.is_reused),
        cpu_seconds=F("cpu_seconds") + event.cpu_seconds,
        label=event.label[:200],
    )


@_write.register
def _(event: EncoderChosen, job: PublishJob) -> None:
    """The report names the encoder of every rendition."""


@_write.register
def _(event: LadderChosen, job: PublishJob) -> None:
    """What it begins is counted in the progress that comes with it."""


@_write.register
def _(event: FilmJudged, job: PublishJob) -> None:
    taken = Path(settings.FINDINGS) / str(job.pk)
    for one in event.findings:
        if one.picture:
            taken.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(event.folder) / one.picture, taken / one.picture)
    job.findings = json.loads(to_json(_in_the_store(event.findings, job)))
    job.verdicts = json.loads(to_json(event.verdicts))
    job.save(update_fields=["findings", "verdicts"])


def _in_the_store(findings: tuple[Finding, ...], job: PublishJob) -> tuple[Finding, ...]:
    """With their pictures as they are found below ``FINDINGS``: another job's have the same names."""
    return tuple(
        replace(one, picture=f"{job.pk}/{one.picture}") if one.picture else one for one in findings
    )


@_write.register
def _(event: StillsReady, job: PublishJob) -> None:
    if not event.posters:
        return
    best = event.posters[0]
    catalogue_services.suggest_artwork(
        title_id=job.mezzanine.title_id,
        content=(Path(event.folder) / best.path).read_bytes(),
        actor=WORKER,
        focus=(best.across, best.down),
    )
    # Staff may choose among the others as long as the job's report can be read; the work folder goes before.
    taken = Path(settings.FINDINGS) / str(job.pk)
    taken.mkdir(parents=True, exist_ok=True)
    for one in event.posters:
        with suppress(FileNotFoundError):
            shutil.copyfile(Path(event.folder) / one.path, taken / Path(one.path).name)
    job.stills = json.loads(to_json(event.posters))
    job.save(update_fields=["stills"])


@_write.register
def _(event: StreamReady, job: PublishJob) -> None:
    title_id, source = job.mezzanine.title_id, Path(event.package.folder)
    told_before = Publication.objects.filter(job=job, key=event.key)
    # A renewal that was tried again long after it was told of: its files were cleared away, and are here anew.
    told_before.filter(is_approved=False, cleared_at__isnull=False).delete()
    if told_before.exists():
        return
    if _is_behind(event, job):
        return
    folder = f"{title_id}/{event.key}"
    # The files come first: a row must never point to streams that are not there.
    (source / VALUE).unlink(missing_ok=True)
    deliver(source, Path(settings.STREAMS) / folder)
    now = clock.now()
    # A renewal waits beside what people watch until its figures are known.
    is_approved = job.purpose != Purpose.RENEWAL
    if is_approved:
        _supersede(title_id)
    last = Publication.objects.filter(title_id=title_id).aggregate(last=Max("revision"))["last"]
    revision = (last or 0) + 1
    row = Publication.objects.create(
        title_id=title_id,
        job=job,
        key=event.key,
        revision=revision,
        folder=folder,
        duration=event.package.duration,
        size_bytes=event.package.size_bytes,
        is_final=event.is_final,
        is_encrypted=event.package.is_encrypted,
        sound_languages=_languages(event.package, TrackKind.SOUND),
        caption_languages=_languages(event.package, TrackKind.CAPTIONS),
        is_approved=is_approved,
        published_at=now,
        superseded_at=None if is_approved else now,
    )
    if is_approved:
        _note_published(row)


def _supersede(title_id: int) -> None:
    current = Publication.objects.filter(title_id=title_id, superseded_at=None)
    current.select_for_update().update(superseded_at=clock.now())


def _note_published(row: Publication) -> None:
    detail = {"revision": row.revision, "is_final": row.is_final, "job": row.job_id}
    subject = f"title:{row.title_id}"
    audit.record(actor=WORKER, action="assets.publish_streams", subject=subject, detail=detail)


def _is_behind(event: StreamReady, job: PublishJob) -> bool:
    """Whether viewers already have something better: a whole ladder, or streams of a newer film file."""
    current = Publication.objects.filter(title_id=job.mezzanine.title_id, superseded_at=None)
    if current.filter(job_id__gt=job.pk).exists():
        return True
    return not event.is_final and current.filter(is_final=True).exists()


def _languages(package: Package, kind: TrackKind) -> list[str]:
    told = (track.language for track in package.tracks if track.kind is kind)
    return list(dict.fromkeys(language for language in told if language not in {"", "und"}))


@_write.register
def _(event: Reported, job: PublishJob) -> None:
    pictured = _in_the_store(event.report.findings, job)
    written = json.loads(to_json(replace(event.report, findings=pictured)))
    found = Publication.objects.filter(job=job, is_final=True)
    if job.purpose == Purpose.RENEWAL and job.outcome is None:
        _note_outcome(_compare(job, found.first(), written), job)
    found.update(report=written, figures=msgspec.to_builtins(queries.figures_of(written)))


@_write.register
def _(event: LadderForetold, job: PublishJob) -> None:
    curves = _foretold(event)
    current = Publication.objects.filter(
        title_id=job.mezzanine.title_id, superseded_at=None
    ).first()
    if current is None:
        return
    told = Estimate(current.pk, gains.gain(queries.figures(current).rungs, curves), event.tools)
    job.outcome = msgspec.to_builtins(told)
    job.save(update_fields=["outcome"])


def _foretold(event: LadderForetold) -> tuple[Curve, ...]:
    """The curve of each size: of each codec, what a quality would cost at it."""
    by_size: dict[tuple[str, int, int], list[Rung]] = {}
    grains = {(rung.codec, rung.dynamics): rung.grain for rung in event.ladder.rungs}
    for point in event.ladder.points:
        model = gains.judged_by(
            event.vmaf.value, grain=grains.get((point.codec, point.dynamics), 0)
        )
        codec = gains.seen_as(point.codec, point.dynamics)
        rung = Rung(codec, point.bits_per_second, point.vmaf, model)
        by_size.setdefault((rung.codec, point.width, point.height), []).append(rung)
    return tuple(Curve.of(codec, found) for (codec, *_), found in by_size.items())


def _compare(job: PublishJob, fresh: Publication | None, written: dict[str, Any]) -> Outcome:
    """Put a renewal in the place of what people watch, if it is better; only once, so that a way back holds."""
    current = Publication.objects.select_for_update().filter(
        title_id=job.mezzanine.title_id, superseded_at=None
    ).first()  # fmt: skip
    if fresh is None or current is None or not current.is_final or current.job_id > job.pk:
        return Outcome(Verdict.OVERTAKEN)
    found = gains.judge(queries.figures(current).rungs, queries.figures_of(written).rungs)
    if found.verdict is Verdict.IN_PLACE:
        _supersede(fresh.title_id)
        fresh.superseded_at, fresh.is_approved, fresh.published_at = None, True, clock.now()
        fresh.save(update_fields=["superseded_at", "is_approved", "published_at"])
        _note_published(fresh)
    return found


def _note_outcome(found: Outcome, job: PublishJob) -> None:
    job.outcome = msgspec.to_builtins(found)
    job.save(update_fields=["outcome"])
    detail = {"job": job.pk, "verdict": found.verdict}
    detail |= {"share_saved": found.gain.share} if found.gain else {}
    subject = f"title:{job.mezzanine.title_id}"
    audit.record(actor=WORKER, action="assets.judge_renewal", subject=subject, detail=detail)
