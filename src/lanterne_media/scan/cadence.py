"""Whether film of 24 frames a second was spread over the fields of 30: then each kind of field comes twice, every fifth time.

How much every field differs from the last of its kind is written down by ffmpeg, and arithmetic finds the beat.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

import numpy as np

from lanterne_media.model import VideoFacts
from lanterne_media.tools.graph import escaped

TOP, BOTTOM = "top.txt", "bottom.txt"
WIDTH = 480
BEAT = 5
# Of two fields that are one, only compression makes a difference; neighbouring moments differ by more.
REPEATED, NOT_REPEATED = 0.65, 0.75
# Less than this, of 255, is noise: nothing moves.
STILL = 0.5
# One cut is no movement.
MOST_TIMES = 4.0
# Film was spread over fields for this television only: nothing of 25 or of 30 frames a second was.
NTSC = (29.96, 29.98)
_DIFFERENCE = re.compile(r"YDIF=([\d.e+-]+)")


class Beat(Enum):
    """What a stretch of fields shows."""

    FILM = "film"
    OTHER = "other"
    UNCLEAR = "unclear"


def is_possible(video: VideoFacts) -> bool:
    return NTSC[0] < video.rate.value < NTSC[1]


def looking(folder: Path) -> str:
    """A graph that takes frames and writes down, for each, the difference of both its fields."""
    kinds = "".join(
        f";[{name}]field=type={name},signalstats,"
        f"metadata=mode=print:key=lavfi.signalstats.YDIF:file={escaped(folder / file)},nullsink"
        for name, file in (("top", TOP), ("bottom", BOTTOM))
    )
    return f"scale=w='min({WIDTH},iw)':h=ih:flags=area,format=yuv420p,split=2[top][bottom]{kinds}"


def written(folder: Path) -> tuple[list[float], list[float]]:
    """The differences of the top and of the bottom fields, frame by frame; they are not kept."""
    return _written(folder / TOP), _written(folder / BOTTOM)


def _written(file: Path) -> list[float]:
    if not file.exists():
        return []
    found = [float(value) for value in _DIFFERENCE.findall(file.read_text())]
    file.unlink()
    # The first has none before it.
    return found[1:]


def beat(tops: Sequence[float], bottoms: Sequence[float]) -> Beat:
    """The beat of a stretch: both kinds repeat every fifth time, two or three frames apart."""
    (place, share), (other, other_share) = _softest(tops), _softest(bottoms)
    if min(share, other_share) < 0:
        return Beat.UNCLEAR
    is_apart = (place - other) % BEAT in {2, 3}
    if max(share, other_share) <= REPEATED and is_apart:
        return Beat.FILM
    return Beat.OTHER if min(share, other_share) > NOT_REPEATED else Beat.UNCLEAR


def _softest(differences: Sequence[float]) -> tuple[int, float]:
    """The place in five where fields differ least, and by which share of what they do elsewhere; -1 when nothing moves."""
    rows = np.asarray(differences[: len(differences) // BEAT * BEAT], float).reshape(-1, BEAT)
    if len(rows) < BEAT:
        return 0, -1.0
    bounded = np.minimum(rows, MOST_TIMES * np.median(rows))
    means = bounded.mean(axis=0)
    place = int(means.argmin())
    elsewhere = float(np.delete(means, place).mean())
    return place, float(means[place]) / elsewhere if elsewhere >= STILL else -1.0
