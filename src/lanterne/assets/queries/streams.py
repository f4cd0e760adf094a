"""Questions about published streams."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import F, Min, QuerySet

from lanterne.assets import vault
from lanterne.assets.models import ContentKey, Publication
from lanterne_media.report import NAME

# What a player may fetch; everything else in a folder stays inside.
SERVED = {".mpd", ".m3u8", ".mp4", ".m4s", ".vtt", ".jpg"}
# Of this kind nothing else: a report is one, too.
SERVED_BY_NAME = {"chapters.json"}


@dataclass(frozen=True, slots=True)
class PublicationCard:
    """The streams of a title as they stand; ``folder`` is relative to the streams store."""

    id: int
    title_id: int
    revision: int
    folder: str
    mpd: str
    hls: str
    duration: float
    is_final: bool
    is_encrypted: bool
    sound_languages: tuple[str, ...]
    caption_languages: tuple[str, ...]


def publication(*, title_id: int) -> PublicationCard | None:
    """The newest verified streams of a title, or ``None`` while there are none."""
    return publications(title_ids=[title_id]).get(title_id)


def publications(*, title_ids: Collection[int]) -> dict[int, PublicationCard]:
    """The same for many titles; those without streams are left out."""
    rows = Publication.objects.filter(title_id__in=title_ids, superseded_at=None).defer("report")
    return {row.title_id: card(row) for row in rows}


def first_published(*, title_ids: Collection[int]) -> dict[int, datetime]:
    """When each title first had streams, whatever has superseded them."""
    rows = Publication.objects.filter(title_id__in=title_ids).values("title_id")
    return dict(rows.annotate(first=Min("published_at")).values_list("title_id", "first"))


def card(row: Publication) -> PublicationCard:
    return PublicationCard(
        id=row.pk,
        title_id=row.title_id,
        revision=row.revision,
        folder=row.folder,
        mpd="manifest.mpd",
        hls="master.m3u8",
        duration=row.duration,
        is_final=row.is_final,
        is_encrypted=row.is_encrypted,
        sound_languages=tuple(row.sound_languages),
        caption_languages=tuple(row.caption_languages),
    )


def published_title_ids() -> QuerySet[Any, Any]:
    """The ids of all titles that can be played, as a subquery."""
    return Publication.objects.filter(superseded_at=None).values_list("title_id", flat=True)


def content_keys(*, publication_id: int) -> dict[str, str]:
    """Key by key id, hexadecimal, of a publication's streams."""
    rows = ContentKey.objects.filter(job__publications=publication_id)
    return {row.kid: vault.unseal(row.sealed) for row in rows}


def open_file(*, folder: str, path: str) -> Path | None:
    """A served file below a publication's folder; ``None`` for anything that is not exactly that."""
    root = Path(settings.STREAMS) / folder
    wanted = root / path
    is_known = wanted.suffix in SERVED or path in SERVED_BY_NAME
    if not is_known or ".." in wanted.parts or wanted.is_symlink():
        return None
    return (
        wanted
        if wanted.is_file() and wanted.resolve().is_relative_to(Path(settings.STREAMS).resolve())
        else None
    )


def published_folder(*, job_id: int) -> Path | None:
    """Where the whole ladder of a job lies, once it is published."""
    row = Publication.objects.filter(job_id=job_id, is_final=True).order_by("-revision").first()
    return Path(settings.STREAMS) / row.folder if row else None


def drawn_report(*, title_id: int) -> str | None:
    """The encoding report that lies beside the final streams that people watch, or watched last, as a page."""
    row = _watched(title_id).defer("report").first()
    page = Path(settings.STREAMS) / row.folder / NAME if row else None
    return page.read_text(encoding="utf-8") if page and page.is_file() else None


def report(*, title_id: int) -> dict[str, Any] | None:
    """The engine's report on the same streams, as it was written."""
    row = _watched(title_id).first()
    return row.report if row else None


def _watched(title_id: int) -> QuerySet[Publication]:
    """What people watch comes first, then what they watched last; a new encode that was left out never was."""
    rows = Publication.objects.filter(title_id=title_id, is_final=True, is_approved=True)
    return rows.order_by(F("superseded_at").desc(nulls_first=True), "-revision")


def is_kept(*, publication_id: int) -> bool:
    """Whether the files of a publication are still there."""
    return Publication.objects.filter(pk=publication_id, cleared_at=None).exists()
