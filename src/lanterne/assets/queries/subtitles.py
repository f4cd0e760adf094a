"""Questions about subtitle files beside a film."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lanterne.assets.models import Subtitle
from lanterne_media.model import Sidecar


@dataclass(frozen=True, slots=True)
class SubtitleCard:
    """A subtitle file as it lies ready, and the sidecar that a publish makes of it."""

    id: int
    file_name: str
    cues: int
    added_at: datetime
    sidecar: Sidecar


def subtitles(*, title_id: int) -> tuple[SubtitleCard, ...]:
    """What the next publish of a title takes along, by language."""
    rows = Subtitle.objects.filter(title_id=title_id)
    return tuple(map(_card, rows.order_by("language", "is_forced", "is_for_the_deaf")))


def _card(row: Subtitle) -> SubtitleCard:
    sidecar = Sidecar(row.path, row.language, row.name, row.is_forced, row.is_for_the_deaf)
    return SubtitleCard(row.pk, row.file_name, row.cues, row.added_at, sidecar)
