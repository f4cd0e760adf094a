"""What the frames themselves tell: flashing, frames shown twice, illegal levels, film scanned as fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from lanterne_media.model import FieldOrder, Finding, Mezzanine, Severity
from lanterne_media.qc.decoding import Heard
from lanterne_media.qc.eyes import Figures

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR

# A repeated frame moves this much less than each of so many around it, which move at least so much (of 255).
REPEATED, AROUND, LEAST_MOVEMENT = 0.12, 3, 0.6
# Animation is drawn on twos, threes and fours; what comes at longer steps was made by a machine.
SHORTEST_STEP, LONGEST_STEP = 5, 60
FEWEST_REPEATS, REGULAR = 4, 0.7
# EBU R 103 lets one per cent of the picture pass.
ILLEGAL_SHARE, ILLEGAL_FRAMES = 0.01, 5
# Of five frames of telecine, two repeat a field and two have combs.
LEAST_AGAIN, MOST_AGAIN = 0.3, 0.5
# Sharp graphics comb a little wherever they move; fields comb in one order.
LEAST_COMBED, MOST_COMBED, ONE_ORDER = 0.25, 0.8, 0.9


@dataclass(frozen=True, slots=True)
class Repeats:
    """Frames that are shown twice, by their numbers; ``every`` so many of them if they come at regular steps."""

    frames: tuple[int, ...]
    every: int | None


def judge(mezzanine: Mezzanine, heard: Heard) -> Iterator[Finding]:
    yield from _flashing(mezzanine, heard)
    yield from _repeated(mezzanine, heard)
    yield from _levels(mezzanine, heard)
    yield from _fields(mezzanine, heard)


def _flashing(mezzanine: Mezzanine, heard: Heard) -> Iterator[Finding]:
    for one in heard.seen.flashing:
        what = "flashes in red" if one.is_red else "flashes"
        told = (
            f"The picture {what} {one.flashes:.3g} times a second over {100 * one.area:.0f} % of the screen: "
            "it can cause seizures."
        )
        kind = "red" if one.is_red else "luminance"
        yield Finding(
            "flashing",
            ERROR,
            told,
            start=_at(mezzanine, one.first),
            end=_at(mezzanine, one.last + 1),
            values={"kind": kind, "flashes": one.flashes, "area": round(100 * one.area)},
        )


def _at(mezzanine: Mezzanine, frame: int) -> float:
    return round(mezzanine.video.start + mezzanine.video.rate.seconds(frame), 3)


def repeats(moved: Figures) -> Repeats:
    """Find them in the movement from frame to frame, which knows nothing of the first."""
    steps = range(-AROUND, AROUND + 1)
    inner = slice(AROUND + 1, len(moved) - AROUND)
    if len(moved) <= 2 * AROUND + 1:
        return Repeats((), None)
    around = np.min([np.roll(moved, step) for step in steps if step], axis=0)
    is_still = (moved < REPEATED * around) & (around >= LEAST_MOVEMENT)
    found = [int(frame) + inner.start for frame in np.flatnonzero(is_still[inner])]
    return Repeats(tuple(found), _step(found))


def _step(frames: list[int]) -> int | None:
    steps = [later - earlier for earlier, later in pairwise(frames)]
    if len(frames) < FEWEST_REPEATS:
        return None
    [(common, _)] = Counter(steps).most_common(1)
    # A repeat in a still moment goes unseen: the next comes after twice the step.
    share = sum(step % common == 0 for step in steps) / len(steps)
    is_regular = SHORTEST_STEP <= common <= LONGEST_STEP and share >= REGULAR
    return common if is_regular else None


def _repeated(mezzanine: Mezzanine, heard: Heard) -> Iterator[Finding]:
    video = mezzanine.video
    # What a variable rate was filled up with is no fault, and fields have their own signs.
    if not video.is_constant_rate or video.field_order is not FieldOrder.PROGRESSIVE:
        return
    found = repeats(heard.seen.moved)
    if not found.frames:
        return
    start = _at(mezzanine, found.frames[0])
    count = len(found.frames)
    if found.every:
        told = f"One frame of every {found.every} is shown twice: the film was brought to another rate by repeating."
        values: dict[str, str | float] = {"repeats": count, "every": found.every}
        yield Finding("frames_repeated", WARNING, told, start=start, values=values)
        return
    told = f"Frames shown twice in the midst of movement: {count}."
    yield Finding("frames_repeated", NOTE, told, start=start, values={"repeats": count})


def _levels(mezzanine: Mezzanine, heard: Heard) -> Iterator[Finding]:
    video, shares = mezzanine.video, heard.seen.illegal
    if video.colour_range == "pc" or video.pixel_format.startswith(("yuvj", "rgb", "bgr", "gbr")):
        return  # every level is legal
    outside = np.flatnonzero(shares > ILLEGAL_SHARE)
    if len(outside) < ILLEGAL_FRAMES:
        return
    seconds = video.rate.seconds(len(outside))
    worst = round(100 * float(shares.max()))
    told = f"For {seconds:.1f} seconds levels are outside the legal range, in up to {worst} % of the picture."
    start, end = _at(mezzanine, int(outside[0])), _at(mezzanine, int(outside[-1]) + 1)
    values: dict[str, str | float] = {"seconds": round(seconds, 3), "area": worst}
    yield Finding("illegal_levels", WARNING, told, start=start, end=end, values=values)


def is_pulled_down(heard: Heard) -> bool:
    """Whether film of 24 frames was spread over the fields of 30."""
    return bool(heard.fields) and LEAST_AGAIN <= heard.fields_again / heard.fields <= MOST_AGAIN


def _fields(mezzanine: Mezzanine, heard: Heard) -> Iterator[Finding]:
    lines, video = heard.lines, mezzanine.video
    if is_pulled_down(heard):
        share = round(100 * heard.fields_again / heard.fields)
        told = (
            f"{share} % of the frames repeat a field: this is film spread over fields (telecine)."
        )
        yield Finding("pull_down", WARNING, told, values={"share": share})
        return
    if video.field_order is not FieldOrder.PROGRESSIVE or not lines.is_telling:
        return
    combed = lines.combed / lines.told
    is_in_order = max(lines.top, lines.bottom) >= ONE_ORDER * lines.combed
    if is_in_order and lines.has_combs(video) and LEAST_COMBED <= combed < MOST_COMBED:
        share = round(100 * combed)
        told = f"The film is flagged progressive, but {share} % of its frames show combs."
        yield Finding("combs", WARNING, told, values={"share": share})
