"""Resumable uploads: a file grows at its end, and its size is the only record of how far it has come."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from lanterne.assets.models import Upload
from lanterne.core import audit, clock
from lanterne.core.errors import Refused

LARGEST = 500 * 2**30


class NoSuchUpload(Refused):
    pass


class UploadTooLarge(Refused):
    pass


class WrongOffset(Refused):
    """The client and the file disagree about how much has arrived; the client asks and resumes."""


class UploadIncomplete(Refused):
    pass


@transaction.atomic
def begin_upload(*, title_id: int, file_name: str, length: int, actor: str) -> UUID:
    """Make room for a file of ``length`` bytes."""
    if not 0 < length <= LARGEST:
        raise UploadTooLarge(_("A film file has between 1 byte and 500 gigabytes."))
    row = Upload.objects.create(
        title_id=title_id,
        file_name=Path(file_name).name[:255] or "film",
        length=length,
        actor=actor,
        begun_at=clock.now(),
    )
    path = _path(row.pk)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    audit.record(
        actor=actor,
        action="assets.begin_upload",
        subject=f"title:{title_id}",
        detail={"file": row.file_name},
    )
    return row.pk


def upload_offset(*, upload_id: UUID) -> tuple[int, int]:
    """How many bytes have arrived, of how many."""
    row = _row(upload_id)
    return _path(upload_id).stat().st_size, row.length


def append(*, upload_id: UUID, offset: int, blocks: Iterable[bytes]) -> int:
    """Add bytes at the end; what arrives before a broken connection is kept. Returns the new size."""
    row = _row(upload_id)
    with _path(upload_id).open("ab") as file:
        _hold(file.fileno())
        size = os.fstat(file.fileno()).st_size
        if offset != size:
            raise WrongOffset(_("The upload stands at byte %(size)d.") % {"size": size})
        for block in blocks:
            if size + len(block) > row.length:
                raise UploadTooLarge(_("More bytes came than were announced."))
            file.write(block)
            size += len(block)
        file.flush()
        os.fsync(file.fileno())
    return size


def _hold(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise WrongOffset(_("Another connection is sending this file.")) from error


@transaction.atomic
def abandon_upload(*, upload_id: UUID, actor: str) -> None:
    """Forget an upload and delete what arrived; an accepted film stays."""
    row = _held(upload_id)
    title_id = row.title_id
    row.delete()
    _path(upload_id).unlink(missing_ok=True)
    audit.record(actor=actor, action="assets.abandon_upload", subject=f"title:{title_id}")


@transaction.atomic
def take_content(*, upload_id: UUID, most_bytes: int) -> tuple[str, bytes]:
    """The name and the bytes of a small file that has arrived whole; whoever takes it keeps it."""
    row, path = complete_path(upload_id)
    if row.length > most_bytes:
        raise UploadTooLarge(_("This file is larger than what was asked for can be."))
    content = path.read_bytes()
    row.is_accepted = True
    row.save(update_fields=["is_accepted"])
    path.unlink()
    return row.file_name, content


def complete_path(upload_id: UUID) -> tuple[Upload, Path]:
    """The finished upload, held until the caller's transaction ends, and its file; refused while bytes are missing."""
    row = _held(upload_id)
    path = _path(upload_id)
    missing = row.length - path.stat().st_size
    if missing:
        raise UploadIncomplete(
            _("%(missing)d bytes of the file have not arrived.") % {"missing": missing}
        )
    return row, path


def _row(upload_id: UUID) -> Upload:
    return _found(Upload.objects.filter(pk=upload_id, is_accepted=False).first())


def _held(upload_id: UUID) -> Upload:
    """The same, so that a film is accepted once, and none that was accepted a moment ago is deleted."""
    waiting = Upload.objects.select_for_update().filter(pk=upload_id, is_accepted=False)
    return _found(waiting.first())


def _found(row: Upload | None) -> Upload:
    if row is None:
        raise NoSuchUpload(_("There is no such upload."))
    return row


def _path(upload_id: UUID) -> Path:
    return Path(settings.UPLOADS) / str(upload_id)
