"""Masters that come as a package (IMF, SMPTE ST 2067): a folder in which a playlist says what of which file is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lanterne_media.imf import assets, papers, playlist
from lanterne_media.imf.assembly import Composition, assemble, command, written
from lanterne_media.imf.assets import Assets
from lanterne_media.model import Limits, MediaRefused
from lanterne_media.probe import gate
from lanterne_media.tools import DEFAULT_LIMITS


def is_package(path: Path) -> bool:
    """Whether this names a package, or a playlist of one, and not a film file."""
    return path.is_dir() or (path.suffix.lower() == ".xml" and path.is_file())


def read(path: Path, limits: Limits = DEFAULT_LIMITS) -> Composition:
    """The composition that is named, or the only one in a folder; every file it needs is looked for and checked.

    Refuse a folder with several, and anything that is not as the package's own papers say.
    """
    found = assets.read(path if path.is_dir() else path.parent)
    identity = _only(found) if path.is_dir() else _named(path, found)
    paper = found.checked(identity)
    composed = playlist.read(paper)
    if composed.identity != identity:
        raise MediaRefused(f"{paper.name} is not the composition that the asset map says it is.")
    gate.admit_duration(float(composed.picture.seconds), limits)
    files = {asset: found.checked(asset) for asset in composed.assets}
    digests = tuple(found.packed[one].digest for one in (identity, *files))
    return Composition(paper, composed, files, digests)


def _named(path: Path, found: Assets) -> str:
    for identity, name in found.paths.items():
        if found.folder / name == path:
            return identity
    raise MediaRefused(f"{path.name} is not in the asset map of its folder.")


def _only(found: Assets) -> str:
    """The one composition of a package; with several, the refusal names them, because only a person can choose."""
    titles = dict(_compositions(found))
    if not titles:
        raise MediaRefused(f"{found.folder} is a package without a composition.")
    if len(titles) > 1:
        named = ", ".join(f"{found.paths[one]} ({title})" for one, title in titles.items())
        raise MediaRefused(f"This package holds {len(titles)} compositions; name one: {named}.")
    return next(iter(titles))


def _compositions(found: Assets) -> Iterator[tuple[str, str]]:
    for identity in found.packed:
        if found.paths.get(identity, "").lower().endswith(".xml"):
            root = papers.read(found.file(identity))
            if papers.kind(root) == "CompositionPlaylist":
                yield identity, playlist.title(root)


__all__ = ["Composition", "assemble", "command", "is_package", "read", "written"]
