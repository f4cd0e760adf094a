"""Films and series as a folder that Kodi and Jellyfin read, with JPEG pictures; the same catalogue gives the same bytes."""

from __future__ import annotations

from pathlib import Path

from django.core.files.storage import default_storage
from PIL import Image

from lanterne.catalogue.queries.records import records
from lanterne.catalogue.records import TitleRecord
from lanterne.catalogue.rules import ArtKind, Kind
from lanterne.exchange.nfo.telling import document

QUALITY = 92
PICTURES = {ArtKind.POSTER: "poster", ArtKind.BACKDROP: "fanart", ArtKind.STILL: "landscape"}
OF_EPISODE = {ArtKind.POSTER: "-poster", ArtKind.BACKDROP: "-fanart", ArtKind.STILL: "-thumb"}


def write(folder: Path) -> int:
    """Write the folder and give the number of titles; what stands beside a film has no NFO file of its own."""
    seasons: dict[str, tuple[str, int]] = {}
    counted = 0
    for _title_id, record in records():
        if record.kind is Kind.SERIES:
            # Its seasons follow it, and those of others do not hang on them.
            seasons.clear()
        elif record.kind is Kind.SEASON:
            seasons[record.slug] = (record.parent, record.number or 0)
        if place := _place(folder, record, seasons):
            counted += 1
            _write(record, place, seasons)
    return counted


def _place(folder: Path, record: TitleRecord, seasons: dict[str, tuple[str, int]]) -> Path | None:
    """The file of a title: by addresses, in which no character can lead elsewhere."""
    if record.kind is Kind.FILM:
        return folder / "films" / record.slug / "movie.nfo"
    if record.kind is Kind.SERIES:
        return folder / "series" / record.slug / "tvshow.nfo"
    if record.kind is Kind.SEASON:
        return _season(folder, *seasons[record.slug]) / "season.nfo"
    if record.kind is Kind.EPISODE:
        series, season = seasons[record.parent]
        name = f"{series} S{season:02d}E{record.number or 0:02d}.nfo"
        return _season(folder, series, season) / name
    return None


def _season(folder: Path, series: str, number: int) -> Path:
    return folder / "series" / series / f"Season {number:02d}"


def _write(record: TitleRecord, place: Path, seasons: dict[str, tuple[str, int]]) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    season = seasons[record.parent][1] if record.kind is Kind.EPISODE else record.number
    place.write_bytes(document(record, season))
    for picture in record.pictures:
        stem = PICTURES[picture.kind]
        if record.kind is Kind.EPISODE:
            stem = place.stem + OF_EPISODE[picture.kind]
        target, largest = place.parent / f"{stem}.jpg", picture.files[-1]
        # The first of a kind is the one without lettering in a language.
        if not target.exists() and default_storage.exists(largest):
            with default_storage.open(largest) as file, Image.open(file) as image:
                image.convert("RGB").save(target, "JPEG", quality=QUALITY)
