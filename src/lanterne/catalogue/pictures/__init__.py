"""Making the pictures that pages need out of what an editor sends: checked before decoding, re-encoded by us."""

from lanterne.catalogue.pictures.cutting import CENTRE, CUTS, SMALLEST, Focus, Made, cut
from lanterne.catalogue.pictures.intake import (
    MOST_BYTES,
    Animated,
    Drawing,
    ForPrint,
    Misnamed,
    NotAPicture,
    Original,
    TooManyBytes,
    TooManyPixels,
    kept_size,
    taken,
)

__all__ = [
    "CENTRE",
    "CUTS",
    "MOST_BYTES",
    "SMALLEST",
    "Animated",
    "Drawing",
    "Focus",
    "ForPrint",
    "Made",
    "Misnamed",
    "NotAPicture",
    "Original",
    "TooManyBytes",
    "TooManyPixels",
    "cut",
    "kept_size",
    "taken",
]
