"""Questions about files on their way in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from lanterne.assets.models import Upload


@dataclass(frozen=True, slots=True)
class UploadCard:
    """A file that has not been accepted yet, who sends it, and how many of its bytes have arrived."""

    id: UUID
    title_id: int
    actor: str
    file_name: str
    length: int
    arrived: int
    begun_at: datetime

    @property
    def is_whole(self) -> bool:
        return self.arrived >= self.length


def upload(*, upload_id: UUID) -> UploadCard | None:
    row = Upload.objects.filter(pk=upload_id, is_accepted=False).first()
    return _card(row) if row else None


def uploads(*, title_id: int) -> tuple[UploadCard, ...]:
    """What is on its way for a title, the newest first."""
    rows = Upload.objects.filter(title_id=title_id, is_accepted=False).order_by("-begun_at")
    return tuple(map(_card, rows))


def _card(row: Upload) -> UploadCard:
    path = Path(settings.UPLOADS) / str(row.pk)
    arrived = path.stat().st_size if path.is_file() else 0
    return UploadCard(
        row.pk, row.title_id, row.actor, row.file_name, row.length, arrived, row.begun_at
    )
