"""Frames that could stand for a film, out of the newest job that found some."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec
from django.conf import settings

from lanterne.assets.models import PublishJob
from lanterne_media.model import Poster


@dataclass(frozen=True, slots=True)
class FilmStill:
    """``number`` is its place among those of its job, best first."""

    job_id: int
    number: int
    poster: Poster

    @property
    def path(self) -> Path:
        return Path(settings.FINDINGS) / str(self.job_id) / Path(self.poster.path).name


def film_stills(*, title_id: int) -> tuple[FilmStill, ...]:
    """Those whose files are still there."""
    jobs = PublishJob.objects.filter(mezzanine__title_id=title_id).exclude(stills=[])
    found = jobs.order_by("-pk").values_list("pk", "stills").first()
    if found is None:
        return ()
    posters = msgspec.convert(found[1], tuple[Poster, ...])
    stills = (FilmStill(found[0], number, one) for number, one in enumerate(posters, start=1))
    return tuple(one for one in stills if one.path.is_file())


def film_still(*, title_id: int, job_id: int, number: int) -> FilmStill | None:
    held = film_stills(title_id=title_id)
    return next((one for one in held if (one.job_id, one.number) == (job_id, number)), None)
