"""How bright a picture is, and what its maker said of that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Dynamics(StrEnum):
    """The transfer family of the picture."""

    SDR = "sdr"
    PQ = "pq"
    HLG = "hlg"


class BrightPictures(StrEnum):
    """What becomes of a picture made for bright screens: kept beside its standard version, or mapped to that alone."""

    KEEP = "keep"
    MAP = "map"


Chromaticity = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mastering:
    """The screen on which a film was graded (SMPTE ST 2086), as told: three primaries in any order, the white point,
    and its darkest and brightest in cd/m² where they are told."""

    primaries: tuple[Chromaticity, Chromaticity, Chromaticity]
    white: Chromaticity
    darkest: float | None = None
    brightest: float | None = None


@dataclass(frozen=True, slots=True)
class Light:
    """The brightest pixel and the brightest frame's mean in cd/m² (CTA-861.3), as told; 0 is unknown."""

    pixel: int
    frame: int
