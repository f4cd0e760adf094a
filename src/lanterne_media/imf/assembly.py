"""From a composition to one file: samples are copied, not encoded, by ffmpeg's own reader of compositions.

That reader opens whatever it is pointed to, so it gets papers that we wrote ourselves, which name only files whose
places and hashes were checked; the cage lets it read those and no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

from lanterne_media.imf.playlist import Playlist, Track
from lanterne_media.model import Limits, MediaRefused
from lanterne_media.reference import count_frames
from lanterne_media.tools import DECODERS, Runner, ToolFailed

FILM = "film.mkv"
_CPL, _MAP = "cpl.xml", "assetmap.xml"


@dataclass(frozen=True, slots=True)
class Composition:
    """A composition whose files are there and are as they were packed; ``digests`` tell them apart."""

    paper: Path
    playlist: Playlist
    files: Mapping[str, Path]
    digests: tuple[str, ...]


def command(playlist: Playlist, folder: Path) -> list[str]:
    """Copy picture and sound into one file. Matroska takes all codecs of packages, and keeps colours and languages."""
    spoken = [
        word
        for place, track in enumerate(playlist.sounds)
        if track.language
        for word in (f"-metadata:s:a:{place}", f"language={track.language}")
    ]
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y", "-protocol_whitelist", "file"),
        *("-format_whitelist", "imf,mxf", "-codec_whitelist", DECODERS),
        *("-f", "imf", "-assetmaps", str(folder / _MAP), "-i", f"file:{folder / _CPL}"),
        # Where a piece ends within a packet of samples, only a decoder leaves out the rest.
        *("-map", "0:v", "-map", "0:a?", "-c:v", "copy", "-c:a", "pcm_s24le"),
        *("-map_metadata:g", "-1", "-fflags", "+bitexact", *spoken),
        *("-f", "matroska", f"file:{folder / FILM}"),
    ]


def assemble(composition: Composition, folder: Path, *, run: Runner) -> str:
    """Write the film of a composition into ``folder``; refuse one that does not give the frames it promises."""
    playlist, files = composition.playlist, composition.files
    (folder / _CPL).write_bytes(written(playlist))
    (folder / _MAP).write_bytes(_mapped(files))
    # Every piece is a file of its own to that reader.
    pieces = sum(piece.repeats for track in playlist.tracks for piece in track.pieces)
    limits = replace(Limits(), open_files=Limits().open_files + 2 * pieces)
    try:
        run.run(
            command(playlist, folder),
            reads=[folder / _CPL, folder / _MAP, *files.values()],
            writes=[folder],
            limits=limits,
        )
    except ToolFailed as broken:
        if broken.says_nothing_of_the_file:
            raise
        raise MediaRefused(
            f"The composition {playlist.title or playlist.identity} cannot be put together: "
            "a track file is damaged, or of a kind that we do not read."
        ) from broken
    promised = round(playlist.picture.seconds * playlist.rate)
    frames = count_frames(folder / FILM, run=run)
    if frames != promised:
        raise MediaRefused(
            f"The composition promises {promised} frames of picture, and {frames} are there."
        )
    (folder / _CPL).unlink()
    (folder / _MAP).unlink()
    return FILM


def written(playlist: Playlist) -> bytes:
    """The playlist in our own hand: what we understood of it and no more."""
    root = Element("CompositionPlaylist")
    _say(root, "Id", f"urn:uuid:{playlist.identity}")
    _say(root, "ContentTitle", "film")
    _say(root, "EditRate", _ratio(playlist.rate))
    segment = SubElement(SubElement(root, "SegmentList"), "Segment")
    _say(segment, "Id", f"urn:uuid:{playlist.identity}")
    sequences = SubElement(segment, "SequenceList")
    for track in (playlist.picture, *playlist.sounds):
        _add(sequences, track)
    return _document(root)


def _add(sequences: Element, track: Track) -> None:
    sequence = SubElement(sequences, track.kind.value)
    _say(sequence, "Id", f"urn:uuid:{track.identity}")
    _say(sequence, "TrackId", f"urn:uuid:{track.identity}")
    resources = SubElement(sequence, "ResourceList")
    for piece in track.pieces:
        resource = SubElement(resources, "Resource")
        for name, value in (
            ("Id", f"urn:uuid:{piece.asset}"),
            ("EditRate", _ratio(piece.rate)),
            ("IntrinsicDuration", str(piece.whole)),
            ("EntryPoint", str(piece.first)),
            ("SourceDuration", str(piece.units)),
            ("RepeatCount", str(piece.repeats)),
            ("TrackFileId", f"urn:uuid:{piece.asset}"),
        ):
            _say(resource, name, value)


def _mapped(files: Mapping[str, Path]) -> bytes:
    root = Element("AssetMap")
    listed = SubElement(root, "AssetList")
    for asset, path in files.items():
        one = SubElement(listed, "Asset")
        _say(one, "Id", f"urn:uuid:{asset}")
        _say(SubElement(SubElement(one, "ChunkList"), "Chunk"), "Path", str(path))
    return _document(root)


def _document(root: Element) -> bytes:
    words: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return words


def _say(element: Element, name: str, words: str) -> None:
    SubElement(element, name).text = words


def _ratio(rate: Fraction) -> str:
    return f"{rate.numerator} {rate.denominator}"
