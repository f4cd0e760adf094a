"""What is to be done with a film, and what is told while it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lanterne_media.model.companions import (
    CaptionRendition,
    Poster,
    SoundRendition,
    TrickPlay,
)
from lanterne_media.model.film import Finding, Mezzanine, Sidecar, SoundBeside
from lanterne_media.model.packages import Package
from lanterne_media.model.picture import (
    Codec,
    Encoder,
    Grain,
    Ladder,
    Rendition,
    Rung,
    Shot,
    Vmaf,
)
from lanterne_media.model.policy import Policy
from lanterne_media.model.verdicts import Verdict


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
    sounds: tuple[SoundBeside, ...] = ()


@dataclass(frozen=True, slots=True)
class StageBegan:
    """A stage of so many units of work begins; ``weight`` is their work, compared with others of this stage."""

    stage: Stage
    units: int
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One shot at one rung as it came out.

    ``bits_at_one_factor`` is what its rung would have given it with one rate factor for all shots and the same mean
    quality: foretold from the trials, in proportion to the bits that the shot took; ``None`` where nothing was tried.
    """

    shot: int
    rung: str
    frames: int
    bits: int
    bits_at_one_factor: float | None = None


@dataclass(frozen=True, slots=True)
class UnitDone:
    """One unit of a stage is finished; reused when an earlier run had already done it.

    ``tries`` is above 1 where machines that were lost had begun it before: that work was done again.
    """

    stage: Stage
    label: str
    is_reused: bool
    cpu_seconds: float = 0.0
    weight: float = 0.0
    cell: Cell | None = None
    tries: int = 1


@dataclass(frozen=True, slots=True)
class EncoderChosen:
    """By what a codec is encoded that the policy wants a graphics chip for; ``why`` by software, if it is."""

    codec: Codec
    encoder: Encoder
    why: str = ""


@dataclass(frozen=True, slots=True)
class LadderChosen:
    """So many shots are going to be encoded at each of these rungs."""

    rungs: tuple[Rung, ...]
    shots: int


@dataclass(frozen=True, slots=True)
class FilmJudged:
    """What quality control found, and what each rule set of the policy says of it; pictures lie below ``folder``."""

    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...] = ()
    folder: str = ""


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
class LadderForetold:
    """What trials foretell of a film that is not encoded now: the ladder it would get, by which tools and model."""

    ladder: Ladder
    tools: dict[str, str]
    vmaf: Vmaf = Vmaf.STANDARD


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
    # CPU seconds of each stage whose pieces tell theirs, also of those that an earlier run made.
    costs: dict[str, float] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()
    grain: Grain | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """The publish is over and this is its report."""

    report: Report


Event = (
    StageBegan
    | UnitDone
    | EncoderChosen
    | LadderChosen
    | FilmJudged
    | StillsReady
    | StreamReady
    | LadderForetold
    | Reported
)
