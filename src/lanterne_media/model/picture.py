"""The picture in work: its shots, what was tried on them, the ladder, and the renditions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lanterne_media.model.brightness import Dynamics
from lanterne_media.model.film import Rate


class Codec(StrEnum):
    """A video codec of the ladder."""

    H264 = "h264"
    HEVC = "hevc"
    AV1 = "av1"


class Encoder(StrEnum):
    """What encodes: a program, or a part of a graphics chip."""

    SOFTWARE = "software"
    NVENC = "nvenc"
    QSV = "qsv"
    VAAPI = "vaapi"


@dataclass(frozen=True, slots=True)
class GrainAt:
    """The grain of a film at one size."""

    width: int
    height: int
    deviation: float


@dataclass(frozen=True, slots=True)
class Grain:
    """How strong a film's grain is: the deviation of its luma in calm areas, in 1/255, as delivered and smaller."""

    deviation: float = 0.0
    at: tuple[GrainAt, ...] = ()


class Vmaf(StrEnum):
    """Which of VMAF's models judges, as libvmaf names them."""

    STANDARD = "v0.6.1"
    # Sees no gain in sharpening: for those who fear that it flatters.
    NEG = "v0.6.1neg"


@dataclass(frozen=True, slots=True)
class Shot:
    """Consecutive frames of one camera take, half-open: ``first`` is in it, ``first + frames`` is not.

    ``typical`` is where a stretch begins that moves as much as the whole shot, where anybody looked.
    """

    index: int
    first: int
    frames: int
    typical: int | None = None

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
    dynamics: Dynamics = Dynamics.SDR
    encoder: Encoder = Encoder.SOFTWARE


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the curve of a whole film at one size; ``crf`` is the mean over its frames."""

    codec: Codec
    width: int
    height: int
    crf: float
    bits_per_second: float
    vmaf: float
    dynamics: Dynamics = Dynamics.SDR


@dataclass(frozen=True, slots=True)
class Aim:
    """What one shot gets at one rung: its rate factor, and the quality that is foretold of it."""

    crf: float
    vmaf: float | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: a codec, a size, and the rate factor around which its shots' own ones lie.

    Rate factors are on the scale of its ``encoder``, and presets are named as the codec's software names them.
    """

    codec: Codec
    width: int
    height: int
    crf: float
    preset: str
    dynamics: Dynamics = Dynamics.SDR
    encoder: Encoder = Encoder.SOFTWARE
    # What SVT-AV1 is told of the grain that it takes out for players to draw again (1 to 50); 0 where grain is kept.
    grain: int = 0

    @property
    def name(self) -> str:
        bright = "" if self.dynamics is Dynamics.SDR else f"-{self.dynamics}"
        return f"{self.codec}{bright}-{self.height}p-{self.crf:g}"


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
    """VMAF of a stretch of film against its reference, 0 to 100; ``phone`` is the mean on a phone's screen.

    Scores by unlike models say nothing of one another.
    """

    mean: float
    harmonic_mean: float
    first_percentile: float
    phone: float | None = None
    model: Vmaf = Vmaf.STANDARD


@dataclass(frozen=True, slots=True)
class Moment:
    """One judged frame of the film, and its VMAF."""

    frame: int
    vmaf: float


@dataclass(frozen=True, slots=True)
class Course:
    """How quality goes through a film: of each stretch its first frame, the mean and the lowest VMAF, to the tenth.

    ``worst`` are single frames, the lowest first, each in another place.
    """

    frames: tuple[int, ...]
    mean: tuple[float, ...]
    lowest: tuple[float, ...]
    worst: tuple[Moment, ...] = ()


@dataclass(frozen=True, slots=True)
class ShotResult:
    """What one shot cost and gave at one rung, and what had been foretold (mean VMAF).

    ``bits_at_one_factor``: the same rung with one rate factor for all shots, see ``Cell``.
    """

    shot: int
    bits: int
    frames: int
    quality: Quality | None = None
    crf: float | None = None
    foretold: float | None = None
    bits_at_one_factor: float | None = None


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
    course: Course | None = None
    # The filters through which both sides went before they were compared.
    compared_through: str = ""
