"""The engine's values: frozen, comparable, JSON in and out. Everything else in the engine speaks in these."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, TypeVar

import msgspec

T = TypeVar("T")


class MediaRefused(Exception):
    """What was given cannot be taken; the message is one sentence for a person."""


class Codec(StrEnum):
    """A video codec of the ladder."""

    H264 = "h264"
    AV1 = "av1"


class FieldOrder(StrEnum):
    """How a frame's lines were scanned."""

    PROGRESSIVE = "progressive"
    TOP_FIRST = "top_first"
    BOTTOM_FIRST = "bottom_first"


class Dynamics(StrEnum):
    """The transfer family of the picture."""

    SDR = "sdr"
    PQ = "pq"
    HLG = "hlg"


class Severity(StrEnum):
    """How much a finding matters to whoever must accept the delivery."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class TrackKind(StrEnum):
    """What a track carries."""

    VIDEO = "video"
    SOUND = "audio"
    CAPTIONS = "text"


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

    def __str__(self) -> str:
        return f"{self.num}/{self.den}"


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """The picture of a mezzanine, as stored (width and height before rotation and pixel aspect)."""

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

    @property
    def display_size(self) -> tuple[int, int]:
        """Width and height as a viewer sees them: square pixels, upright, even numbers."""
        width, height = self.width, self.height
        if self.pixel_aspect.num > self.pixel_aspect.den:
            width = round(width * self.pixel_aspect.value)
        elif self.pixel_aspect.num < self.pixel_aspect.den:
            height = round(height / self.pixel_aspect.value)
        if self.rotation % 180:
            width, height = height, width
        return max(2, width // 2 * 2), max(2, height // 2 * 2)


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

    @property
    def tracks(self) -> tuple[int, ...]:
        """Which of the file's sound tracks these are, as people count: from 1."""
        return tuple(position + 1 for position in self.parts or (self.position,))


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
class Finding:
    """Something quality control saw: a code from a fixed list, where (seconds), and a sentence.

    ``values`` holds what the sentence says in figures and names, so that a face can say it in another language;
    docs/events.md lists them for each code.
    """

    code: str
    severity: Severity
    sentence: str
    start: float | None = None
    end: float | None = None
    values: dict[str, str | float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Shot:
    """Consecutive frames of one camera take, half-open: ``first`` is in it, ``first + frames`` is not."""

    index: int
    first: int
    frames: int

    @property
    def end(self) -> int:
        return self.first + self.frames


@dataclass(frozen=True, slots=True)
class Trial:
    """What trying a piece taught: so many bits for all the shots it stands for would give this mean VMAF."""

    sample: int
    codec: Codec
    width: int
    height: int
    crf: float
    preset: str
    bits: float
    vmaf: float


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the curve of a whole film at one size; ``crf`` is the mean over its frames."""

    codec: Codec
    width: int
    height: int
    crf: float
    bits_per_second: float
    vmaf: float


@dataclass(frozen=True, slots=True)
class Aim:
    """What one shot gets at one rung: its rate factor, and the quality that is foretold of it."""

    crf: float
    vmaf: float | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: a codec, a size, and the rate factor around which its shots' own ones lie."""

    codec: Codec
    width: int
    height: int
    crf: float
    preset: str

    @property
    def name(self) -> str:
        return f"{self.codec}-{self.height}p-{self.crf:g}"


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of a title, best first within each codec, what each of its shots gets at each, and why."""

    rungs: tuple[Rung, ...]
    aims: tuple[tuple[Aim, ...], ...] = ()
    # Of each rung: the points of one frame's quality that its last bit buys, in every shot.
    prices: tuple[float, ...] = ()
    points: tuple[Point, ...] = ()
    trials: tuple[Trial, ...] = ()


@dataclass(frozen=True, slots=True)
class Quality:
    """VMAF of a stretch of film against its reference, 0 to 100."""

    mean: float
    harmonic_mean: float
    first_percentile: float


@dataclass(frozen=True, slots=True)
class ShotResult:
    """What one shot cost and gave at one rung, and what had been foretold (mean VMAF)."""

    shot: int
    bits: int
    frames: int
    quality: Quality | None = None
    crf: float | None = None
    foretold: float | None = None


@dataclass(frozen=True, slots=True)
class Rendition:
    """The whole film at one rung, as measured on the finished file. Bandwidths are bits per second."""

    rung: Rung
    path: str
    codec_string: str
    rate: Rate
    frames: int
    bits: int
    average_bandwidth: int
    peak_bandwidth: int
    quality: Quality | None = None
    shots: tuple[ShotResult, ...] = ()
    encoder: str = ""
    commands: tuple[str, ...] = ()
    cpu_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Loudness:
    """EBU R128: integrated LUFS, true peak dBTP, range LU, and the gate threshold LUFS."""

    integrated: float
    true_peak: float
    range: float
    threshold: float


@dataclass(frozen=True, slots=True)
class SoundRendition:
    """One sound track as published; ``tracks`` are those of the film that it was made of, counted from 1."""

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
class Poster:
    """A still that could stand for the film; ``score`` orders candidates, best highest."""

    path: str
    at: float
    width: int
    height: int
    score: float


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


_X264_PRESETS = "^(ultrafast|superfast|veryfast|faster|fast|medium|slow|slower|veryslow|placebo)$"


@dataclass(frozen=True, slots=True)
class Policy:
    """How a publisher wants films treated. Every field has a default worth having."""

    name: str = "standard"
    codecs: Annotated[tuple[Codec, ...], msgspec.Meta(min_length=1)] = (Codec.H264, Codec.AV1)
    h264_preset: Annotated[str, msgspec.Meta(pattern=_X264_PRESETS)] = "medium"
    av1_preset: Annotated[str, msgspec.Meta(pattern=r"^([0-9]|1[0-3])$")] = "7"
    # Trials only teach: they may be quicker than what viewers get.
    h264_trial_preset: Annotated[str, msgspec.Meta(pattern=_X264_PRESETS)] = "veryfast"
    av1_trial_preset: Annotated[str, msgspec.Meta(pattern=r"^([0-9]|1[0-3])$")] = "10"
    # At most so many shots are tried; each then stands for those around it.
    most_trial_shots: Annotated[int, msgspec.Meta(ge=1)] = 10_000
    most_trial_sizes: Annotated[int, msgspec.Meta(ge=1, le=10)] = 5
    # Whether a shot's first encode is compared with what was foretold before its others are aimed.
    learns_from_shots: bool = True
    # Of each tried shot.
    trial_seconds: Annotated[float, msgspec.Meta(gt=0, le=600)] = 1.0
    trial_points: Annotated[int, msgspec.Meta(ge=1, le=20)] = 3
    top_vmaf: Annotated[float, msgspec.Meta(ge=1, le=100)] = 95.0
    vmaf_step: Annotated[float, msgspec.Meta(ge=0.5, le=100)] = 6.0
    # Below this a picture is not worth its bits: of a film of much movement the ladder ends earlier.
    lowest_vmaf: Annotated[float, msgspec.Meta(ge=0, le=100)] = 20.0
    most_rungs: Annotated[int, msgspec.Meta(ge=1, le=20)] = 6
    bottom_bits_per_second: Annotated[int, msgspec.Meta(ge=1_000)] = 150_000
    tallest: Annotated[int, msgspec.Meta(ge=16, le=4320)] = 2160
    segment_seconds: Annotated[float, msgspec.Meta(ge=0.5, le=30)] = 4.0
    shortest_shot: Annotated[float, msgspec.Meta(ge=0, le=600)] = 1.0
    longest_shot: Annotated[float, msgspec.Meta(ge=0.1, le=600)] = 12.0
    # Not a multiple of 2: encoders treat every other, fourth and eighth frame better than the rest.
    quality_every: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 5
    loudness_lufs: Annotated[float, msgspec.Meta(ge=-60, le=0)] = -23.0
    true_peak_dbtp: Annotated[float, msgspec.Meta(ge=-30, le=0)] = -1.0
    sound_bits_per_second: Annotated[int, msgspec.Meta(ge=16_000, le=512_000)] = 128_000
    has_first_light: bool = True


POLICIES = {
    "standard": Policy(),
    # For rehearsals and for films that must be up within a minute: quick presets, few trials.
    "swift": Policy(
        name="swift",
        h264_preset="veryfast",
        av1_preset="10",
        av1_trial_preset="10",
        most_trial_shots=2,
        learns_from_shots=False,
        most_trial_sizes=4,
        trial_seconds=0.75,
        most_rungs=5,
        quality_every=17,
    ),
}


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A subtitle file delivered beside the film."""

    path: str
    language: str
    title: str = ""
    is_forced: bool = False
    is_for_the_deaf: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What an untrusted file may cost before it is refused."""

    longest_seconds: float = 6 * 3600
    most_pixels: int = 35_389_440
    most_streams: int = 64
    memory_bytes: int = 4 * 2**30
    # For passes over a whole feature at the largest size; whoever looks only briefly asks for less.
    wall_seconds: float = 24 * 3600
    cpu_seconds: int = 96 * 3600
    output_bytes: int = 2 * 2**40
    open_files: int = 256


class Stage(StrEnum):
    """What a publish goes through, in order."""

    PROBE = "probe"
    QC = "qc"
    CONFORM = "conform"
    SOUND = "sound"
    CAPTIONS = "captions"
    FIRST_LIGHT = "first_light"
    SHOTS = "shots"
    TRIALS = "trials"
    CUT = "cut"
    # And measure: a shot at a rung is one piece of work.
    ENCODE = "encode"
    JOIN = "join"
    STILLS = "stills"
    # Verification is part of it: a package that is not sound is never kept.
    PACKAGE = "package"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with one film: can be shown, reviewed, and carried out on another machine."""

    mezzanine: Mezzanine
    policy: Policy
    sidecars: tuple[Sidecar, ...] = ()
    stages: tuple[Stage, ...] = tuple(Stage)


@dataclass(frozen=True, slots=True)
class StageBegan:
    """A stage of so many units of work begins."""

    stage: Stage
    units: int


@dataclass(frozen=True, slots=True)
class UnitDone:
    """One unit of a stage is finished; reused when an earlier run had already done it."""

    stage: Stage
    label: str
    is_reused: bool
    cpu_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class FilmJudged:
    """What quality control found."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class StillsReady:
    """Poster candidates, best first; the files lie below ``folder``."""

    folder: str
    posters: tuple[Poster, ...]


@dataclass(frozen=True, slots=True)
class StreamReady:
    """A verified package that can be watched now; ``key`` names what went into it."""

    key: str
    package: Package
    is_final: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What publishing one film did, in figures: the content of ``report.json``."""

    mezzanine: Mezzanine
    findings: tuple[Finding, ...]
    shots: tuple[Shot, ...]
    ladder: Ladder
    renditions: tuple[Rendition, ...]
    sounds: tuple[SoundRendition, ...]
    captions: tuple[CaptionRendition, ...]
    trick_play: TrickPlay | None
    posters: tuple[Poster, ...]
    package: Package
    policy: Policy
    tools: dict[str, str] = field(default_factory=dict)
    totals: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reported:
    """The publish is over and this is its report."""

    report: Report


Event = StageBegan | UnitDone | FilmJudged | StillsReady | StreamReady | Reported


def to_json(value: object) -> bytes:
    """Any of these values as JSON, indented for reading."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2)


def from_json(kind: type[T], text: bytes | str) -> T:
    """Read a value back; raise ``MediaRefused`` when the text is not one."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise MediaRefused(f"This is not a {kind.__name__.lower()}: {error}.") from error
