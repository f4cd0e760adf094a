"""What is refused at the door, and why, in one sentence for a person."""

from __future__ import annotations

import datetime
import re
import stat
from pathlib import Path

from lanterne_media.model import Limits, MediaRefused
from lanterne_media.tools import PASSED_OVER, LimitReached, Stopped, ToolFailed

PLAYLIST = "This is a playlist that points to other files: send the film itself."
STILL = "This is a still picture, not a film."
NO_FILM = "This is not a film file: we take MP4, MOV, MKV, WebM, MXF, MPEG-TS, MPEG and AVI."
CUT_SHORT = (
    "This file is cut short: its index is missing, so its export or its upload did not finish."
)
NO_FRAME = "No frame of this film can be read."

_HEAD = 4096
_OVERSIZE = re.compile(r"Picture size (\d+)x(\d+) exceeds specified max pixel count (\d+)")
_UNKNOWN_CODE = re.compile(r"Codec \((\w+)\) not on whitelist")
_PLAYLISTS = (b"#extm3u", b"ffconcat version", b"[playlist]", b"<mpd", b"<smil", b"<asx")
_STILLS = (b"\x89png", b"\xff\xd8\xff", b"gif8", b"bm", b"ii*\0", b"mm\0*", b"8bps", b"<svg")
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"styp", b"moof")
_STILL_BRANDS = (b"avif", b"heic", b"mif1")


def admit(path: Path) -> None:
    """Refuse what is not a plain file with a film's first bytes; nothing is opened that could block."""
    try:
        kind = path.lstat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MediaRefused(f"There is no file at {path}.") from error
    if stat.S_ISDIR(kind.st_mode):
        raise MediaRefused(f"{path} is a folder, not a film file.")
    if stat.S_ISLNK(kind.st_mode):
        raise MediaRefused(f"{path} is a link: name the file that it points to.")
    if not stat.S_ISREG(kind.st_mode):
        raise MediaRefused(f"{path} is a device or a pipe, not a film file.")
    if not kind.st_size:
        raise MediaRefused("This file is empty.")
    _admit_head(_head(path))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as content:
            return content.read(_HEAD)
    except PermissionError as error:
        raise MediaRefused(f"We are not allowed to read {path}.") from error


def _admit_head(head: bytes) -> None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    is_xml = text.startswith((b"<?xml", b"<!doctype"))
    if text.startswith(_PLAYLISTS) or (is_xml and b"<mpd" in text):
        raise MediaRefused(PLAYLIST)
    if text.startswith(_STILLS) or (is_xml and b"<svg" in text) or text[8:12] == b"webp":
        raise MediaRefused(STILL)
    if head[4:8] == b"ftyp" and head[8:12] in _STILL_BRANDS:
        raise MediaRefused(STILL)


def admit_duration(seconds: float, limits: Limits) -> None:
    if seconds > limits.longest_seconds:
        lasts, most = (
            datetime.timedelta(seconds=round(value)) for value in (seconds, limits.longest_seconds)
        )
        raise MediaRefused(f"This film lasts {lasts}, longer than the {most} that we take.")
    if seconds <= 0:
        raise MediaRefused(
            "This file has no duration: it is a still picture or its index is broken."
        )


def admit_picture(width: int, height: int, most: int) -> None:
    if width * height > most:
        size = f"{width} by {height} pixels"
        raise MediaRefused(f"The picture is {size}, more than the {most:,} in all that we take.")


def admit_words(words: str) -> None:
    """Refuse what a tool complains of although it ends well, or before it ends badly."""
    oversize = _OVERSIZE.search(words)
    if oversize:
        admit_picture(*map(int, oversize.groups()))
    for code in _UNKNOWN_CODE.findall(words):
        if code not in PASSED_OVER.split(","):
            raise MediaRefused(f"A track is coded as {code}, which we do not decode.")


def explain(path: Path, broken: ToolFailed) -> MediaRefused:
    """What a tool's last words mean for whoever sent the file; work called off is nobody's fault."""
    if isinstance(broken, Stopped):
        raise broken
    if isinstance(broken, LimitReached):
        return MediaRefused(
            f"This file kept {broken.command[0]} busy for more than {broken.limit}."
        )
    if broken.was_killed or broken.says_nothing_of_the_file:
        return MediaRefused("This file needs more memory or time to be opened than we allow.")
    # The same words are said of a text file that is merely called .mp4.
    if "moov atom not found" in broken.words and _head(path)[4:8] in _BOXES:
        return MediaRefused(CUT_SHORT)
    admit_words(broken.words)
    if "max_streams" in broken.words:
        return MediaRefused("This file holds more than 1000 tracks.")
    return MediaRefused(NO_FILM)
