"""Which moments of a film could stand for it, and how well a picture of one does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from lanterne_media.model import Mezzanine, Shot
from lanterne_media.stills import look
from lanterne_media.tools import untrusted

WIDEST = 1280
# To decode so short a film once costs less than to seek in it many times, above all between key frames.
ONE_PASS_SECONDS = 40.0
ONE_PASS_INTRA_SECONDS = 4.0
_LOOKED_AT = 320
# Titles and credits make poor posters; shorter films are looked at from end to end.
_LONG_SECONDS = 60.0
_HEAD, _TAIL = 0.02, 0.92
_DARKEST, _FLATTEST = 18.0, 8.0

Frame = npt.NDArray[np.uint8]


def moments(duration: float, shots: Sequence[Shot], most: int) -> tuple[float, ...]:
    """Up to ``most`` seconds from the middles of shots: the longest shot of each equal part of the film."""
    total = shots[-1].end if shots else 0
    if not total:
        return tuple(duration * (part + 0.5) / most for part in range(most))
    first, last = (
        (duration * _HEAD, duration * _TAIL) if duration > _LONG_SECONDS else (0.0, duration)
    )
    best: dict[int, Shot] = {}
    for shot in shots:
        part = math.floor((_middle(shot, total, duration) - first) / (last - first) * most)
        if 0 <= part < most and (part not in best or shot.frames > best[part].frames):
            best[part] = shot
    chosen = [best[part] for part in sorted(best)] or [max(shots, key=lambda shot: shot.frames)]
    return tuple(_middle(shot, total, duration) for shot in chosen)


def _middle(shot: Shot, total: int, duration: float) -> float:
    # Shots may have been counted at another rate than the film's own, so they are taken as parts of the whole.
    # The last frame has begun by then, also where a film has no other.
    return min(shot.first + shot.frames / 2, total - 1) / total * duration


def score(frame: Frame) -> float:
    """From 0 (black, blown out or flat) to 100: sharp, well lit, with contrast and some colour.

    The frame is blue, green, red; it is compared at a small size, so that grain does not pass for sharpness.
    """
    scale = _LOOKED_AT / max(frame.shape)
    small = (
        cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        if scale < 1
        else frame
    )
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    light, contrast = float(grey.mean()), float(grey.std())
    if not _DARKEST < light < 255 - _DARKEST or contrast < _FLATTEST:
        return 0.0
    sharpness = min(1.0, float(np.log1p(cv2.Laplacian(grey, cv2.CV_64F).var())) / 8)
    exposure = 1 - abs(light - 118) / 140
    colour = min(1.0, float(np.ptp(small.astype(np.int16), axis=2).mean()) / 64)
    return round(100 * sharpness * (0.5 + 0.5 * exposure) * (0.4 + 0.4 * min(1.0, contrast / 64) + 0.2 * colour), 2)  # fmt: skip


def best(
    scored: Sequence[tuple[float, float]], duration: float, most: int
) -> tuple[tuple[float, float], ...]:
    """The best ``most`` of (moment, score), best first: one from each part of the film before a second from any.

    What scores nothing is left out, unless there is nothing else.
    """
    worthy = sorted((one for one in scored if one[1] > 0), key=lambda one: -one[1])
    leaders: dict[int, tuple[float, float]] = {}
    for one in worthy:
        leaders.setdefault(int(one[0] / duration * most), one)
    first = list(leaders.values())
    chosen = (first + [one for one in worthy if one not in first])[:most]
    return tuple(sorted(chosen, key=lambda one: -one[1])) or tuple(scored[:1])


def poster_size(size: tuple[int, int]) -> tuple[int, int]:
    """As wide as a poster may be, never larger than the film."""
    width, height = size
    scale = min(1.0, WIDEST / width)
    return max(2, int(width * scale) // 2 * 2), max(2, round(height * scale / 2) * 2)


def pass_command(mezzanine: Mezzanine, moments: Sequence[float], folder: Path) -> list[str]:
    """Write the first frame at or after each moment in one decode; each file is named by its milliseconds."""
    video = mezzanine.video
    chosen = "+".join(
        f"gte(t\\,{at:.3f})*(isnan(prev_pts)+lt(prev_pts*TB\\,{at:.3f}))" for at in moments
    )
    filters = [
        f"setpts=PTS-{video.start:.6f}/TB",
        *look.whole_frame(video),
        f"select={chosen}",
        "settb=1/1000",
    ]
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y", *untrusted(mezzanine.path), *_mapped(mezzanine)),
        *("-vf", ",".join([*filters, *_sized(mezzanine)]), "-fps_mode", "passthrough", *_JPEG),
        *("-enc_time_base", "1:1000", "-frame_pts", "1", f"file:{_escaped(folder)}/%d.jpg"),
    ]  # fmt: skip


def seek_command(mezzanine: Mezzanine, at: float, folder: Path) -> list[str]:
    """Write the frame at one moment, found by seeking, under the same kind of name."""
    video = mezzanine.video
    filters = ",".join([*look.whole_frame(video), *_sized(mezzanine)])
    return [
        *("ffmpeg", "-nostdin", "-v", "error", "-y", "-ss", f"{at + video.start:.3f}"),
        *(
            *untrusted(mezzanine.path),
            *_mapped(mezzanine),
            "-vf",
            filters,
            "-frames:v",
            "1",
            *_JPEG,
        ),
        *("-update", "1", f"file:{_escaped(folder)}/{round(at * 1000)}.jpg"),
    ]


_JPEG = ("-c:v", "mjpeg", "-q:v", "3", "-flags:v", "+bitexact", "-f", "image2")


def _mapped(mezzanine: Mezzanine) -> list[str]:
    return ["-map", f"0:{mezzanine.video.index}", "-map_metadata", "-1", "-map_chapters", "-1"]


def _sized(mezzanine: Mezzanine) -> list[str]:
    return look.jpeg_colours(mezzanine.video, *poster_size(mezzanine.video.display_size))


def _escaped(folder: Path) -> str:
    return str(folder).replace("%", "%%")
