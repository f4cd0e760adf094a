"""Where shots begin: PySceneDetect looks at small frames, arithmetic arranges what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scenedetect.common import FrameTimecode
from scenedetect.detectors import AdaptiveDetector

from lanterne_media.model import MediaRefused, Mezzanine, Policy, Rate, Shot, VideoFacts
from lanterne_media.tools import Runner, ToolFailed, untrusted

# Wide enough to tell two takes of one scene apart, small enough that decoding is what costs.
WIDTH = 256


def detect(mezzanine: Mezzanine, *, run: Runner, policy: Policy) -> tuple[Shot, ...]:
    """The shots of a film, counted in frames of its constant rate from its first picture."""
    path, video = Path(mezzanine.path), mezzanine.video
    width, height = _small(video)
    pieces = run.stream(command(path, video), reads=[path], chunk=width * height * 3)
    try:
        cuts, moves = _watch(pieces, width, height, video.rate)
    except ToolFailed as broken:
        if broken.says_nothing_of_the_file:
            raise
        raise MediaRefused("The picture of this film cannot be decoded.") from broken
    if not moves:
        raise MediaRefused("No frame of this film can be read.")
    length = video.rate.frames(policy.trial_seconds)
    return tuple(
        replace(shot, typical=typical(shot, moves, max(1, length)))
        for shot in arrange(cuts, len(moves), video.rate, policy)
    )


def command(path: Path, video: VideoFacts) -> list[str]:
    """Every frame of the constant rate, small, blue-green-red, on standard output."""
    width, height = _small(video)
    small = f"fps={video.rate},scale={width}:{height}:flags=fast_bilinear"
    return [
        *("ffmpeg", "-v", "error", "-nostdin", "-noautorotate", *untrusted(path)),
        *("-map", f"0:{video.index}", "-vf", small, "-fps_mode", "passthrough"),
        *("-f", "rawvideo", "-pix_fmt", "bgr24", "-"),
    ]


def _small(video: VideoFacts) -> tuple[int, int]:
    width = min(WIDTH, video.width)
    return width, max(2, round(video.height * width / video.width))


def _watch(
    pieces: Iterable[bytes], width: int, height: int, rate: Rate
) -> tuple[list[int], list[float]]:
    """The frames that begin a shot; and by how much each frame differs from the one before, on the mean of its samples."""
    detector = AdaptiveDetector(min_scene_len=1)
    cuts: list[int] = []
    moves: list[float] = []
    before: NDArray[np.int16] | None = None
    for piece in pieces:
        if len(piece) < width * height * 3:
            break  # the decoder died within a frame
        now = FrameTimecode(len(moves), Fraction(rate.num, rate.den))
        frame = np.frombuffer(piece, np.uint8).reshape(height, width, 3)
        cuts += [cut.frame_num for cut in detector.process_frame(now, frame)]
        green = frame[::2, ::2, 1].astype(np.int16)
        moves.append(0.0 if before is None else float(np.abs(green - before).mean()))
        before = green
    return cuts, moves


def typical(shot: Shot, moves: Sequence[float], length: int) -> int:
    """Where a stretch of so many frames begins that moves as much as the whole shot; of equals the most central."""
    length = min(length, shot.frames)
    # Its first frame differs from another shot's last.
    own = np.array([0.0, *moves[shot.first + 1 : shot.end]])
    sums = np.concatenate(([0.0], np.cumsum(own)))
    means = (sums[length:] - sums[:-length]) / length
    from_centre = np.abs(np.arange(len(means)) - (shot.frames - length) // 2)
    order = np.lexsort((from_centre, np.round(np.abs(means - own.mean()), 2)))
    return shot.first + int(order[0])


def arrange(cuts: Iterable[int], frames: int, rate: Rate, policy: Policy) -> tuple[Shot, ...]:
    """Shots that cover every frame once, none too short (it joins its neighbour), none too long (it is split evenly)."""
    shortest = max(1, rate.frames(policy.shortest_shot))
    longest = max(1, rate.frames(policy.longest_shot))
    lengths = [
        length
        for first, end in _takes(cuts, frames, shortest)
        for length in _split(end - first, longest)
    ]
    firsts = [0]
    for length in lengths:
        firsts.append(firsts[-1] + length)
    pairs = zip(firsts, lengths, strict=False)
    return tuple(Shot(index, first, length) for index, (first, length) in enumerate(pairs))


def _takes(cuts: Iterable[int], frames: int, shortest: int) -> Iterator[tuple[int, int]]:
    first = 0
    for cut in sorted(cuts):
        if cut - first >= shortest and frames - cut >= shortest:
            yield first, cut
            first = cut
    if frames > first:
        yield first, frames


def _split(length: int, longest: int) -> list[int]:
    parts = -(-length // longest)
    return [(n + 1) * length // parts - n * length // parts for n in range(parts)]


__all__ = ["arrange", "command", "detect", "typical"]
