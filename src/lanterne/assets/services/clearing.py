"""What nobody needs any more is cleared away: work folders, uploads that stopped, streams long replaced.

Whatever goes leaves a line with the bytes it freed, so that an operator can tell where a disk went and came back.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from stat import S_ISREG
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


def sweep(*, at: datetime, in_use: Collection[int] = ()) -> None:
    """Clear away what is over: safe at any time, beside workers and uploads that go on.

    ``in_use`` are the publications that somebody is watching: those stay, however long ago they were replaced.
    """
    workshop = Path(settings.WORKSHOP)
    for folder in workshop.glob("*"):
        if folder.name.isdigit():
            _put_aside(folder, at)
    for leaving in workshop.glob(f"{GONE}*"):
        _clear(leaving, "assets.clear_job", f"job:{leaving.name.removeprefix(GONE)}")
    for upload in Upload.objects.filter(is_accepted=False):
        _clear_upload(upload, at)
    for path in _ownerless(at):
        _clear(path, "assets.clear_upload", f"upload:{path.name}")
    _clear_pictures()
    replaced = Publication.objects.filter(
        superseded_at__lt=at - KEEP_SUPERSEDED, cleared_at__isnull=True
    )
    for row in replaced.exclude(pk__in=in_use).defer("report"):
        _clear_streams(row, at)


def _clear_streams(row: Publication, at: datetime) -> None:
    # One that was brought back a moment ago is what people watch; its row is said to be empty before it is.
    held = Publication.objects.filter(
        pk=row.pk, superseded_at=row.superseded_at, cleared_at__isnull=True
    )
    if not held.update(cleared_at=at):
        return
    folder = Path(settings.STREAMS) / row.folder
    if folder.is_dir():
        freed = _delete(folder)
        if freed is None:
            # It will not go yet: the next sweep tries again.
            Publication.objects.filter(pk=row.pk).update(cleared_at=None)
            return
        _note("assets.clear_streams", f"title:{row.title_id}", freed, revision=row.revision)


def _clear_pictures() -> None:
    """Pictures of findings are small: they stay as long as somebody may read their job's report."""
    folders = [one for one in Path(settings.FINDINGS).glob("*") if one.name.isdigit()]
    jobs = PublishJob.objects.filter(pk__in=[int(one.name) for one in folders])
    known = set(jobs.values_list("pk", flat=True))
    for folder in folders:
        if int(folder.name) not in known:
            shutil.rmtree(folder, ignore_errors=True)


@transaction.atomic
def _put_aside(folder: Path, at: datetime) -> None:
    """Take a work folder from under its name while its job's row is held, so that no retry finds half of it."""
    job = PublishJob.objects.select_for_update().filter(pk=int(folder.name)).first()
    keep = timedelta(days=settings.KEEP_WORK_DAYS)
    if job and not is_work_over(JobState(job.state), job.ended_at, at, keep):
        return
    aside = folder.with_name(f"{GONE}{folder.name}")
    if aside.exists() or not folder.exists():
        # One that would not go yet, or that another process is deleting: the next sweep looks again.
        return
    # Refused while a worker that lost its job is on its way out; missing when one that finished was faster.
    with suppress(MediaRefused, FileNotFoundError):
        workshop = Workshop(folder)
        try:
            folder.rename(aside)
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
        # A file that would not go has no owner now: a later sweep takes it, and says so.
        freed, name = _delete(path) or 0, upload.file_name
        _note("assets.clear_upload", f"title:{upload.title_id}", freed, file=name)


def _clear(path: Path, action: str, subject: str) -> None:
    freed = _delete(path)
    if freed is not None:
        _note(action, subject, freed)


def _ownerless(at: datetime) -> Iterator[Path]:
    """Files of uploads whose title was deleted, and subtitle files that were replaced or removed."""
    uploads, needed = Path(settings.UPLOADS), _needed()
    for path in [*uploads.glob("*"), *uploads.glob("subtitles/*")]:
        touched = _touched(path)
        if touched and _is_id(path.name) and path.name not in needed and touched <= _oldest(at):
            yield path


def _needed() -> set[str]:
    """By name, which is never given twice: a data folder that moved is spelled otherwise in older rows."""
    on_their_way = Upload.objects.values_list("pk", flat=True)
    at_work = PublishJob.objects.filter(state=JobState.RUNNING).values_list("sidecars", flat=True)
    paths = {
        *Mezzanine.objects.values_list("path", flat=True),
        *Subtitle.objects.values_list("path", flat=True),
        *(sidecar["path"] for sidecars in at_work for sidecar in sidecars),
    }
    return {*map(str, on_their_way), *(Path(path).name for path in paths)}


def _oldest(at: datetime) -> datetime:
    return at - timedelta(days=settings.KEEP_UPLOADS_DAYS)


def _is_id(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True


def _touched(path: Path) -> datetime | None:
    """None for what is no file, or no longer: another worker may sweep at the same time."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return datetime.fromtimestamp(found.st_mtime, UTC) if S_ISREG(found.st_mode) else None


def _delete(path: Path) -> int | None:
    """Delete a file or a folder; how many bytes that frees.

    None where it would not go, or another process was faster: the bytes are then not ours to tell.
    """
    freed = sum(_sizes(path))
    left: list[Path] = []
    if path.is_dir():
        shutil.rmtree(path, onerror=lambda _, one, __: left.append(Path(one)))
    else:
        try:
            path.unlink()
        except OSError:
            left.append(path)
    # Of two that empty one folder, one alone removes the folder itself.
    return None if path in left else freed


def _sizes(path: Path) -> Iterator[int]:
    inside = (Path(folder, name) for folder, _, names in os.walk(path) for name in names)
    for one in inside if path.is_dir() else [path]:
        with suppress(OSError):
            yield one.lstat().st_size


def _note(action: str, subject: str, freed: int, **more: str | int) -> None:
    audit.record(actor=WORKER, action=action, subject=subject, detail={"bytes": freed, **more})
