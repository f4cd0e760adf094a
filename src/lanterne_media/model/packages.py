"""What is served: tracks, their keys, and the package that holds them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lanterne_media.model.film import MediaRefused


class TrackKind(StrEnum):
    """What a track carries."""

    VIDEO = "video"
    SOUND = "audio"
    CAPTIONS = "text"


@dataclass(frozen=True, slots=True)
class ContentKey:
    """One content key: 16-byte key id and key, as 32 lower-case hexadecimal digits each."""

    kid: str
    key: str

    def __post_init__(self) -> None:
        for name, digits in (("key id", self.kid), ("key", self.key)):
            if len(digits) != 32 or set(digits) - set("0123456789abcdef"):
                raise MediaRefused(
                    f"A {name} is 32 hexadecimal digits, for instance 00112233445566778899aabbccddeeff."
                )


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a package: one for the picture, one for the sound."""

    video: ContentKey
    sound: ContentKey


@dataclass(frozen=True, slots=True)
class Track:
    """A track of a finished package; paths are relative to the package's folder."""

    kind: TrackKind
    folder: str
    codec_string: str = ""
    language: str = ""
    width: int = 0
    height: int = 0
    average_bandwidth: int = 0
    peak_bandwidth: int = 0
    segments: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """CMAF tracks with their two descriptions, in ``folder``."""

    folder: str
    mpd: str
    hls: str
    tracks: tuple[Track, ...]
    duration: float
    is_encrypted: bool
    size_bytes: int
