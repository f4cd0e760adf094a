"""Whether all pictures show the same film: small looks at each of them, taken while it is decoded anyway."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lanterne_media.model import Rate

WIDTH, HEIGHT = 32, 18
# In levels of 255: below the one there is nothing to compare, above the other there is something to see.
_BLANK, _PLAIN = 6.0, 16.0
# Coarse encoding, bright pictures mapped down and grain stay above 0.9 in practice; other scenes lie around 0.
_ALIKE = 0.4
# A picture of fewer lines than four for each of a look's says too little of what it shows.
_FEWEST_LINES = 4 * HEIGHT
# Alone, one look may have met a flash that a small rung has lost.
_IN_A_ROW = 2


@dataclass(frozen=True, slots=True)
class Looks:
    """What a track shows twice a second, each look a small grey picture, normalised."""

    folder: str
    pictures: NDArray[np.float64]
    spread: NDArray[np.float64]


def is_telling(size: str) -> bool:
    """Whether a picture of this size, as in 320x180, can be compared with others."""
    return min(map(int, size.split("x"))) >= _FEWEST_LINES


def step(rate: Rate) -> int:
    """How many frames lie between two looks: half a second's."""
    return max(1, round(rate.value / 2))


def words(output: Path, every: int) -> list[str]:
    """The words of a further output of ffmpeg that takes the looks."""
    small = f"select=not(mod(n\\,{every})),scale={WIDTH}:{HEIGHT}:flags=area,format=gray"
    return [
        *("-map", "0:v", "-vf", small, "-fps_mode", "passthrough"),
        *("-f", "rawvideo", f"file:{output}"),
    ]


def read(folder: str, path: Path) -> Looks:
    """The looks that were taken of the picture in ``folder``."""
    taken = np.frombuffer(path.read_bytes(), np.uint8).reshape(-1, WIDTH * HEIGHT).astype(float)
    spread = taken.std(axis=1)
    centred = taken - taken.mean(axis=1, keepdims=True)
    return Looks(folder, centred / np.maximum(spread, 1e-9)[:, None], spread)


def faults(all_looks: Sequence[Looks], seconds: float) -> Iterator[str]:
    """Which tracks show something else than the first, and from when; looks lie ``seconds`` apart."""
    for other in all_looks[1:]:
        first = all_looks[0]
        at = _parts(first, other)
        if at is not None:
            yield f"{other.folder} shows another picture than {first.folder} from {at * seconds:.1f} s on."


def _parts(one: Looks, two: Looks) -> int | None:
    """The first of several looks in a row that differ."""
    count = min(len(one.spread), len(two.spread))
    low = np.minimum(one.spread[:count], two.spread[:count])
    high = np.maximum(one.spread[:count], two.spread[:count])
    likeness = (one.pictures[:count] * two.pictures[:count]).mean(axis=1)
    is_other = np.where(low < _BLANK, high > _PLAIN, likeness < _ALIKE)
    runs = (
        np.convolve(is_other, np.ones(_IN_A_ROW), "valid") if count >= _IN_A_ROW else is_other[:0]
    )
    found = np.flatnonzero(runs == _IN_A_ROW)
    return int(found[0]) if found.size else None
