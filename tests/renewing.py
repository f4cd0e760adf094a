"""A published film whose rungs are on record, and new encodes of it, without the hours of work."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from lanterne.assets import queries, services
from lanterne.assets.models import Mezzanine, Publication
from lanterne.core import clock
from lanterne_media.model import (
    POLICIES,
    Codec,
    Ladder,
    Package,
    Quality,
    Rate,
    Rendition,
    Report,
    Reported,
    Rung,
    StreamReady,
    VideoFacts,
    to_json,
)
from lanterne_media.model import Mezzanine as FilmFacts

ACTOR = "user:7"
# (codec, kilobits a second, mean VMAF)
TODAY = (("h264", 4000, 95.0), ("h264", 1000, 80.0), ("av1", 3000, 95.0), ("av1", 500, 80.0))
LEANER = (("h264", 3000, 95.0), ("h264", 750, 80.0), ("av1", 2250, 95.0), ("av1", 375, 80.0))


def a_report(*rungs: tuple[str, int, float], tools: dict[str, str] | None = None) -> Report:
    film = FilmFacts(
        "film.mov", "0" * 64, 9, "mov", 100.0, VideoFacts(0, "prores", 1920, 1080, Rate(24), 100.0)
    )
    return Report(
        mezzanine=film,
        findings=(),
        shots=(),
        ladder=Ladder(()),
        renditions=tuple(_rendition(*rung) for rung in rungs),
        sounds=(),
        captions=(),
        trick_play=None,
        posters=(),
        package=Package(".", "manifest.mpd", "master.m3u8", (), 100.0, True, 1000),
        policy=POLICIES["standard"],
        tools=tools or {"ffmpeg": "ffmpeg version 7.0", "lanterne": "0.1.0"},
    )


def _rendition(codec: str, kilobits: int, vmaf: float) -> Rendition:
    return Rendition(
        rung=Rung(Codec(codec), 1920, 1080, 30.0, "7"),
        path="film.mp4",
        codec_string="",
        rate=Rate(24),
        frames=2400,
        bits=kilobits * 100_000,
        average_bandwidth=kilobits * 1000,
        peak_bandwidth=kilobits * 2000,
        quality=Quality(vmaf, vmaf, vmaf),
    )


def on_record(title_id: int, folder: Path, *rungs: tuple[str, int, float]) -> None:
    """The figures of what people watch, and its film file where it can be read again."""
    film = folder / f"film-{title_id}.mov"
    film.write_bytes(b"a film")
    Mezzanine.objects.filter(title_id=title_id).update(path=str(film))
    written = json.loads(to_json(a_report(*(rungs or TODAY))))
    Publication.objects.filter(title_id=title_id, superseded_at=None).update(
        report=written, figures=msgspec.to_builtins(queries.figures_of(written))
    )


def made(folder: Path, key: str) -> StreamReady:
    """A package as the workshop hands it over."""
    home = folder / "made" / key
    (home / "video").mkdir(parents=True)
    (home / "manifest.mpd").write_text(f"<MPD>{key}</MPD>")
    (home / "video" / "00001.m4s").write_bytes(key.encode())
    (home / "value.json").write_text("{}")
    package = Package(str(home), "manifest.mpd", "master.m3u8", (), 100.0, True, 4096)
    return StreamReady(key, package, is_final=True)


def encoded_anew(title_id: int, folder: Path, *rungs: tuple[str, int, float]) -> int:
    """Queue a renewal and bring it to its end with these rungs; returns the job's id."""
    job_id = services.renew(title_id=title_id, actor=ACTOR)
    claimed, owner = services.claim(at=clock.now())
    assert claimed == job_id
    for event in (made(folder, f"again-{job_id}"), Reported(a_report(*(rungs or LEANER)))):
        services.record(job_id=job_id, owner=owner, event=event)
    assert services.finish(job_id=job_id, owner=owner)
    return job_id
