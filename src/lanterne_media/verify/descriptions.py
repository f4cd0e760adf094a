"""What the two descriptions say, in one common shape."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path, PurePosixPath

MPD, MULTIVARIANT = "manifest.mpd", "master.m3u8"


class Unreadable(Exception):
    """A description that cannot be understood; the message is a whole sentence."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one description says about one track: files, durations, and what it will cost."""

    where: str
    init: str
    names: tuple[str, ...]
    seconds: tuple[Fraction, ...]
    kid: str = ""
    bandwidth: int | None = None
    codecs: str = ""
    # By their names the code points of ITU-T H.273, as far as they are told.
    colours: dict[str, int] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        return str(PurePosixPath(self.init).parent)


@dataclass(frozen=True, slots=True)
class Said:
    """What a description says of a sound or of captions: language, what they are for, how many channels."""

    where: str
    file: str
    language: str
    purposes: frozenset[str]
    channels: int = 0


@dataclass(frozen=True, slots=True)
class Range:
    """A stretch of a file that a description promises."""

    where: str
    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A combination that HLS offers: the init segments of a picture and of the sounds to go with it."""

    picture: str
    sounds: tuple[str, ...]
    bandwidth: int
    average: int
    codecs: tuple[str, ...] = ()
    video_range: str = "SDR"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a description says of the picture in a folder; a playlist of key frames has no rate of its own."""

    where: str
    folder: str
    size: str
    rate: Fraction | None


@dataclass(frozen=True, slots=True)
class Grid:
    """How a description says that sheets are divided: pixels of a sheet, pictures across and down."""

    where: str
    width: int
    height: int
    columns: int
    rows: int


@dataclass(slots=True)
class Description:
    """Everything that one description names."""

    where: str
    length: Fraction = Fraction(0)
    tracks: list[Told] = field(default_factory=list)
    sidecars: list[str] = field(default_factory=list)
    ranges: list[Range] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    chapters: str = ""
    shapes: list[Shape] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def files(self) -> dict[str, str]:
        """Every file that is named, and by what."""
        beside = [*self.sidecars, *([self.chapters] if self.chapters else [])]
        named = dict.fromkeys([*beside, *(told.where for told in self.tracks)], self.where)
        for told in self.tracks:
            named |= dict.fromkeys([told.init, *told.names], told.where)
        return named | {part.file: part.where for part in self.ranges}


def inside(base: str, address: str, where: str) -> str:
    """An address made relative to the package, refused when it leads out of it."""
    if ":" in address or address.startswith("/") or ".." in PurePosixPath(address).parts:
        raise Unreadable(f"{where} names {address}, which is not inside the package.")
    return str(PurePosixPath(base) / address)


def text_of(folder: Path, name: str) -> str:
    """A description's text."""
    try:
        return (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise Unreadable(f"{name} is missing.") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{name} is not text.") from error
    except (IsADirectoryError, ValueError) as error:  # a folder, or a name that no file can have
        raise Unreadable(f"{name} is no file.") from error
