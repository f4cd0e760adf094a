"""Faces in a frame: one model proposes where, another looks closer and says whether there is one.

The models are BlazeFace (full range) and the face mesh of MediaPipe, which the setup takes out of locked packages. The
mesh is asked only whether it sees a face: its eyelids do not tell an open eye from a closed one at the sizes of films.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from lanterne_media.stills import candidates

MODELS = Path(__file__).parent / "models"
_SIDE, _CELLS = 192, 48
# Of the first model, as its makers ask; of the second, which is near nought on logos, wheels and trees.
_LIKELY, _SURE = 0.6, 0.5
_OVERLAP = 0.3
# The second model looks at as many, the largest first: a crowd is no portrait, and each costs as much as the first model.
_MOST = 3
# It wants half as much again around a face.
_AROUND = 1.5
_RIGHT_EYE, _LEFT_EYE = 2, 3

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Face:
    """Its middle and its size, in shares of the picture's width and height."""

    across: float
    down: float
    width: float
    height: float


class Finder:
    """Two models, loaded; it serves one thread."""

    def __init__(self, folder: Path) -> None:
        # OpenCV's newer engine forgets all outputs of such a model but one.
        engine = cv2.dnn.ENGINE_CLASSIC
        self._finds: Any = cv2.dnn.readNetFromTFLite(str(folder / "finds.tflite"), engine)
        self._doubts: Any = cv2.dnn.readNetFromTFLite(str(folder / "doubts.tflite"), engine)

    def faces(self, frame: candidates.Frame) -> tuple[Face, ...]:
        """The largest first, at most three. The frame is blue, green, red."""
        high, wide = frame.shape[:2]
        proposed = sorted(self._proposed(frame), key=lambda points: -points[1, 0])[:_MOST]
        return tuple(
            Face(*(points[0] / (wide, high)), *(points[1] / (wide, high)))
            for points in proposed
            if self._is_one(frame, points)
        )

    def _proposed(self, frame: candidates.Frame) -> list[Numbers]:
        """For each face its middle, its size and six points, in the frame's pixels."""
        high, wide = frame.shape[:2]
        scale = _SIDE / max(high, wide)
        size = max(1, round(wide * scale)), max(1, round(high * scale))
        left, top = (_SIDE - size[0]) // 2, (_SIDE - size[1]) // 2
        square = np.zeros((_SIDE, _SIDE, 3), np.uint8)
        small = cv2.resize(frame, size, interpolation=cv2.INTER_AREA)
        square[top : top + size[1], left : left + size[0]] = small
        self._finds.setInput(
            cv2.dnn.blobFromImage(square, 1 / 127.5, mean=(127.5,) * 3, swapRB=True)
        )
        wanted = "reshaped_classifier_face_4", "reshaped_regressor_face_4"
        told, where = self._finds.forward(wanted)
        found = read(told[0, :, 0], where[0])
        for points in found:
            points[0] -= left, top
            points[2:] -= left, top
            points /= scale
        return found

    def _is_one(self, frame: candidates.Frame, points: Numbers) -> bool:
        across, down = points[_LEFT_EYE] - points[_RIGHT_EYE]
        angle, size = float(np.degrees(np.arctan2(down, across))), float(points[1].max())
        middle = float(points[0, 0]), float(points[0, 1])
        upright = cv2.getRotationMatrix2D(middle, angle, _SIDE / (_AROUND * size))
        upright[:, 2] += _SIDE / 2 - points[0]
        part = cv2.warpAffine(frame, upright, (_SIDE, _SIDE))
        self._doubts.setInput(cv2.dnn.blobFromImage(part, 1 / 255, swapRB=True))
        return _sure(float(self._doubts.forward("conv2d_31").item())) >= _SURE


def can_be_found(folder: Path = MODELS) -> bool:
    """The notice is the last file that the setup writes."""
    return (folder / "NOTICE").is_file()


def finder(folder: Path = MODELS) -> Finder | None:
    """``None`` where the models were not set up: then nobody looks for faces, which is told as such."""
    return Finder(folder) if can_be_found(folder) else None


def read(told: npt.NDArray[Any], where: npt.NDArray[Any]) -> list[Numbers]:
    """Proposals out of the first model's numbers, the likeliest first: of those that lie on one another only one.

    Each of 48 × 48 cells proposes one face relative to its own middle.
    """
    sure = 1 / (1 + np.exp(-np.clip(told.astype(np.float64), -100, 100)))
    kept = sure >= _LIKELY
    at = (np.arange(_CELLS) + 0.5) * (_SIDE / _CELLS)
    middles = np.stack(np.meshgrid(at, at), axis=-1).reshape(-1, 1, 2)[kept]
    points = where.astype(np.float64).reshape(-1, 8, 2)[kept]
    points[:, :1] += middles
    points[:, 2:] += middles
    boxes = np.concatenate([points[:, 0] - points[:, 1] / 2, points[:, 1]], axis=1)
    apart = cv2.dnn.NMSBoxes(boxes.tolist(), sure[kept].tolist(), _LIKELY, _OVERLAP)
    return [points[place] for place in np.asarray(apart, int).reshape(-1)]


def _sure(said: float) -> float:
    return 1 / (1 + float(np.exp(-np.clip(said, -100, 100))))
