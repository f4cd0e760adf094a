"""Subtitle files beside a film: proofread when they come, taken along by the next publish."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lanterne.assets.models import Subtitle
from lanterne.catalogue import services as catalogue
from lanterne.core import audit, clock
from lanterne.core.errors import Refused
from lanterne_media import captions
from lanterne_media.captions import BadLine
from lanterne_media.model import MediaRefused

# What the engine says of a subtitle file, so that it can be said in other languages.
ENGINES_WORDS = (
    gettext_noop("This is no time of a subtitle, such as 00:01:02,500 --> 00:01:04,000."),
    gettext_noop("This subtitle ends before it begins."),
    gettext_noop("This is XML that cannot be read."),
    gettext_noop("This subtitle file is XML that cannot be read, or that is not safe to read."),
    gettext_noop("This file is XML, but not a TTML subtitle file."),
    gettext_noop(
        "This is not a subtitle file that can be read: SubRip, WebVTT or TTML is expected."
    ),
    gettext_noop("This subtitle file has no cue with words and a duration."),
    gettext_noop("This subtitle file is not text."),
)


class SubtitleRefused(Refused):
    """The file or its language cannot be taken."""


class NoSuchSubtitle(Refused):
    pass


class Kind(TypedDict, total=False):
    """For whom the subtitles are, beside the language; ``name`` is shown in the player instead of it."""

    name: str
    is_forced: bool
    is_for_the_deaf: bool


def add_subtitle(
    *,
    title_id: int,
    content: bytes,
    file_name: str,
    language: str,
    actor: str,
    **kind: Unpack[Kind],
) -> int:
    """Keep a subtitle file for the next publish, in the place of one of the same language and kind."""
    if not captions.is_language(language):
        raise SubtitleRefused(_("The language of subtitles is a tag such as fr, pt-BR or zh-Hant."))
    row = Subtitle(
        title_id=title_id,
        name=kind.get("name", "")[:60],
        language=language,
        is_forced=kind.get("is_forced", False),
        is_for_the_deaf=kind.get("is_for_the_deaf", False),
        file_name=Path(file_name).name[:255] or "subtitles",
        # Before the transaction: a long file is long to read, and others would wait for the database.
        cues=_proofread(content),
        added_at=clock.now(),
    )
    _keep(row, content, actor)
    return row.pk


@transaction.atomic
def remove_subtitle(*, title_id: int, subtitle_id: int, actor: str) -> None:
    """Leave a file out of the next publish; what is published keeps it."""
    row = Subtitle.objects.select_for_update().filter(pk=subtitle_id, title_id=title_id).first()
    if row is None:
        raise NoSuchSubtitle(_("There is no such subtitle file."))
    _note(row, action="assets.remove_subtitles", actor=actor)
    row.delete()


@transaction.atomic
def _keep(row: Subtitle, content: bytes, actor: str) -> None:
    catalogue.hold_title(title_id=row.title_id)  # so that two of one kind do not meet
    # The replaced file is swept later: a worker may be reading it.
    replaced, _rows = Subtitle.objects.filter(
        title_id=row.title_id,
        language=row.language,
        is_forced=row.is_forced,
        is_for_the_deaf=row.is_for_the_deaf,
    ).delete()
    row.path = str(_written(content))
    row.save(force_insert=True)
    if replaced:
        _note(row, action="assets.replace_subtitles", actor=actor)
    else:
        _note(row, action="assets.add_subtitles", actor=actor)


def _proofread(content: bytes) -> int:
    if len(content) > captions.LARGEST_BYTES:
        raise SubtitleRefused(_("This subtitle file is larger than 10 MB, which no subtitles are."))
    if not content.strip():
        raise SubtitleRefused(_("This subtitle file is empty."))
    try:
        return len(captions.proofread(content).cues)
    except BadLine as bad:
        told = {"line": bad.line, "sentence": _(bad.sentence)}
        raise SubtitleRefused(_("Line %(line)d. %(sentence)s") % told) from bad
    except MediaRefused as refusal:
        raise SubtitleRefused(_(str(refusal))) from refusal


def _written(content: bytes) -> Path:
    path = Path(settings.UPLOADS) / "subtitles" / str(uuid4())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _note(row: Subtitle, *, action: str, actor: str) -> None:
    detail = {"file": row.file_name, "language": row.language}
    audit.record(actor=actor, action=action, subject=f"title:{row.title_id}", detail=detail)
