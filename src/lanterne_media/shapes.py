"""A film whose picture changes its size in the middle, as films do that were put together of several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import msgspec

from lanterne_media.losses import timecode
from lanterne_media.model import (
    Finding,
    MediaRefused,
    Mezzanine,
    Rate,
    Severity,
    Shape,
    VideoFacts,
)
from lanterne_media.tools import Runner, ToolFailed, described, untrusted

# Every frame of it is a key frame and slow to decode, and the packages that it comes in have one size.
NOT_LOOKED_AT = {"jpeg2000"}
# A short film is looked at frame by frame: of a part with one key frame, decoders may lose that one.
SHORT_SECONDS = 120.0
_FIRST = re.compile(
    r"^\[showinfo@shape @ 0x[0-9a-f]+\] n: *0 pts: *-?\d+ pts_time:(-?[\d.]+) .* s:(\d+)x(\d+) ",
    re.MULTILINE,
)
_TWISTED = (
    "The picture changes the shape of its pixels in the middle, but not its size of {} by {}: "
    "it cannot be told where. Have the film exported with one shape."
)


class _Frame(msgspec.Struct):
    width: int = 0
    height: int = 0
    sample_aspect_ratio: str = ""


class _Frames(msgspec.Struct):
    frames: list[_Frame] = []


def seen(film: Mezzanine, *, run: Runner) -> tuple[Shape, ...]:
    """Every shape that the picture has, in order, upright; none when it has one. A long film is looked at by its key frames."""
    if film.video.codec in NOT_LOOKED_AT:
        return ()
    try:
        runs = [kind for kind, _ in groupby(_kinds(film, run))]
        if len(runs) < 2:
            return ()
        said = run.run(command(film), reads=[Path(film.path)]).stderr
    except ToolFailed as broken:
        if broken.says_nothing_of_the_file:
            raise
        # A damaged film is found out where it is decoded in full.
        return ()
    return _shapes(runs, said)


def _kinds(film: Mezzanine, run: Runner) -> list[tuple[int, int, Rate]]:
    """The size and the pixels of every key frame; only ffprobe tells pixels that the container contradicts."""
    ask = (*_sparing(film), "-show_entries", "frame=width,height,sample_aspect_ratio")
    words = ["ffprobe", "-v", "error", "-of", "json", *described(film.path)]
    words += ["-select_streams", str(film.video.index), *ask]
    answer = msgspec.json.decode(run.run(words, reads=[Path(film.path)]).stdout, type=_Frames)
    return [_upright(film.video, frame) for frame in answer.frames if frame.width * frame.height]


def _sparing(film: Mezzanine) -> tuple[str, ...]:
    return () if film.video.duration <= SHORT_SECONDS else ("-skip_frame", "nokey")


def _upright(video: VideoFacts, frame: _Frame) -> tuple[int, int, Rate]:
    try:
        pixels = Rate.parse(frame.sample_aspect_ratio)
    except (ValueError, ZeroDivisionError):
        pixels = Rate(1)
    if not 1 / 8 <= pixels.value <= 8:
        pixels = Rate(1)
    if video.rotation % 180:
        return frame.height, frame.width, Rate(pixels.den, pixels.num)
    return frame.width, frame.height, pixels


def command(film: Mezzanine) -> list[str]:
    """The first frame of every size: the graph is made anew for each, and counts its frames from zero."""
    graph = r"select='eq(n\,0)',showinfo@shape=checksum=0"
    return [
        *("ffmpeg", "-v", "info", "-nostdin", "-nostats", "-hide_banner", *_sparing(film)),
        *(*untrusted(film.path), "-map", f"0:{film.video.index}", "-vf", graph),
        *("-fps_mode", "passthrough", "-f", "null", "-"),
    ]


def _shapes(runs: Sequence[tuple[int, int, Rate]], said: str) -> tuple[Shape, ...]:
    firsts = [(float(at), int(width), int(height)) for at, width, height in _FIRST.findall(said)]
    sizes = {(width, height): pixels for width, height, pixels in reversed(runs)}
    for width, height, pixels in runs:
        if sizes[width, height] != pixels:
            raise MediaRefused(_TWISTED.format(width, height))
    begins = [next(same) for _, same in groupby(firsts, key=lambda one: one[1:])]
    start = begins[0][0] if begins else 0.0
    return tuple(
        Shape(round(at - start, 3), width, height, sizes.get((width, height), Rate(1)))
        for at, width, height in begins
    )


def gathered(video: VideoFacts, shapes: tuple[Shape, ...]) -> VideoFacts:
    """The picture as the largest of its shapes shows it, into which the others are fitted."""
    if len(shapes) < 2:
        return video
    largest = max(shapes, key=lambda one: one.width * one.height * one.pixel_aspect.value)
    return replace(
        video,
        width=largest.width,
        height=largest.height,
        pixel_aspect=largest.pixel_aspect,
        rotation=0,
        shapes=shapes,
    )


def fitted(video: VideoFacts) -> str:
    """The filter, with its comma, that gives each shape its place in the middle of the largest; nothing for one shape."""
    if not video.shapes:
        return ""
    width, height = video.display_size
    aspect = "dar"
    for one in video.shapes:
        pixels = one.pixel_aspect
        known = f"{one.width * pixels.num}/{one.height * pixels.den}"
        aspect = f"if(eq(iw,{one.width})*eq(ih,{one.height}),{known},{aspect})"
    # In pairs of lines, as colours come.
    across = f"max(2,trunc(min({width},{height}*{aspect})/2+0.01)*2)"
    down = f"max(2,trunc(min({height},{width}/({aspect}))/2+0.01)*2)"
    place = f"pad={width}:{height}:trunc((ow-iw)/4)*2:trunc((oh-ih)/4)*2"
    return f"scale=w='{across}':h='{down}':flags=lanczos,setsar=1,{place},"


def findings(video: VideoFacts) -> Iterator[Finding]:
    """Where the picture changes."""
    width, height = video.display_size
    for before, after in zip(video.shapes, video.shapes[1:], strict=False):
        told = (
            f"From {timecode(after.start)} on the picture is {after.width} by {after.height} pixels, "
            f"not {before.width} by {before.height}: it is fitted into {width} by {height} without being distorted."
        )
        values: dict[str, str | float] = {
            "width": after.width,
            "height": after.height,
            "before_width": before.width,
            "before_height": before.height,
            "into_width": width,
            "into_height": height,
        }
        yield Finding("size_changes", Severity.WARNING, told, start=after.start, values=values)
