"""A published library of three films that people watched, and what new encodes of them are foretold to take."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from lanterne.assets import services
from lanterne.audience.models import Viewing
from lanterne.core import clock
from lanterne_media.model import Codec, Ladder, LadderForetold, Point
from tests.renewing import ACTOR, TODAY, on_record
from tests.titles import a_film, published

HOUR = 3600.0


@pytest.fixture
def folders(settings, tmp_path):
    settings.STREAMS, settings.UPLOADS = tmp_path / "streams", tmp_path / "uploads"
    settings.WORKSHOP = tmp_path / "workshop"


@pytest.fixture
def library(db, folders, tmp_path) -> tuple[int, int, int]:
    """Three published films: the first is watched for 10 hours, the second for 4, the third not at all."""
    titles = tuple(a_film(name) for name in ("Un", "Deux", "Trois"))
    published(*titles)
    for title_id in titles:
        on_record(title_id, tmp_path)
        (tmp_path / "streams" / str(title_id) / "1").mkdir(parents=True)
    watched(titles[0], 6.0)
    watched(titles[0], 4.0)
    watched(titles[1], 4.0)
    return titles


def watched(title_id: int, hours: float, ago: timedelta = timedelta(days=1)) -> None:
    began = clock.now() - ago
    Viewing.objects.create(
        session=uuid4(), title_id=title_id, territory="FR", seconds=hours * HOUR, started_at=began,
        last_at=began,
    )  # fmt: skip


def foretold(title_id: int, factor: float) -> None:
    services.estimate(title_id=title_id, actor=ACTOR)
    job_id, owner = services.claim(at=clock.now())
    points = tuple(
        Point(Codec(codec), 1920, 1080, 30.0, kilobits * 1000 * factor, vmaf)
        for codec, kilobits, vmaf in TODAY
    )
    told = LadderForetold(Ladder((), points=points), {"ffmpeg": "8.0"})
    services.record(job_id=job_id, owner=owner, event=told)
    services.finish(job_id=job_id, owner=owner)
