"""How a publisher wants films treated, and what a film may cost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import msgspec

from lanterne_media.model.brightness import BrightPictures
from lanterne_media.model.picture import Codec, Vmaf

# x264 and x265 name them alike.
_X26X_PRESETS = "^(ultrafast|superfast|veryfast|faster|fast|medium|slow|slower|veryslow|placebo)$"


class Surround(StrEnum):
    """How sound of more channels than two is published beside its stereo mix."""

    EAC3 = "eac3"
    OPUS = "opus"
    AAC = "aac"
    NONE = "none"


class FilmGrain(StrEnum):
    """What becomes of grain in AV1: encoded like everything else, or taken out and drawn again by players."""

    KEEP = "keep"
    SYNTHESISE = "synthesise"


@dataclass(frozen=True, slots=True)
class Policy:
    """How a publisher wants films treated. Every field has a default worth having."""

    name: str = "standard"
    codecs: Annotated[tuple[Codec, ...], msgspec.Meta(min_length=1)] = (Codec.H264, Codec.AV1)
    h264_preset: Annotated[str, msgspec.Meta(pattern=_X26X_PRESETS)] = "medium"
    hevc_preset: Annotated[str, msgspec.Meta(pattern=_X26X_PRESETS)] = "fast"
    av1_preset: Annotated[str, msgspec.Meta(pattern=r"^([0-9]|1[0-3])$")] = "7"
    # Codecs that a graphics chip encodes where one can, and software where none can.
    hardware: tuple[Codec, ...] = ()
    # At most so many shots are tried; each then stands for those around it.
    most_trial_shots: Annotated[int, msgspec.Meta(ge=1)] = 10_000
    most_trial_sizes: Annotated[int, msgspec.Meta(ge=1, le=10)] = 5
    # Whether a shot's first encode is compared with what was foretold before its others are aimed.
    learns_from_shots: bool = True
    # Of the work on a shot, so much may be done again where it came far from what was foretold.
    made_again: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.15
    # Of each tried shot.
    trial_seconds: Annotated[float, msgspec.Meta(gt=0, le=600)] = 1.0
    trial_points: Annotated[int, msgspec.Meta(ge=1, le=20)] = 2
    # By which all is judged: trials, corrections and the report.
    vmaf: Vmaf = Vmaf.STANDARD
    top_vmaf: Annotated[float, msgspec.Meta(ge=1, le=100)] = 95.0
    vmaf_step: Annotated[float, msgspec.Meta(ge=0.5, le=100)] = 6.0
    # Below this a picture is not worth its bits: of a film of much movement the ladder ends earlier.
    lowest_vmaf: Annotated[float, msgspec.Meta(ge=0, le=100)] = 20.0
    most_rungs: Annotated[int, msgspec.Meta(ge=1, le=20)] = 6
    bottom_bits_per_second: Annotated[int, msgspec.Meta(ge=1_000)] = 150_000
    tallest: Annotated[int, msgspec.Meta(ge=16, le=4320)] = 2160
    # A segment ends at the first key frame after so long; between two key frames there is at most twice this.
    segment_seconds: Annotated[float, msgspec.Meta(ge=0.5, le=30)] = 3.0
    shortest_shot: Annotated[float, msgspec.Meta(ge=0, le=600)] = 1.0
    longest_shot: Annotated[float, msgspec.Meta(ge=0.1, le=600)] = 12.0
    # Not a multiple of 2: encoders treat every other, fourth and eighth frame better than the rest.
    quality_every: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 5
    loudness_lufs: Annotated[float, msgspec.Meta(ge=-60, le=0)] = -23.0
    true_peak_dbtp: Annotated[float, msgspec.Meta(ge=-30, le=0)] = -1.0
    sound_bits_per_second: Annotated[int, msgspec.Meta(ge=16_000, le=512_000)] = 128_000
    surround: Surround = Surround.EAC3
    surround_bits_per_second: Annotated[int, msgspec.Meta(ge=96_000, le=1_024_000)] = 384_000
    has_first_light: bool = True
    # Grain that players draw is not the film's own: not for graded archive material.
    grain: FilmGrain = FilmGrain.KEEP
    # Whether black bars that are part of every frame are left out of what is published.
    crops_bars: bool = True
    # Delivery rule sets that the film is held to, by their names or files; they say, and stop nothing.
    rules: tuple[str, ...] = ("streaming",)
    # Of what is made for bright screens there is always a standard version as well.
    hdr: BrightPictures = BrightPictures.KEEP
    # So many seconds of picture that a damaged film has lost may be made up for; of a film that lost more, nothing is made.
    most_lost_seconds: Annotated[float, msgspec.Meta(ge=0, le=21_600)] = 1.0


POLICIES = {
    "standard": Policy(),
    # For rehearsals and for films that must be up within a minute: quick presets, few trials.
    "swift": Policy(
        name="swift",
        h264_preset="veryfast",
        hevc_preset="superfast",
        av1_preset="10",
        most_trial_shots=2,
        learns_from_shots=False,
        most_trial_sizes=4,
        trial_seconds=0.75,
        most_rungs=4,
        quality_every=17,
        hdr=BrightPictures.MAP,
    ),
    # For machines with a graphics chip, which encodes faster and needs more bits.
    "hardware": Policy(name="hardware", hardware=tuple(Codec)),
}


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
