"""A film that can be played, and the moments at which people try."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from lanterne.assets import vault
from lanterne.assets.models import ContentKey, Mezzanine, Publication, PublishJob
from lanterne.assets.rules import JobState
from lanterne.catalogue import services as catalogue
from lanterne.rights import services as rights
from lanterne.rights.rules import Window

NOW = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
OPENED = NOW - timedelta(days=10)
CLOSES = NOW + timedelta(days=20)
KID, KEY = "000102030405060708090a0b0c0d0e0f", "101112131415161718191a1b1c1d1e1f"
KID_64, KEY_64 = "AAECAwQFBgcICQoLDA0ODw", "EBESExQVFhcYGRobHB0eHw"
SOFA, TABLET, PHONE = (UUID(int=n) for n in (1, 2, 3))


@dataclass(frozen=True)
class Screening:
    """A film of 100 seconds, rated 12 in France, open there, published and encrypted."""

    title_id: int
    folder: str

    def withdraw(self) -> None:
        self._streams.update(superseded_at=NOW)

    def publish_in_the_clear(self) -> None:
        self._streams.update(is_encrypted=False)

    @property
    def job_id(self) -> int:
        return self._streams.get().job_id

    @property
    def _streams(self):
        return Publication.objects.filter(title_id=self.title_id)


@pytest.fixture
def film(db, settings, tmp_path) -> Screening:
    settings.STREAMS = tmp_path
    title_id = a_film("Le Voyage")
    catalogue.rate(
        title_id=title_id, territory="FR", label="12", minimum_age=12, actor="system:cast"
    )
    rights.grant_window(title_id=title_id, window=Window("FR", OPENED, CLOSES), actor="system:cast")
    folder = publish(title_id)
    streams(tmp_path / folder)
    return Screening(title_id, folder)


def publish(title_id: int) -> str:
    """What a finished publish job leaves in the records, without the hours of work before it."""
    mezzanine = Mezzanine.objects.create(
        title_id=title_id, path="film.mov", file_name="film.mov", accepted_at=OPENED
    )
    job = PublishJob.objects.create(
        mezzanine=mezzanine,
        policy="standard",
        actor="system:cast",
        state=JobState.DONE,
        created_at=OPENED,
    )
    ContentKey.objects.create(job=job, track="video", kid=KID, sealed=vault.seal(KEY))
    return Publication.objects.create(
        title_id=title_id,
        job=job,
        key="final",
        revision=3,
        folder=f"{title_id}/3",
        duration=100.0,
        size_bytes=2048,
        is_final=True,
        is_encrypted=True,
        published_at=OPENED,
    ).folder


def a_film(name: str) -> int:
    return catalogue.create_title(
        kind="film", original_name=name, original_language="fr", actor="system:cast"
    )


def streams(folder: Path) -> Path:
    """Files as a publication has them; their octets say where they are."""
    files = {
        "manifest.mpd": b"<MPD/>",
        "master.m3u8": b"#EXTM3U\n",
        "video/h264-1080/init.mp4": b"picture",
        "video/h264-1080/00001.m4s": bytes(range(256)) * 4,
        "audio/fr/init.mp4": b"sound",
        "audio/fr/00001.m4s": b"sounds",
        "text/fr.vtt": b"WEBVTT\n",
        "images/00001.jpg": b"\xff\xd8",
        "chapters.vtt": b"WEBVTT\n",
        "chapters.json": b"[]",
        "report.json": b"{}",
    }
    for name, octets in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(octets)
    return folder
