"""The files of chapters: whether they can be read, lie within the film, and say the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from lanterne_media.verify.descriptions import Description

_CUE = re.compile(r"(\d+):(\d\d):(\d\d\.\d{3}) --> (\d+):(\d\d):(\d\d\.\d{3})\n(.+)")
# Both are written in thousandths of a second.
_ROUNDING = 0.0015


def faults(folder: Path, dash: Description, hls: Description, seconds: float) -> Iterator[str]:
    """What is wrong with the chapters of a package; nothing when it has none."""
    if bool(dash.chapters) != bool(hls.chapters):
        yield "Only one of the two descriptions names chapters."
    if not (dash.chapters and hls.chapters):
        return
    one = _webvtt((folder / dash.chapters).read_text(encoding="utf-8", errors="replace"))
    two = _session((folder / hls.chapters).read_text(encoding="utf-8", errors="replace"))
    for name, starts in ((dash.chapters, one), (hls.chapters, two)):
        if not starts:
            yield f"{name} holds no chapter that can be read."
        elif starts != sorted(set(starts)) or not 0 <= starts[0] <= starts[-1] < seconds:
            yield f"{name} holds chapters out of order, or outside the film."
    if one and two and not _same(one, two):
        yield f"{dash.chapters} and {hls.chapters} do not hold the same chapters."


def _same(one: list[float], two: list[float]) -> bool:
    return len(one) == len(two) and all(
        abs(first - second) <= _ROUNDING for first, second in zip(one, two, strict=True)
    )


def _webvtt(text: str) -> list[float]:
    """Where chapters begin, or nothing when a cue ends before it begins or has no title."""
    cues = [
        (_seconds(*found.group(1, 2, 3)), _seconds(*found.group(4, 5, 6)))
        for found in _CUE.finditer(text)
    ]
    is_whole = len(cues) == text.count("-->") and all(start < end for start, end in cues)
    return [start for start, _ in cues] if is_whole else []


def _seconds(hours: str, minutes: str, seconds: str) -> float:
    return 3600 * int(hours) + 60 * int(minutes) + float(seconds)


def _session(text: str) -> list[float]:
    """Where chapters begin, or nothing when it is not the JSON that players expect."""
    try:
        listed = json.loads(text)
        starts = [float(one["start-time"]) for one in listed]
        is_whole = all(title["title"] for one in listed for title in one["titles"])
    except (ValueError, KeyError, TypeError):
        return []
    return starts if is_whole else []
