"""A title that waits for its film, folders of its own, and jobs on the table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from lanterne.assets import services
from lanterne.assets.rules import LEASE
from lanterne_media.model import Package, StreamReady
from tests.titles import a_film

ACTOR = "user:7"
NOW = datetime(2026, 11, 23, 20, 30, tzinfo=UTC)
LATER = NOW + LEASE + timedelta(seconds=1)


@dataclass(frozen=True)
class Claimed:
    """A job in the hands of a worker."""

    id: int
    owner: UUID
    title_id: int

    def record(self, event) -> None:
        services.record(job_id=self.id, owner=self.owner, event=event)


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> Path:
    settings.UPLOADS, settings.WORKSHOP = tmp_path / "uploads", tmp_path / "workshop"
    settings.STREAMS, settings.MEDIA_ROOT = tmp_path / "streams", tmp_path / "art"
    settings.FINDINGS = tmp_path / "findings"
    return tmp_path


@pytest.fixture
def title(db) -> int:
    return a_film("Le Voyage")


@pytest.fixture
def job(title) -> int:
    return queued(title)


@pytest.fixture
def claimed(job, title) -> Claimed:
    job_id, owner = services.claim(at=NOW)
    return Claimed(job_id, owner, title)


def uploaded(title_id: int, content: bytes = b"a film") -> UUID:
    upload_id = services.begin_upload(
        title_id=title_id, file_name="voyage.mov", length=len(content), actor=ACTOR
    )
    services.append(upload_id=upload_id, offset=0, blocks=[content])
    return upload_id


def queued(title_id: int, policy: str = "standard") -> int:
    return services.accept_mezzanine(
        title_id=title_id, upload_id=uploaded(title_id), policy_name=policy, actor=ACTOR
    )


def a_stream(folder: Path, key: str, *, is_final: bool) -> StreamReady:
    """A package as the workshop hands it over."""
    home = folder / "workshop" / f"package-{key}"
    home.mkdir(parents=True)
    (home / "manifest.mpd").write_text(f"<MPD>{key}</MPD>")
    (home / "value.json").write_text("{}")
    package = Package(str(home), "manifest.mpd", "master.m3u8", (), 2.0, True, 4096)
    return StreamReady(key, package, is_final)
