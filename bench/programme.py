"""The service that the pictures are taken of, as a program: ``LANTERNE_VAR=folder python -m bench.programme``.

The demo's own markets, plans and households, its film in a few small streams, and around it a programme whose
pictures are other moments of the same film: enough to fill rows, with names that are long, short, in another
script or without any picture; a series; a title that closes soon; a household whose membership has ended.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from bench.published import FILM
from lanterne.cli import service

ACTOR = "system:pictures"
SECONDS = 12
# Moments of the film that make pictures, one a title.
MOMENTS = (2, 4, 6, 8, 12, 14, 16, 18, 20, 22, 24, 26)
# Name, its Arabic, year, minutes, age, days until it closes.
FILMS = (
    ("La Colline", "التلة", 2019, 96, 0, None),
    ("Les Enfants de la dernière gare avant la mer", "أطفال المحطة الأخيرة قبل البحر", 2022, 134, 10, None),
    ("Ô", "", 1968, 12, 0, None),
    ("Minuit, rue des Lanternes", "منتصف الليل، شارع الفوانيس", 2024, 88, 16, 5),
    ("Le Voyage", "الرحلة", 1902, 14, 0, 12),
    ("Wenn der Schnee die Donaudampfschifffahrt erreicht", "", 2011, 112, 12, None),
    ("رسائل من مرفأ بعيد", "رسائل من مرفأ بعيد", 2023, 101, 0, None),
)  # fmt: skip
UNPICTURED = ("Sans image", "بلا صورة", 2026, 75, 0, None)
SERIES = ("Les Marées", "المدّ والجزر", 2021, 0, 0, None)
EPISODES = (
    ("Le départ", "الرحيل"),
    ("Ce que la mer a rendu, et ce qu’elle a gardé", "ما ردّه البحر وما أبقاه"),
    ("L’autre rive", "الضفة الأخرى"),
)
WORDS = {
    "en": "A lighthouse keeper finds a letter that was never sent, and sets out to bring it where it belongs.",
    "fr": "Une gardienne de phare trouve une lettre jamais envoyée, et part la remettre à qui l’attendait : son frère.",
    "ar": "تعثر حارسة منارة على رسالة لم تُرسل قط، فتمضي لتسلّمها إلى من كان ينتظرها.",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lanterne.config.settings")
    service.prepare()
    from django.core.management import call_command

    from lanterne.cli import rehearsal
    from tests.journeys import staging

    call_command("collectstatic", verbosity=0, interactive=False)
    rehearsal.stage()
    staging.lapsed_household()
    _the_film()
    moments = frames()
    for facts in FILMS:
        film(facts, next(moments))
    film(UNPICTURED, b"")
    _series(moments)


def _the_film() -> None:
    """A few seconds of the demo's own film, quickly made into one small ladder."""
    from django.conf import settings

    from lanterne.assets import queries, services, tasks
    from lanterne.cli import rehearsal
    from lanterne.core import clock
    from lanterne_media.model import POLICIES, Codec, Policy

    quick = {"h264_preset": "ultrafast", "trial_seconds": 1.0, "trial_points": 2}
    POLICIES["swift"] = Policy(
        name="swift", codecs=(Codec.H264,), quality_every=24, segment_seconds=2.0, most_rungs=3, **quick
    )  # fmt: skip
    clip = Path(settings.VAR) / "clip.mp4"
    coding = "-t {} -vf scale=1280:-2 -c:v libx264 -preset ultrafast -crf 14 -c:a copy"
    _ffmpeg("-i", f"file:{FILM}", *coding.format(SECONDS).split(), clip)
    with patch.object(rehearsal, "_demo_film", lambda: clip):
        job_id = rehearsal.deliver(None)
    _, owner = services.claim(at=clock.now())
    tasks.publish(job_id=job_id, owner=owner)
    job = queries.job(job_id=job_id)
    if job is None or job.state != "done":
        raise SystemExit(job.sentence if job else "The film was not published.")
    clip.unlink()


def frames() -> Iterator[bytes]:
    from django.conf import settings

    still = Path(settings.VAR) / "still.png"
    for moment in MOMENTS:
        _ffmpeg("-ss", str(moment), "-i", f"file:{FILM}", "-frames:v", "1", still)
        yield still.read_bytes()
    still.unlink()


def _ffmpeg(*words: str | Path) -> None:
    from lanterne_media.tools import Tools

    *words, output = words
    said = ["ffmpeg", "-v", "error", "-y", *map(str, words), f"file:{output}"]
    Tools().run(said, reads=[FILM], writes=[Path(output).parent])


def film(facts: tuple, still: bytes) -> None:
    from tests import titles

    name, arabic, year, minutes, age, days = facts
    title_id = titles.a_film(
        name, year=year, runtime_seconds=60 * minutes, minimum_age=age, countries=["FR", "MA"]
    )
    _dress(title_id, name, arabic, still)
    _open(title_id, days)
    titles.published(title_id)


def _series(moments: Iterator[bytes]) -> None:
    from tests import titles

    name, arabic, year, *_ = SERIES
    series, seasons, (episodes,) = titles.a_series(
        name, seasons=(len(EPISODES),), year=year, minimum_age=0
    )
    _dress(series, name, arabic, next(moments))
    _open(series, None)
    _dress(seasons[0], "Saison 1", "الموسم 1", b"")
    for episode, (french, own) in zip(episodes, EPISODES, strict=True):
        _dress(episode, french, own, next(moments))
    titles.published(*episodes)


def _dress(title_id: int, name: str, arabic: str, still: bytes) -> None:
    """Words in every language, a director, a genre, and one moment of the film in each shape."""
    from lanterne.catalogue import services as catalogue

    for language, synopsis in WORDS.items():
        shown = arabic if language == "ar" and arabic else name
        catalogue.localise(
            title_id=title_id, language=language, name=shown, synopsis=synopsis, actor=ACTOR
        )
    catalogue.set_genres(title_id=title_id, codes=["drama", "adventure"], actor=ACTOR)
    for person, role in (("Agnès Vallier", "director"), ("Idir Benaïssa", "actor")):
        catalogue.credit(title_id=title_id, person=person, role=role, actor=ACTOR)
    if still:
        catalogue.suggest_artwork(title_id=title_id, content=still, actor=ACTOR)


def _open(title_id: int, days: int | None) -> None:
    from lanterne.cli import rehearsal
    from lanterne.core import clock
    from tests import titles

    closes_at = clock.now() + timedelta(days=days) if days else None
    for territory in rehearsal.OPEN_IN:
        titles.a_window(title_id, territory, closes_at=closes_at)


if __name__ == "__main__":
    main()
