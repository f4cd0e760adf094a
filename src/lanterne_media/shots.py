"""Where shots begin: PySceneDetect looks at small frames, arithmetic arranges what it finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
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
        cuts, frames = _watch(pieces, width, height, video.rate)
    except ToolFailed as broken:
        if broken.says_nothing_of_the_file:
            raise
        raise MediaRefused("The picture of this film cannot be decoded.") from broken
    if not frames:
        raise MediaRefused("No frame of this film can be read.")
    return arrange(cuts, frames, video.rate, policy)


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


def _watch(pieces: Iterable[bytes], width: int, height: int, rate: Rate) -> tuple[list[int], int]:
    """The frames that begin a shot, and how many frames there are."""
    detector = AdaptiveDetector(min_scene_len=1)
    cuts: list[int] = []
    seen = 0
    for piece in pieces:
        if len(piece) < width * height * 3:
            break  # the decoder died within a frame
        now = FrameTimecode(seen, Fraction(rate.num, rate.den))
        frame = np.frombuffer(piece, np.uint8).reshape(height, width, 3)
        cuts += [cut.frame_num for cut in detector.process_frame(now, frame)]
        seen += 1
    return cuts, seen


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


__all__ = ["arrange", "command", "detect"]
