"""What goes with the picture: sound, captions, and stills, as published."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lanterne_media.model.film import SoundRole


class SoundCodec(StrEnum):
    """How a published sound is coded."""

    AAC = "aac"
    EAC3 = "eac3"
    OPUS = "opus"


@dataclass(frozen=True, slots=True)
class Loudness:
    """EBU R128: integrated LUFS, true peak dBTP, range LU, and the gate threshold LUFS."""

    integrated: float
    true_peak: float
    range: float
    threshold: float


@dataclass(frozen=True, slots=True)
class SoundRendition:
    """One sound track as published; ``tracks`` are those of its file that it was made of, counted from 1.

    The two forms of one sound share the name of their ``mix``.
    """

    path: str
    language: str
    channels: int
    bits_per_second: int
    before: Loudness | None
    after: Loudness | None
    title: str = ""
    is_default: bool = False
    commands: tuple[str, ...] = ()
    cpu_seconds: float = 0.0
    tracks: tuple[int, ...] = ()
    codec: SoundCodec = SoundCodec.AAC
    role: SoundRole = SoundRole.MAIN
    is_original: bool = False
    mix: str = ""

    @property
    def is_surround(self) -> bool:
        return self.channels > 2

    @property
    def is_wide(self) -> bool:
        """Whether it is the second form of its mix, which not every device plays."""
        return self.is_surround or self.codec is not SoundCodec.AAC


@dataclass(frozen=True, slots=True)
class CaptionRendition:
    """One WebVTT file as published, written by us from the parsed cues."""

    path: str
    language: str
    title: str = ""
    is_forced: bool = False
    is_for_the_deaf: bool = False
    cues: int = 0


@dataclass(frozen=True, slots=True)
class TrickPlay:
    """Sheets of small pictures for the scrub bar: ``columns`` × ``rows`` pictures a sheet, one every ``interval`` seconds."""

    paths: tuple[str, ...]
    width: int
    height: int
    columns: int
    rows: int
    interval: float
    pictures: int


@dataclass(frozen=True, slots=True)
class Merits:
    """What a still is worth, from 0 to 100; which share of it is written on; where the eye goes, in percent.

    ``faces`` is how many large faces are seen, ``None`` where nobody looked.
    """

    score: float
    lettering: float = 0.0
    across: int = 50
    down: int = 50
    faces: int | None = None


@dataclass(frozen=True, slots=True)
class Poster:
    """A still that could stand for the film; ``score`` orders candidates, best highest.

    ``lettering`` is the share of the picture that is written on; ``across`` and ``down`` are where the eye goes
    first, in percent from left and top. ``faces`` are up to three that are seen, ``None`` where nobody looked.
    """

    path: str
    at: float
    width: int
    height: int
    score: float
    lettering: float = 0.0
    across: int = 50
    down: int = 50
    faces: int | None = None
