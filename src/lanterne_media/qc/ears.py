"""What each channel of a sound was like, second by second: the notes that the pass writes beside its picture."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_SECOND = re.compile(r"frame:\d+ +pts:\S+ +pts_time:(\S+)")
_LEVEL = re.compile(r"lavfi\.astats\.(\d+)\.(Peak_level|RMS_level|Flat_factor)=(\S+)")
_SAMPLES = re.compile(r"lavfi\.astats\.Overall\.Number_of_samples=(\S+)")
_PHASE = re.compile(r"lavfi\.aphasemeter\.phase=(\S+)")


@dataclass(frozen=True, slots=True)
class ChannelSecond:
    """Levels in dB of full scale; ``flat``: how long peaks stay at one value, in dB over a single sample."""

    peak: float = -math.inf
    rms: float = -math.inf
    flat: float = -math.inf


@dataclass(frozen=True, slots=True)
class SoundSecond:
    """``phase``: from 1 (left and right alike) to -1 (opposed); nothing where there is no left and right."""

    at: float
    samples: int
    channels: tuple[ChannelSecond, ...]
    phase: float | None = None


def filters(channels: int, sample_rate: int, notes: str) -> str:
    """The end of a chain that notes each second; ``notes`` is a file's path, escaped for a graph."""
    level = (
        "astats=metadata=1:reset=1:measure_perchannel=Peak_level+RMS_level+Flat_factor"
        ":measure_overall=Number_of_samples"
    )
    whole = f"asetnsamples=n={sample_rate}:p=0"
    written = f"ametadata=mode=print:file={notes}"
    if channels == 2:
        # It hands the sound on as floats, of which a clipped integer keeps its flatness.
        return f"{whole},{level},aphasemeter=video=0,{written}"
    if channels < 2:
        return f"{whole},{level},{written}"
    return (
        f"{whole},asplit[all][pair];[pair]pan=stereo|c0=c0|c1=c1,aphasemeter=video=0,"
        f"ametadata=mode=print:file={notes}.pair,anullsink;[all]{level},{written}"
    )


def read(notes: Path) -> tuple[SoundSecond, ...]:
    """The seconds of one sound; of a pass that broke off, those that were written."""
    pair = notes.with_name(f"{notes.name}.pair")
    phases = {at: _phase(rows) for at, rows in _seconds(pair)} if pair.exists() else {}
    if not notes.exists():
        return ()
    return tuple(_second(at, rows, phases.get(at)) for at, rows in _seconds(notes))


def _seconds(notes: Path) -> Iterator[tuple[float, list[str]]]:
    at, rows = None, list[str]()
    for row in notes.read_text(errors="replace").splitlines():
        found = _SECOND.match(row)
        if found is None:
            rows.append(row)
            continue
        if at is not None:
            yield at, rows
        at, rows = _number(found[1]), []
    if at is not None:
        yield at, rows


def _second(at: float, rows: list[str], phase: float | None) -> SoundSecond:
    levels: dict[int, dict[str, float]] = {}
    samples = 0
    for row in rows:
        if found := _LEVEL.fullmatch(row):
            levels.setdefault(int(found[1]), {})[found[2]] = _number(found[3])
        elif found := _SAMPLES.fullmatch(row):
            samples = round(_number(found[1]))
    channels = (
        ChannelSecond(one["Peak_level"], one["RMS_level"], one["Flat_factor"])
        for _, one in sorted(levels.items())
        if len(one) == 3
    )
    return SoundSecond(at, samples, tuple(channels), phase if phase is not None else _phase(rows))


def _phase(rows: list[str]) -> float | None:
    found = [_number(one[1]) for row in rows if (one := _PHASE.fullmatch(row))]
    return found[-1] if found else None


def _number(text: str) -> float:
    """A level as ffmpeg writes it; what is no number at all counts as silence."""
    value = float(text)
    return -math.inf if math.isnan(value) else value
