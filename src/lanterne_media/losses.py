"""Frames that a damaged film has lost: found in the times of those that still decode."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from lanterne_media.model import Finding, MediaRefused, Rate, Severity, VideoFacts

# Of the steps from frame to frame so many are one frame, and none is off by more than this share of it.
REGULAR, SLACK = 0.95, 0.25
_TICK = re.compile(r"^#tb 0: (\d+)/(\d+)$", re.MULTILINE)
_TIME = re.compile(r"^0, *-?\d+, *(-?\d+),", re.MULTILINE)


class Edge(StrEnum):
    """An end of the film, where there is no frame before, or none that is still to come."""

    HEAD = "head"
    TAIL = "tail"


_INSTEAD = {
    None: "the picture before is shown instead",
    Edge.HEAD: "the picture after is shown instead",
    Edge.TAIL: "the film ends before",
}


@dataclass(frozen=True, slots=True)
class Lost:
    """A run of frames that are not there: where it begins, in seconds, and how many they are.

    In a film of uneven pace that no decoder complains of, it may be a pause that somebody wanted.
    """

    start: float
    frames: int
    is_sure: bool = True
    edge: Edge | None = None


def words(video: VideoFacts) -> list[str]:
    """A second output beside any other: the time of every decoded frame, a line each."""
    told = ("-fps_mode", "passthrough", "-c:v", "wrapped_avframe", "-f", "framecrc", "-")
    return ["-map", f"0:{video.index}", *told]


def read(said: str, video: VideoFacts, *, is_damaged: bool, is_counted: bool) -> tuple[Lost, ...]:
    """What the second output tells of losses; ``is_damaged`` when the decoder complained.

    At its ends only a film shows any whose header is known to count its frames rightly.
    """
    tick = _TICK.search(said)
    if tick is None:
        return ()
    seconds = int(tick[1]) / int(tick[2])
    times = [int(time) * seconds for time in _TIME.findall(said)]
    if not video.is_constant_rate and not is_regular(times, video.rate):
        return ()
    is_sure = video.is_constant_rate or is_damaged
    within = [replace(lost, is_sure=is_sure) for lost in between(times, video.rate)]
    head, tail = at_the_ends(times, video) if is_counted else ([], [])
    return (*head, *within, *tail)


def at_the_ends(times: Sequence[float], video: VideoFacts) -> tuple[list[Lost], list[Lost]]:
    """What is missing before the first of these times and after the last."""
    if not times:
        return [], []
    late, end = video.rate.frames(times[0]), times[-1] + video.rate.seconds(1)
    early = video.rate.frames(video.duration - end)
    head = [Lost(0.0, late, edge=Edge.HEAD)] if late > 0 else []
    tail = [Lost(round(end, 3), early, edge=Edge.TAIL)] if early > 0 else []
    return head, tail


def is_regular(times: Sequence[float], rate: Rate) -> bool:
    """Whether a film that is not constant is so but for a few gaps: a loss makes one uneven, too."""
    steps = [(later - earlier) / rate.seconds(1) for earlier, later in pairwise(times)]
    single = sum(abs(step - 1) < SLACK for step in steps)
    return single >= REGULAR * len(steps) and all(abs(s - round(s)) < SLACK for s in steps)


def between(times: Sequence[float], rate: Rate) -> tuple[Lost, ...]:
    """The runs of frames that are missing between these times, counted from the first."""
    frame = rate.seconds(1)
    gaps = [
        Lost(round(earlier + frame - times[0], 3), rate.frames(later - earlier) - 1)
        for earlier, later in pairwise(times)
    ]
    return tuple(lost for lost in gaps if lost.frames > 0)


def refuse_long(lost: Sequence[Lost], rate: Rate, most: float) -> None:
    """Refuse a film that lost more seconds than may be made up for: people would see that it is broken."""
    frames = sum(one.frames for one in lost if one.is_sure)
    if rate.seconds(frames) > most:
        worst = max(lost, key=lambda one: one.frames)
        raise MediaRefused(
            f"{rate.seconds(frames):.1f} seconds of the picture cannot be decoded, "
            f"most of them from {timecode(worst.start)} on: the file is damaged. "
            "A policy that keeps damaged films goes on, with the picture before shown instead."
        )


def findings(lost: Sequence[Lost], rate: Rate) -> tuple[Finding, ...]:
    """What quality control says of them."""
    return tuple(_finding(one, rate) for one in lost)


def _finding(lost: Lost, rate: Rate) -> Finding:
    what = "One frame" if lost.frames == 1 else f"{lost.frames} frames"
    why = "cannot be decoded" if lost.is_sure else "missing"
    verb = "" if lost.is_sure else "is " if lost.frames == 1 else "are "
    told = f"{what} {verb}{why}: {_INSTEAD[lost.edge]}."
    seconds = round(rate.seconds(lost.frames), 3)
    values: dict[str, str | float] = {"frames": lost.frames, "seconds": seconds}
    return Finding(
        "frames_lost",
        Severity.ERROR if lost.is_sure else Severity.WARNING,
        told,
        start=lost.start,
        end=round(lost.start + seconds, 3),
        values=values | ({"edge": lost.edge.value} if lost.edge else {}),
    )


def timecode(seconds: float) -> str:
    """Hours, minutes and seconds to the millisecond."""
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest / 1000:06.3f}"
