"""Files against the names that the descriptions give them, and the files that are not MP4."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lanterne_media.verify.descriptions import MPD, MULTIVARIANT, Description

_FOR_ALL = {".vtt", ".jpg"}
_MEDIA = {".m4s", ".mp4", ".m3u8", ".mpd", ".vtt"}


def files(folder: Path, dash: Description, hls: Description) -> Iterator[str]:
    """Every named file there and whole, and nothing there that is not named."""
    named = {**hls.files, **dash.files}
    for file, where in sorted(named.items()):
        path = folder / file
        if not path.is_file():
            yield f"{file} is named by {where} and missing."
        elif not path.stat().st_size:
            yield f"{file} is empty."
        else:
            yield from _content(path, file)
    yield from _orphans(folder, {*named, MPD, MULTIVARIANT})
    for part in hls.ranges:
        path = folder / part.file
        if path.is_file() and part.end > path.stat().st_size:
            yield f"{part.where} points past the end of {part.file}."


def places(folder: Path, hls: Description) -> Iterator[str]:
    """Whether key frames are where they are looked for, in files that can be read."""
    for part in hls.ranges:
        if not _is_fragment(folder / part.file, part.start):
            yield f"{part.where} points into the midst of {part.file}."


def in_both(dash: Description, hls: Description) -> Iterator[str]:
    """Captions and sheets are for all players."""
    alone = {*dash.sidecars} ^ {*hls.sidecars}
    for name in sorted(one for one in alone if PurePosixPath(one).suffix in _FOR_ALL):
        yield f"Only {MPD if name in dash.sidecars else MULTIVARIANT} leads to {name}."


def _is_fragment(path: Path, start: int) -> bool:
    """Whether a fragment begins there, as one does with a key frame."""
    with path.open("rb") as opened:
        opened.seek(start + 4)
        return opened.read(4) == b"moof"


def _content(path: Path, file: str) -> Iterator[str]:
    with path.open("rb") as opened:
        head = opened.read(16)
        opened.seek(max(0, path.stat().st_size - 2))
        tail = opened.read()
    if path.suffix == ".vtt" and not head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        yield f"{file} is not WebVTT."
    if path.suffix == ".jpg" and (head[:2], tail) != (b"\xff\xd8", b"\xff\xd9"):
        yield f"{file} is not a whole picture."


def _orphans(folder: Path, named: set[str]) -> Iterator[str]:
    """Unnamed files beside named ones, and unnamed media anywhere: a report or a poster may lie elsewhere."""
    ours = {str(PurePosixPath(name).parent) for name in named} - {"."}
    for path in sorted(folder.rglob("*")):
        file = path.relative_to(folder).as_posix()
        is_ours = path.suffix in _MEDIA or str(PurePosixPath(file).parent) in ours
        if path.is_file() and is_ours and file not in named:
            yield f"{file} is named by neither description."
