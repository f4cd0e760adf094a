"""A film file as it is delivered, with what quality control says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from lanterne_media.model.brightness import Dynamics, Light, Mastering


class MediaRefused(Exception):
    """What was given cannot be taken; the message is one sentence for a person."""


class FieldOrder(StrEnum):
    """How a frame's lines were scanned."""

    PROGRESSIVE = "progressive"
    TOP_FIRST = "top_first"
    BOTTOM_FIRST = "bottom_first"


@dataclass(frozen=True, slots=True)
class Rate:
    """An exact ratio: frames per second, or the width of a pixel over its height."""

    num: int
    den: int = 1

    @classmethod
    def parse(cls, text: str) -> Rate:
        """Read ``24000/1001``, ``25`` or ``4:3``; raise ``ValueError`` or ``ZeroDivisionError`` for anything else."""
        ratio = Fraction(text.replace(":", "/"))
        return cls(ratio.numerator, ratio.denominator)

    @property
    def value(self) -> float:
        return self.num / self.den

    def seconds(self, frames: int) -> float:
        """How long so many frames last."""
        return frames * self.den / self.num

    def frames(self, seconds: float) -> int:
        """The number of whole frames nearest to a duration."""
        return round(seconds * self.num / self.den)

    def timecode(self, seconds: float) -> str:
        """Hours, minutes, seconds and frames, no frame number dropped: at 29.97 it falls behind the clock."""
        whole, frame = divmod(self.frames(seconds), max(1, round(self.value)))
        return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}:{frame:02}"

    def __str__(self) -> str:
        return f"{self.num}/{self.den}"


@dataclass(frozen=True, slots=True)
class Bars:
    """Black lines and columns that are part of every frame and are not published: so many at each side, upright."""

    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """How the picture is from a moment on, upright: its size as stored, and the shape of its pixels."""

    start: float
    width: int
    height: int
    pixel_aspect: Rate = Rate(1)


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """The picture of a mezzanine, as stored (width and height before rotation and pixel aspect).

    Film of 23.976 frames a second that was spread over the fields of 29.97 is pulled down.
    """

    index: int
    codec: str
    width: int
    height: int
    rate: Rate
    duration: float
    start: float = 0.0
    profile: str = ""
    pixel_aspect: Rate = Rate(1)
    rotation: int = 0
    pixel_format: str = "yuv420p"
    bit_depth: int = 8
    is_constant_rate: bool = True
    field_order: FieldOrder = FieldOrder.PROGRESSIVE
    primaries: str = ""
    transfer: str = ""
    matrix: str = ""
    colour_range: str = ""
    dynamics: Dynamics = Dynamics.SDR
    is_pulled_down: bool = False
    bars: Bars = Bars()
    mastering: Mastering | None = None
    light: Light | None = None
    # All that it has where it changes in the middle; the size above is then that of the largest.
    shapes: tuple[Shape, ...] = ()

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height of the stored picture after rotation."""
        return (self.height, self.width) if self.rotation % 180 else (self.width, self.height)

    @property
    def active_size(self) -> tuple[int, int]:
        """The same without its bars."""
        width, height, bars = *self.upright_size, self.bars
        return width - bars.left - bars.right, height - bars.top - bars.bottom

    @property
    def display_size(self) -> tuple[int, int]:
        """Width and height as a viewer sees them: square pixels, upright, without bars, even numbers."""
        width, height = self.active_size
        if self.rotation % 180:
            width, height = height, width
        if self.pixel_aspect.num > self.pixel_aspect.den:
            width = round(width * self.pixel_aspect.value)
        elif self.pixel_aspect.num < self.pixel_aspect.den:
            height = round(height / self.pixel_aspect.value)
        if self.rotation % 180:
            width, height = height, width
        return max(2, width // 2 * 2), max(2, height // 2 * 2)


class SoundRole(StrEnum):
    """What a sound is for, beside its language."""

    MAIN = "main"
    DUB = "dub"
    # What is seen, told to those who cannot see it.
    DESCRIPTION = "description"
    # Dialogue brought out for those who hear badly.
    CLEAR_DIALOGUE = "clear-dialogue"
    COMMENTARY = "commentary"


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """One sound track of a mezzanine; ``position`` counts sound tracks only (ffmpeg's ``a:N``).

    Tracks of one channel each that are one sound together have their positions in ``parts``, in the order of channels.
    """

    index: int
    position: int
    codec: str
    channels: int
    sample_rate: int
    layout: str = ""
    language: str = "und"
    title: str = ""
    start: float = 0.0
    duration: float = 0.0
    is_default: bool = False
    parts: tuple[int, ...] = ()
    role: SoundRole = SoundRole.MAIN
    is_original: bool = False

    @property
    def tracks(self) -> tuple[int, ...]:
        """Which of the file's sound tracks these are, as people count: from 1."""
        return tuple(position + 1 for position in self.parts or (self.position,))

    @property
    def mix(self) -> str:
        """What the forms in which this is published have in common, whichever of its tracks they are made of."""
        return "-".join(map(str, self.tracks))


class Reason(StrEnum):
    """Why a sound track is left out."""

    CODEC = "codec"
    DAMAGE = "damage"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sound track that cannot be taken beside others that can."""

    sound: SoundFacts
    reason: Reason


@dataclass(frozen=True, slots=True)
class CaptionFacts:
    """One subtitle track inside a mezzanine; ``position`` counts subtitle tracks only (ffmpeg's ``s:N``)."""

    index: int
    position: int
    codec: str
    language: str = "und"
    title: str = ""
    is_forced: bool = False
    is_for_the_deaf: bool = False

    @property
    def is_text(self) -> bool:
        """Whether words can be read from it (bitmap subtitles cannot)."""
        return self.codec in {"mov_text", "subrip", "srt", "webvtt", "ass", "ssa", "text"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named point in the film, in seconds."""

    start: float
    title: str = ""


@dataclass(frozen=True, slots=True)
class Mezzanine:
    """A film file as delivered. ``identity`` is the SHA-256 of its bytes: the start of every key."""

    path: str
    identity: str
    size_bytes: int
    container: str
    duration: float
    video: VideoFacts
    sounds: tuple[SoundFacts, ...] = ()
    captions: tuple[CaptionFacts, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A subtitle file delivered beside the film."""

    path: str
    language: str
    title: str = ""
    is_forced: bool = False
    is_for_the_deaf: bool = False


@dataclass(frozen=True, slots=True)
class SoundSidecar:
    """A sound file delivered beside the film, as whoever delivered it tells."""

    path: str
    language: str
    role: SoundRole = SoundRole.MAIN
    title: str = ""


@dataclass(frozen=True, slots=True)
class SoundBeside:
    """A sound file beside the film that can be taken. ``identity`` is the SHA-256 of its bytes."""

    path: str
    identity: str
    sound: SoundFacts


class Severity(StrEnum):
    """How much a finding matters to whoever must accept the delivery."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something quality control saw: a code from a fixed list, where (seconds), and a sentence.

    ``values`` holds what the sentence says in figures and names, so that a face can say it in another language;
    docs/events.md lists them for each code. ``picture`` is the path of a small JPEG of the moment, if there is one.
    """

    code: str
    severity: Severity
    sentence: str
    start: float | None = None
    end: float | None = None
    values: dict[str, str | float] = field(default_factory=dict, hash=False)
    picture: str = ""
