"""Films and series for tests, made through the catalogue's own door."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from PIL import Image

from lanterne.assets.models import Mezzanine, Publication, PublishJob
from lanterne.catalogue import services as catalogue
from lanterne.rights import services as rights
from lanterne.rights.rules import Window

ACTOR = "system:cast"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def a_film(name: str = "Le Voyage", *, language: str = "fr", **facts) -> int:
    return catalogue.create_title(
        kind="film", original_name=name, original_language=language, actor=ACTOR, **facts
    )


def a_series(name: str = "Les Marées", *, seasons: tuple[int, ...] = (2,), **facts):
    """Ids of the series, of its seasons and, season by season, of their episodes."""
    series = catalogue.create_title(
        kind="series", original_name=name, original_language="fr", actor=ACTOR, **facts
    )
    below = [_a_season(series, number, count) for number, count in enumerate(seasons, start=1)]
    return series, [season for season, _ in below], [episodes for _, episodes in below]


def _a_season(series: int, number: int, count: int) -> tuple[int, list[int]]:
    season = a_part("season", series, number)
    return season, [a_part("episode", season, one) for one in range(1, count + 1)]


def a_part(kind: str, parent_id: int, number: int, **facts) -> int:
    return catalogue.create_title(
        kind=kind,
        original_name=f"{kind.title()} {number}",
        original_language="fr",
        actor=ACTOR,
        parent_id=parent_id,
        number=number,
        **facts,
    )


def a_window(
    title_id: int,
    territory: str = "FR",
    opens_at: datetime = LONG_AGO,
    closes_at: datetime | None = None,
) -> int:
    return rights.grant_window(
        title_id=title_id, window=Window(territory, opens_at, closes_at), actor=ACTOR
    )


def published(*title_ids: int, seconds: float = 100.0, at: datetime = LONG_AGO) -> None:
    """Streams are there, as far as anyone who asks the database can tell."""
    for title_id in title_ids:
        mezzanine = Mezzanine.objects.create(
            title_id=title_id, path="m.mov", file_name="m.mov", accepted_at=LONG_AGO
        )
        job = PublishJob.objects.create(
            mezzanine=mezzanine, policy="standard", actor=ACTOR, state="done", created_at=LONG_AGO
        )
        Publication.objects.create(
            title_id=title_id,
            job=job,
            key="k",
            revision=1,
            folder=f"{title_id}/1",
            duration=seconds,
            size_bytes=1,
            is_final=True,
            is_encrypted=False,
            published_at=at,
        )


def a_picture(width: int = 800, height: int = 1200, colour: str = "#204060", form: str = "PNG"):
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, form)
    return file.getvalue()
