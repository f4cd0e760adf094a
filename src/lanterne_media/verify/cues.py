"""Whether captions can be read and are of this film."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_TIMES = re.compile(
    r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d\.\d{3})[ \t]+-->[ \t]+(?:(\d{2,}):)?([0-5]\d):([0-5]\d\.\d{3})(?:[ \t].*)?"
)
_NO_CUES = ("NOTE", "STYLE", "REGION")


def faults(folder: Path, names: list[str], duration: float) -> Iterator[str]:
    """What is wrong with these WebVTT files, whose first line has been looked at."""
    for name in names:
        try:
            text = (folder / name).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            yield f"{name} is not text."
            continue
        yield from (f"{name} {fault}." for fault in _faults(text, duration))


def _faults(text: str, duration: float) -> Iterator[str]:
    starts = []
    for block in re.split(r"\n\s*\n", text.strip())[1:]:
        if block.startswith(_NO_CUES):
            continue
        timing = next((line for line in block.split("\n")[:2] if "-->" in line), block)
        found = _TIMES.fullmatch(timing)
        start, end = (_seconds(*found.groups()[at : at + 3]) for at in (0, 3)) if found else (0, 0)
        if start >= end:
            yield f"has a cue that no player can time: “{timing.splitlines()[0]}”"
            return
        starts.append(start)
    # Some that come late are what a longer version of the film leaves; all of them are another film's.
    if starts and min(starts) >= duration:
        yield f"begins at {min(starts):.3f} s, after the end of the film"


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return 3600 * int(hours or 0) + 60 * int(minutes) + float(seconds)
