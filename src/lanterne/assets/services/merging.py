"""Moving uploads, films and streams from one title to another that it turned out to be."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from lanterne.assets.models import Mezzanine, Publication, PublishJob, Subtitle, Upload
from lanterne.assets.rules import JobState
from lanterne.catalogue import services as catalogue
from lanterne.core.errors import Refused

_UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


class StillWorking(Refused):
    """A worker is at it: what it makes has to find its title where it was."""


class BothPublished(Refused):
    """Two titles with streams of their own are two versions, whatever they are called."""


@transaction.atomic
def move_assets(*, from_id: int, to_id: int) -> dict[str, list[Any]]:
    """Everything of the one becomes the other's, revisions counted on.

    Of subtitle files of one language and purpose, those that were there stay.
    """
    check_still(title_ids=(from_id, to_id))
    own, moving = (Publication.objects.filter(title_id=one) for one in (to_id, from_id))
    if all(rows.filter(superseded_at=None).exists() for rows in (own, moving)):
        raise BothPublished(_("Both are published: make one of them an edition of the other."))
    last = own.aggregate(last=Max("revision"))["last"] or 0
    moved: dict[str, list[Any]] = {
        "publications": list(moving.values_list("pk", flat=True)),
        "subtitles_left": _drop_subtitles(from_id, to_id),
    }
    moving.update(title_id=to_id, revision=F("revision") + last)
    for model in (Upload, Mezzanine, Subtitle):
        model.objects.filter(title_id=from_id).update(title_id=to_id)
    return moved


def check_still(*, title_ids: tuple[int, ...]) -> None:
    """Refuse titles with jobs that wait or run."""
    for one in sorted(title_ids):
        catalogue.hold_title(title_id=one)
    jobs = PublishJob.objects.filter(mezzanine__title_id__in=title_ids, state__in=_UNDER_WAY)
    if jobs.exists():
        raise StillWorking(_("A publish job of one of them is waiting or running. Let it end."))


def _drop_subtitles(from_id: int, to_id: int) -> list[list[str]]:
    columns = ("language", "is_forced", "is_for_the_deaf")
    own = set(Subtitle.objects.filter(title_id=to_id).values_list(*columns))
    left = [
        row
        for row in Subtitle.objects.filter(title_id=from_id)
        if (row.language, row.is_forced, row.is_for_the_deaf) in own
    ]
    for row in left:
        row.delete()
    return [[row.language, row.file_name, row.path] for row in left]
