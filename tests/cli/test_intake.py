"""A film from the operator's disk, with subtitle files beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from lanterne.assets import queries
from lanterne.assets.services import SubtitleRefused
from lanterne.catalogue.models import Title
from lanterne.cli import intake


@pytest.fixture
def film(db, settings, tmp_path) -> Path:
    settings.UPLOADS = tmp_path / "uploads"
    path = tmp_path / "moon.mov"
    path.write_bytes(b"a film")
    return path


def take(film: Path, *subtitles: str) -> int:
    return intake.take(
        film, name="Moon", language="fr", territories=[], subtitles=subtitles, policy="swift"
    )


def test_subtitle_files_come_with_the_film(film):
    srt = film.with_name("with: a colon.srt")
    srt.write_text("1\n00:00:01,000 --> 00:00:02,000\nBonsoir.\n")
    job = queries.job(job_id=take(film, f"fr:{srt}", f"pt-BR:{srt}"))
    held = queries.subtitles(title_id=job.title_id)
    assert [(card.sidecar.language, card.file_name) for card in held] == [
        ("fr", "with: a colon.srt"),
        ("pt-BR", "with: a colon.srt"),
    ]


@pytest.mark.parametrize("named", ["fr", "fr:/nowhere.srt", "/nowhere.srt"])
def test_subtitles_that_are_not_there_leave_no_title_behind(film, named):
    with pytest.raises(intake.NoSuchSubtitles, match="Write LANGUAGE:FILE"):
        take(film, named)
    assert not Title.objects.exists()


def test_subtitles_that_cannot_be_taken_leave_no_title_behind(film):
    with pytest.raises(SubtitleRefused, match="not a subtitle file"):
        take(film, f"fr:{film}")
    assert not Title.objects.exists()
