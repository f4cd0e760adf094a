"""What speaks for a frame and against it: light, sharpness, faces, lettering burnt into it, and where the eye goes."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from lanterne_media.model import Merits
from lanterne_media.stills import candidates
from lanterne_media.stills.faces import Face

Grey = npt.NDArray[np.uint8]
_WIDTH = 480
# Of a line of letters: as high as this of the picture, this much longer than high, with strokes this close.
_LOWEST, _HIGHEST, _LONGEST = 0.018, 0.16, 2.2
_STROKES_A_HEIGHT = 1.0
# Two lines of subtitles cover five per cent of a picture, an opening credit one and a half; on less than one, leaves
# and fences pass for letters.
_NO_TEXT, _ALL_TEXT = 0.0075, 0.03
# What is left of the score of a frame that is written all over: of a film with subtitles throughout one is still the best.
_WRITTEN_ON = 0.1
_LOOKED_AT = 64
# A face lets a frame be worth up to half as much again: from this part of the picture's height on, and wholly from that.
_FACES_ADD, _NO_FACE, _WHOLE_FACE = 0.5, 0.06, 0.25
# A poster, the narrowest shape that is cut, is two thirds as wide as high.
_NARROWEST = 2 / 3


def of(frame: candidates.Frame, faces: Sequence[Face] | None = None) -> Merits:
    """The frame is blue, green, red; ``faces`` are ``None`` where nobody looked for them."""
    grey = _grey(frame)
    lines = lettering(grey)
    across, down = between(faces, frame.shape[0] / frame.shape[1]) if faces else focus(frame)
    share = sum(width * height for _, _, width, height in lines) / grey.size
    written = (share - _NO_TEXT) / (_ALL_TEXT - _NO_TEXT)
    left = 1 - (1 - _WRITTEN_ON) * min(1.0, max(0.0, written))
    score = min(100.0, candidates.score(frame) * worth(faces or ())) * left
    count = None if faces is None else len(faces)
    return Merits(round(score, 2), round(share, 4), across, down, count)


def worth(faces: Sequence[Face]) -> float:
    """By what a frame's score is multiplied: a blurred or black one with a face stays a poor one."""
    largest = max((face.height for face in faces), default=0.0)
    return 1 + _FACES_ADD * min(1.0, max(0.0, (largest - _NO_FACE) / (_WHOLE_FACE - _NO_FACE)))


def between(faces: Sequence[Face], high: float) -> tuple[int, int]:
    """The middle of the faces, in percent; of the largest alone if a poster cannot hold them all.

    ``high`` is the picture's height by its width. Faces less than half as large as the largest do not count.
    """
    largest = max(faces, key=lambda face: face.height)
    chosen = [face for face in faces if face.height >= largest.height / 2]
    left, right = _span([(face.across, face.width) for face in chosen])
    if right - left > _NARROWEST * high:
        chosen = [largest]
        left, right = _span([(largest.across, largest.width)])
    top, bottom = _span([(face.down, face.height) for face in chosen])
    return _percent((left + right) / 2), _percent((top + bottom) / 2)


def _span(parts: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """From the first edge to the last of parts that are told by middle and size."""
    return min(at - size / 2 for at, size in parts), max(at + size / 2 for at, size in parts)


def _percent(share: float) -> int:
    return round(100 * min(1.0, max(0.0, share)))


def lettering(grey: Grey) -> tuple[tuple[int, int, int, int], ...]:
    """Boxes (left, top, width, height) of what is written in lines: many upright strokes, close and equally strong."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    edges = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, kernel)
    # Letters are made to be read: their edges are among the hardest of a picture, and never soft.
    strong = np.asarray(edges > max(70.0, float(np.percentile(edges, 90))), np.uint8)
    joined = cv2.morphologyEx(strong, cv2.MORPH_CLOSE, np.ones((1, 11), np.uint8))
    opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((3, 5), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(opened, connectivity=4)
    boxes = ((int(row[0]), int(row[1]), int(row[2]), int(row[3])) for row in found[1:])
    filled = (int(row[4]) for row in found[1:])
    pairs = zip(boxes, filled, strict=True)
    return tuple(box for box, inside in pairs if _is_a_line(box, inside, grey))


def focus(frame: candidates.Frame) -> tuple[int, int]:
    """Where the eye goes first, in percent from left and top: the colour that is furthest from the picture's mean.

    After Achanta and others (2009). It finds what stands out, and knows no faces.
    """
    small = cv2.resize(frame, (_LOOKED_AT, _LOOKED_AT), interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2LAB).astype(np.float64)
    far = np.linalg.norm(cv2.GaussianBlur(lab, (0, 0), 1.0) - lab.mean(axis=(0, 1)), axis=2)
    seen = cv2.GaussianBlur(far, (0, 0), 4.0)
    # What touches the frame is mostly cut off by it.
    margin = np.hanning(_LOOKED_AT + 2)[1:-1] ** 0.5
    down, across = np.unravel_index(int((seen * np.outer(margin, margin)).argmax()), seen.shape)
    return round(100 * (across + 0.5) / _LOOKED_AT), round(100 * (down + 0.5) / _LOOKED_AT)


def _grey(frame: candidates.Frame) -> Grey:
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    scale = _WIDTH / frame.shape[1]
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.uint8)


def _is_a_line(box: tuple[int, int, int, int], filled: int, grey: Grey) -> bool:
    left, top, width, height = box
    whole = grey.shape[0]
    if not _LOWEST * whole <= height <= _HIGHEST * whole or width < _LONGEST * height:
        return False
    if filled < 0.5 * width * height:
        return False
    part = grey[top : top + height, left : left + width]
    # Ink and ground lie far apart, and a row through the letters crosses from one to the other again and again.
    dark, light = np.percentile(part, (15, 90))
    if light - dark < 80:
        return False
    ink = part[height // 4 : max(height // 4 + 1, 3 * height // 4)] > (dark + light) / 2
    crossings = float(np.median(np.abs(np.diff(ink.astype(np.int8), axis=1)).sum(axis=1)))
    return crossings >= max(6.0, _STROKES_A_HEIGHT * width / height)
