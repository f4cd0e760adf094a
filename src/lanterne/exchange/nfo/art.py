"""The pictures beside an NFO file: which of them is which, and whether it may come in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lanterne.catalogue.rules import ArtKind

ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
# By the name of the file without its ending, the first that is there.
BESIDE: Mapping[ArtKind, tuple[str, ...]] = {
    ArtKind.POSTER: ("poster", "folder", "cover", "movie"),
    ArtKind.BACKDROP: ("fanart", "backdrop", "background"),
    ArtKind.STILL: ("landscape", "thumb"),
}
OWN: Mapping[ArtKind, tuple[str, ...]] = {
    ArtKind.POSTER: ("-poster",),
    ArtKind.BACKDROP: ("-fanart", "-backdrop"),
    ArtKind.STILL: ("-thumb", "-landscape"),
}


def of_folder(folder: Path) -> dict[ArtKind, Path]:
    return dict(_found(folder, BESIDE))


def of_file(folder: Path, stem: str) -> dict[ArtKind, Path]:
    """Pictures that are named after one film or episode."""
    named = {kind: tuple(stem + end for end in ends) for kind, ends in OWN.items()}
    return dict(_found(folder, named))


def of_season(series: Path, number: int) -> dict[ArtKind, Path]:
    """Posters of a season that lie beside the series."""
    name = f"season{number:02d}" if number else "season-specials"
    return of_file(series, name)


def _found(
    folder: Path, named: Mapping[ArtKind, tuple[str, ...]]
) -> Iterator[tuple[ArtKind, Path]]:
    for kind, names in named.items():
        paths = (folder / f"{name}{ending}" for name in names for ending in ENDINGS)
        if found := next((one for one in paths if one.is_file() and not one.is_symlink()), None):
            yield kind, found
