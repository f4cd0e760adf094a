"""Every frame of the film, very small: what is counted in it with arrays while the pass runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from lanterne_media.model import VideoFacts
from lanterne_media.qc.flashes import Flashing, Watch
from lanterne_media.qc.light import Screen

# Points of the picture, not means of it: so levels at the edge of what is legal are still seen.
WIDTH, HEIGHT = 128, 72
PLANE = WIDTH * HEIGHT
FRAME_BYTES = 3 * PLANE
# Frames that are looked at together, so that arrays are worth their while.
TOGETHER = 32
# Flashing is watched in blocks of so many points each way, on a grid of 32 by 18.
BLOCK = 4
# EBU R 103: luma may leave 16 to 235 by 5 % on each side.
LOWEST, HIGHEST = 5, 246

Planes = npt.NDArray[np.uint8]
Figures = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was counted, a figure a frame of the constant rate.

    ``moved``: mean change of luma since the frame before. ``illegal``: the share of the picture outside legal levels.
    """

    moved: Figures = field(default_factory=lambda: np.zeros(0, np.float32))
    illegal: Figures = field(default_factory=lambda: np.zeros(0, np.float32))
    flashing: tuple[Flashing, ...] = ()


class Eyes:
    """Looks at frames as they come; ``seen`` afterwards."""

    def __init__(self, video: VideoFacts) -> None:
        self._screen, self._watch = Screen.of(video), Watch(video.rate)
        self._before: Planes | None = None
        self._moved: list[Figures] = []
        self._illegal: list[Figures] = []

    def look(self, piece: bytes) -> None:
        """A piece of the pass's output: whole frames, but for the last piece of a film that breaks off."""
        count = len(piece) // FRAME_BYTES
        if not count:
            return
        frames = np.frombuffer(piece, np.uint8, count * FRAME_BYTES).reshape(count, 3, PLANE)
        luma = frames[:, 0]
        self._illegal.append(((luma < LOWEST) | (luma > HIGHEST)).mean(axis=1, dtype=np.float32))
        self._moved.append(self._movement(luma))
        for light, red in self._lit(frames):
            self._watch.look(light, red)

    def seen(self) -> Seen:
        return Seen(_joined(self._moved), _joined(self._illegal), self._watch.found())

    def _movement(self, luma: Planes) -> Figures:
        before = luma[:1] if self._before is None else self._before
        self._before = luma[-1:].copy()
        steps = np.concatenate([before, luma]).astype(np.int16)
        moved: Figures = np.abs(np.diff(steps, axis=0)).mean(axis=1, dtype=np.float32)
        return moved

    def _lit(self, frames: Planes) -> Iterator[tuple[Figures, Figures]]:
        grid = (len(frames), 3, HEIGHT // BLOCK, BLOCK, WIDTH // BLOCK, BLOCK)
        blocks = frames.reshape(grid).mean(axis=(3, 5), dtype=np.float32)
        rgb = self._screen.light(blocks.reshape(len(frames), 3, -1))
        return zip(self._screen.luminance(rgb), self._screen.redness(rgb), strict=True)


def _joined(parts: list[Figures]) -> Figures:
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)
