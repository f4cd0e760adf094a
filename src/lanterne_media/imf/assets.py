"""What lies in a package: the asset map says where, the packing list says with which hash."""

from __future__ import annotations

import base64
import hashlib
import stat
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from lanterne_media.imf import papers
from lanterne_media.model import MediaRefused

ASSETMAP = "ASSETMAP.xml"
_SHA1 = "http://www.w3.org/2000/09/xmldsig#sha1"
_ALGORITHMS = {_SHA1: "sha1", "http://www.w3.org/2001/04/xmlenc#sha256": "sha256"}
_MOST_ASSETS = 10_000


@dataclass(frozen=True, slots=True)
class Packed:
    """A line of a packing list: the digest in base 64, and by which algorithm."""

    digest: str
    algorithm: str
    size: int


@dataclass(frozen=True, slots=True)
class Assets:
    """The files of a package by their UUIDs. Nothing is opened that leads out of its folder."""

    folder: Path
    paths: dict[str, str]
    packed: dict[str, Packed]

    def file(self, asset: str) -> Path:
        """Where an asset lies; refuse one that is not there, or lies elsewhere."""
        if asset not in self.paths:
            raise MediaRefused(
                f"The asset {asset} is not in this package: send the package that holds it as well."
            )
        name = self.paths[asset]
        place = self.folder / name
        # A link is refused even when it stays inside: a film is opened by its own name.
        if not name or "\0" in name or Path(name).is_absolute() or place.resolve() != place:
            raise MediaRefused(f"The asset map leads out of the package, to {name!r}.")
        if not place.exists():
            raise MediaRefused(f"{name} is missing from the package: its delivery is not complete.")
        if not stat.S_ISREG(place.lstat().st_mode):
            raise MediaRefused(f"{name} is not a file.")
        return place

    def checked(self, asset: str) -> Path:
        """The same, of the size and with the hash that the packing list gives."""
        place = self.file(asset)
        listed = self.packed.get(asset)
        if listed is None:
            raise MediaRefused(f"{place.name} is not in the package's packing list.")
        with place.open("rb") as content:
            digest = hashlib.file_digest(content, listed.algorithm).digest()
        is_as_packed = place.stat().st_size == listed.size
        if not is_as_packed or base64.b64encode(digest).decode() != listed.digest:
            raise MediaRefused(
                f"{place.name} is not as it was packed: its hash differs from the packing list's."
            )
        return place


def read(folder: Path) -> Assets:
    """The assets of the package in a folder; its packing lists are read, its films are not."""
    folder = folder.resolve()
    if not (folder / ASSETMAP).is_file():
        raise MediaRefused(f"{folder} is no IMF package: it has no {ASSETMAP}.")
    listed = papers.child(papers.read(_paper(folder)), "AssetList")
    found = papers.children(listed, "Asset")
    if len(found) > _MOST_ASSETS:
        raise MediaRefused(f"This package holds more than the {_MOST_ASSETS:,} assets we take.")
    paths = {papers.identity(one, "Id"): _path(one) for one in found}
    assets = Assets(folder, paths, {})
    lists = [
        papers.identity(one, "Id") for one in found if papers.text(one, "PackingList") == "true"
    ]
    packed = {key: line for one in lists for key, line in _packed(assets.file(one)).items()}
    return Assets(folder, paths, packed)


def _paper(folder: Path) -> Path:
    return Assets(folder, {"": ASSETMAP}, {}).file("")


def _path(asset: Element) -> str:
    chunks = papers.children(papers.child(asset, "ChunkList"), "Chunk")
    is_split = len(chunks) != 1 or papers.number(chunks[0], "Offset", 0)
    if is_split or papers.number(chunks[0], "VolumeIndex", 1) > 1:
        raise MediaRefused(
            "This package is split over several volumes: send it put together in one folder."
        )
    return papers.text(chunks[0], "Path")


def _packed(paper: Path) -> dict[str, Packed]:
    found = papers.children(papers.child(papers.read(paper), "AssetList"), "Asset")
    return {papers.identity(one, "Id"): _line(one) for one in found}


def _line(asset: Element) -> Packed:
    named = papers.child(asset, "HashAlgorithm")
    algorithm = named.get("Algorithm", "") if named is not None else _SHA1
    if algorithm not in _ALGORITHMS:
        raise MediaRefused("The packing list has hashes of a kind that we do not know.")
    size = papers.number(asset, "Size", 0)
    return Packed(papers.text(asset, "Hash"), _ALGORITHMS[algorithm], size)
