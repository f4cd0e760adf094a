"""The engine's values: frozen, comparable, JSON in and out. Everything else in the engine speaks in these."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from lanterne_media.model.brightness import (
    BrightPictures,
    Chromaticity,
    Dynamics,
    Light,
    Mastering,
)
from lanterne_media.model.companions import (
    CaptionRendition,
    Loudness,
    Merits,
    Poster,
    SoundCodec,
    SoundRendition,
    TrickPlay,
)
from lanterne_media.model.film import (
    Bars,
    CaptionFacts,
    Chapter,
    FieldOrder,
    Finding,
    LeftOut,
    MediaRefused,
    Mezzanine,
    Rate,
    Reason,
    Severity,
    Shape,
    Sidecar,
    SoundBeside,
    SoundFacts,
    SoundRole,
    SoundSidecar,
    VideoFacts,
)
from lanterne_media.model.packages import (
    ContentKey,
    Keys,
    Package,
    Track,
    TrackKind,
)
from lanterne_media.model.picture import (
    Aim,
    Codec,
    Course,
    Encoder,
    Grain,
    GrainAt,
    Ladder,
    Moment,
    Point,
    Quality,
    Rendition,
    Rung,
    Shot,
    ShotResult,
    Trial,
    Vmaf,
)
from lanterne_media.model.policy import (
    POLICIES,
    FilmGrain,
    Limits,
    Policy,
    Surround,
)
from lanterne_media.model.telling import (
    Cell,
    EncoderChosen,
    Event,
    FilmJudged,
    LadderChosen,
    LadderForetold,
    Plan,
    Report,
    Reported,
    Stage,
    StageBegan,
    StillsReady,
    StreamReady,
    UnitDone,
)
from lanterne_media.model.verdicts import Ground, Outcome, Verdict

__all__ = [
    "POLICIES",
    "Aim",
    "Bars",
    "BrightPictures",
    "CaptionFacts",
    "CaptionRendition",
    "Cell",
    "Chapter",
    "Chromaticity",
    "Codec",
    "ContentKey",
    "Course",
    "Dynamics",
    "Encoder",
    "EncoderChosen",
    "Event",
    "FieldOrder",
    "FilmGrain",
    "FilmJudged",
    "Finding",
    "Grain",
    "GrainAt",
    "Ground",
    "Keys",
    "Ladder",
    "LadderChosen",
    "LadderForetold",
    "LeftOut",
    "Light",
    "Limits",
    "Loudness",
    "Mastering",
    "MediaRefused",
    "Merits",
    "Mezzanine",
    "Moment",
    "Outcome",
    "Package",
    "Plan",
    "Point",
    "Policy",
    "Poster",
    "Quality",
    "Rate",
    "Reason",
    "Rendition",
    "Report",
    "Reported",
    "Rung",
    "Severity",
    "Shape",
    "Shot",
    "ShotResult",
    "Sidecar",
    "SoundBeside",
    "SoundCodec",
    "SoundFacts",
    "SoundRendition",
    "SoundRole",
    "SoundSidecar",
    "Stage",
    "StageBegan",
    "StillsReady",
    "StreamReady",
    "Surround",
    "Track",
    "TrackKind",
    "Trial",
    "TrickPlay",
    "UnitDone",
    "Verdict",
    "VideoFacts",
    "Vmaf",
    "from_json",
    "to_json",
]

T = TypeVar("T")


def to_json(value: object) -> bytes:
    """Any of these values as JSON, indented for reading."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2)


def from_json(kind: type[T], text: bytes | str) -> T:
    """Read a value back; raise ``MediaRefused`` when the text is not one."""
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise MediaRefused(f"This is not a {kind.__name__.lower()}: {error}.") from error
