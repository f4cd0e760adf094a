"""What one published title takes on the disk, by what it is for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

from bench.inside import film


def measure() -> dict[str, Any]:
    final = film.folder()
    tracks = {
        f"{kind}/{track.name}": _size(_files(track))
        for kind in ("video", "audio", "text")
        for track in sorted((final / kind).glob("*"))
    }
    earlier = (one for one in final.parent.iterdir() if one != final)
    mezzanines = apps.get_model("assets", "Mezzanine").objects.values_list("path", flat=True)
    return {
        "mezzanine": _size(map(Path, mezzanines)),
        "package": _size(_files(final)),
        "tracks": tracks,
        "sheets": _size(_files(final / "images")),
        "descriptions": _size(path for path in _files(final) if path.suffix in {".mpd", ".m3u8"}),
        "artwork": _size(_files(Path(settings.MEDIA_ROOT))),
        "first_light": _size(path for folder in earlier for path in _files(folder)),
        "workshop": _size(_files(Path(settings.WORKSHOP))),
    }


def _files(place: Path) -> Iterable[Path]:
    if place.is_file():
        return [place]
    return [path for path in place.rglob("*") if path.is_file()]


def _size(files: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in files)
