"""SubRip and WebVTT: both are lines, a timing line at the head of each cue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from lanterne_media.captions.cues import Cue

NO_TIME = "This is no time of a subtitle, such as 00:01:02,500 --> 00:01:04,000."
ENDS_FIRST = "This subtitle ends before it begins."

_STAMP = r"(-?)(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]{1,3}))?"
_TIMING = re.compile(rf"\s*{_STAMP}\s*-->\s*{_STAMP}(?:\s+(.*))?\s*")
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
_TOP = re.compile(r"\{\\an[789]\}")


def split(text: str) -> list[str]:
    """The lines of a file, at the three line ends that both formats know and no other."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def has_timing(lines: list[str]) -> bool:
    return any(_is_timing(line) for line in lines)


def first_fault(lines: list[str]) -> tuple[int, str] | None:
    """The first line, counted from 1, that was meant as the time of a cue and is none, and what is wrong with it."""
    for number, line in enumerate(lines, 1):
        if "-->" in line and not _is_timing(line):
            return number, NO_TIME
        if _is_timing(line) and (cue := _cue(line, "", "")).end < cue.start:
            return number, ENDS_FIRST
    return None


def subrip(lines: list[str]) -> Iterator[Cue]:
    """Cues of a SubRip file; an empty line inside a cue does not end it, because many files have them."""
    for timing, body, is_last in _stretches(lines):
        if not is_last and body and body[-1].strip().isdecimal():
            body.pop()  # the number of the cue that follows
        text = "\n".join(body)
        settings = "line:5%" if _TOP.search(text) else ""
        yield _cue(timing, _OVERRIDE.sub("", text), settings)


def webvtt(lines: list[str]) -> Iterator[Cue]:
    """Cues of a WebVTT file; comments, styles and regions have no timing line, and so are never seen."""
    for timing, body, _ in _stretches(lines):
        yield _cue(timing, "\n".join(takewhile(str.strip, body)), "")


def _stretches(lines: list[str]) -> Iterator[tuple[str, list[str], bool]]:
    """Each timing line, the lines until the next one, and whether it is the last."""
    places = [place for place, line in enumerate(lines) if _is_timing(line)]
    for place, following in pairwise([*places, len(lines)]):
        yield lines[place], lines[place + 1 : following], following == len(lines)


def _is_timing(line: str) -> bool:
    return "-->" in line and bool(_TIMING.fullmatch(line))


def _cue(line: str, text: str, settings: str) -> Cue:
    found = _TIMING.fullmatch(line)
    if found is None:
        raise ValueError("a cue needs a timing line")
    words = found.groups(default="")
    return Cue(_seconds(*words[:5]), _seconds(*words[5:10]), text, words[10] or settings)


def _seconds(sign: str, hours: str, minutes: str, seconds: str, fraction: str) -> float:
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    exact = whole + int(fraction.ljust(3, "0")) / 1000
    return -exact if sign else exact
