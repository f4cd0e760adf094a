"""What nobody needs any more is cleared away: work folders, uploads that stopped, streams long replaced.

Whatever goes leaves a line with the bytes it freed, so that an operator can tell where a disk went and came back.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from lanterne.assets.models import Mezzanine, Publication, PublishJob, Subtitle, Upload
from lanterne.assets.rules import KEEP_SUPERSEDED, JobState, is_work_over
from lanterne.core import audit
from lanterne_media.model import MediaRefused
from lanterne_media.store import Workshop

WORKER = "system:worker"
GONE = ".gone-"


def sweep(*, at: datetime) -> None:
    """Clear away what is over: safe at any time, beside workers and uploads that go on."""
    workshop = Path(settings.WORKSHOP)
    for folder in workshop.glob("*"):
        if folder.name.isdigit():
            _put_aside(folder, at)
    for leaving in workshop.glob(f"{GONE}*"):
        job_id = leaving.name.removeprefix(GONE)
        _note("assets.clear_job", f"job:{job_id}", _delete(leaving))
    for upload in Upload.objects.filter(is_accepted=False):
        _clear_upload(upload, at)
    for path in _ownerless(at):
        _note("assets.clear_upload", f"upload:{path.name}", _delete(path))
    for row in Publication.objects.filter(superseded_at__lt=at - KEEP_SUPERSEDED):
        shutil.rmtree(Path(settings.STREAMS) / row.folder, ignore_errors=True)


@transaction.atomic
def _put_aside(folder: Path, at: datetime) -> None:
    """Take a work folder from under its name while its job's row is held, so that no retry finds half of it."""
    job = PublishJob.objects.select_for_update().filter(pk=int(folder.name)).first()
    keep = timedelta(days=settings.KEEP_WORK_DAYS)
    if job and not is_work_over(JobState(job.state), job.ended_at, at, keep):
        return
    # Refused while a worker that lost its job is on its way out; missing when one that finished was faster.
    with suppress(MediaRefused, FileNotFoundError):
        workshop = Workshop(folder)
        try:
            folder.rename(folder.with_name(f"{GONE}{folder.name}"))
        finally:
            workshop.close()


def _clear_upload(upload: Upload, at: datetime) -> None:
    path = Path(settings.UPLOADS) / str(upload.pk)
    touched = _touched(path) or upload.begun_at
    if touched > _oldest(at):
        return
    with transaction.atomic():
        # Not one that was accepted a moment ago.
        gone, _ = Upload.objects.filter(pk=upload.pk, is_accepted=False).delete()
    if gone:
        _note(
            "assets.clear_upload", f"title:{upload.title_id}", _delete(path), file=upload.file_name
        )


def _ownerless(at: datetime) -> Iterator[Path]:
    """Files of uploads whose title was deleted, and subtitle files that were replaced or removed."""
    uploads, needed = Path(settings.UPLOADS), _needed()
    for path in [*uploads.glob("*"), *uploads.glob("subtitles/*")]:
        touched = _touched(path)
        if touched and _is_id(path.name) and str(path) not in needed and touched <= _oldest(at):
            yield path


def _needed() -> set[str]:
    on_their_way = Upload.objects.values_list("pk", flat=True)
    at_work = PublishJob.objects.filter(state=JobState.RUNNING).values_list("sidecars", flat=True)
    return {
        *(str(Path(settings.UPLOADS) / str(pk)) for pk in on_their_way),
        *Mezzanine.objects.values_list("path", flat=True),
        *Subtitle.objects.values_list("path", flat=True),
        *(sidecar["path"] for sidecars in at_work for sidecar in sidecars),
    }


def _oldest(at: datetime) -> datetime:
    return at - timedelta(days=settings.KEEP_UPLOADS_DAYS)


def _is_id(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True


def _touched(path: Path) -> datetime | None:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.is_file() else None


def _delete(path: Path) -> int:
    """Delete a file or a folder; how many bytes that frees."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    freed = sum(one.stat().st_size for one in files)
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    return freed


def _note(action: str, subject: str, freed: int, **more: str) -> None:
    audit.record(actor=WORKER, action=action, subject=subject, detail={"bytes": freed, **more})
