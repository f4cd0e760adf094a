"""The ranges of brightness: how the colours of each are declared to encoders, to players and to screens."""

from __future__ import annotations

from dataclasses import dataclass

from lanterne_media.model import Dynamics, VideoFacts


@dataclass(frozen=True, slots=True)
class Colours:
    """Primaries, transfer and matrix as ffmpeg names them, and their code points (ITU-T H.273)."""

    primaries: str
    transfer: str
    matrix: str
    codes: tuple[int, int, int]


COLOURS = {
    Dynamics.SDR: Colours("bt709", "bt709", "bt709", (1, 1, 1)),
    Dynamics.PQ: Colours("bt2020", "smpte2084", "bt2020nc", (9, 16, 9)),
    Dynamics.HLG: Colours("bt2020", "arib-std-b67", "bt2020nc", (9, 18, 9)),
}


def declared(video: VideoFacts) -> str:
    """The filter that writes primaries and transfer on every frame.

    Encoders take them from there: what the words for the output say is lost where frames say nothing, as those of
    plates do.
    """
    colours = COLOURS[video.dynamics]
    return f"setparams=color_primaries={colours.primaries}:color_trc={colours.transfer}"


def output_words(dynamics: Dynamics) -> list[str]:
    """The same for a file, and the matrix and range to which frames were scaled."""
    colours = COLOURS[dynamics]
    return [
        *("-color_primaries", colours.primaries, "-color_trc", colours.transfer),
        *("-colorspace", colours.matrix, "-color_range", "tv"),
    ]
