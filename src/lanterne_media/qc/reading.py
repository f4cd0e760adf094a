"""Whether subtitles can be read: their pace, their lines, their places in the film, their language.

Characters are counted as wide as they are drawn, so one of Chinese, Japanese or Korean counts for two. What is counted
here are the subtitles as they are published, after small slips were mended.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lanterne_media import captions
from lanterne_media.captions import Cue
from lanterne_media.model import CaptionRendition, Finding, Severity
from lanterne_media.qc import tongues

NOTE, WARNING, ERROR = Severity.NOTE, Severity.WARNING, Severity.ERROR

# From here on it is told; what is too much is for a rule set to say.
FAST, BRIEF, LASTING, WIDE, TALL = 17.0, 0.833, 7.0, 42, 2
HURRIED = 25.0
# Of each kind so many are told, the worst; each says how many there are.
MOST_TOLD = 5
_SLACK = 0.001
_END_SLACK = 0.5
# When so many do not fall into the film, they are another film's.
ANOTHER_FILM = 0.2

Values = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Written:
    """The words of one subtitle track; tracks are counted from 1 as they are published."""

    number: int
    count: int
    language: str
    cues: tuple[Cue, ...]
    title: str = ""

    @property
    def told(self) -> str:
        return "The subtitles" if self.count == 1 else f"Subtitle track {self.number}"

    @property
    def values(self) -> Values:
        return {"subtitle": self.number, "subtitles": self.count, "language": self.language}


@dataclass(frozen=True, slots=True)
class _Kind:
    """One way for a cue to be hard to read: its figure, what is too much, and how that is said."""

    code: str
    figure: str
    of: Callable[[Cue], float]
    is_too_much: Callable[[float], bool]
    badness: Callable[[float], float]
    says: str


_KINDS = (
    _Kind("subtitle_fast", "speed", lambda cue: round(speed(cue), 1), lambda v: v > FAST, lambda v: v,
          "{:.1f} characters a second to be read"),
    _Kind("subtitle_brief", "seconds", lambda cue: round(cue.end - cue.start, 3), lambda v: v < BRIEF, lambda v: -v,
          "only {:.1f} seconds on the screen"),
    _Kind("subtitle_lasting", "seconds", lambda cue: round(cue.end - cue.start, 3), lambda v: v > LASTING, lambda v: v,
          "{:.1f} seconds on the screen"),
    _Kind("subtitle_wide", "characters", lambda cue: max(map(width, rows(cue))), lambda v: v > WIDE, lambda v: v,
          "a line of {:.0f} characters"),
    _Kind("subtitle_tall", "lines", lambda cue: len(rows(cue)), lambda v: v > TALL, lambda v: v,
          "{:.0f} lines at once"),
)  # fmt: skip


def judge(written: Sequence[Written], duration: float) -> list[Finding]:
    """All findings about the words of a film that lasts so long."""
    found: list[Finding] = []
    for track in written:
        for kind in _KINDS:
            found += _hard(track, kind)
        found += [*_overlaps(track), *_outside(track, duration), *_language(track)]
    return found


def of_renditions(texts: Sequence[CaptionRendition], duration: float) -> list[Finding]:
    """The same of subtitles as they were written to be published, and which of them cannot be."""
    shown = [text for text in texts if captions.is_of(Path(text.path), duration)]
    written = [
        Written(number, len(shown), text.language, captions.read(Path(text.path)), text.title)
        for number, text in enumerate(shown, 1)
    ]
    return [*judge(written, duration), *_left_out(texts, duration)]


def rows(cue: Cue) -> list[str]:
    """What is seen of a cue, line by line."""
    return html.unescape(re.sub(r"<[^<>]*>", "", cue.text)).split("\n")


def width(text: str) -> int:
    """In characters of the Latin alphabet; marks that sit on a letter take no room."""
    return sum(_wide(letter) for letter in text)


def _wide(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def speed(cue: Cue) -> float:
    """Characters a second."""
    return sum(map(width, rows(cue))) / (cue.end - cue.start)


def _hard(track: Written, kind: _Kind) -> Iterator[Finding]:
    such = [(kind.of(cue), cue) for cue in track.cues]
    such = [one for one in such if kind.is_too_much(one[0])]
    worst = sorted(such, key=lambda one: -kind.badness(one[0]))[:MOST_TOLD]
    for figure, cue in sorted(worst, key=lambda one: one[1].start):
        told = f"{track.told}: {kind.says.format(figure)}{_so_many(len(such))}."
        values = track.values | {kind.figure: figure, "times": len(such)}
        is_grave = kind.code == "subtitle_fast" and figure > HURRIED
        severity = WARNING if is_grave else NOTE
        yield Finding(kind.code, severity, told, cue.start, cue.end, values)


def _so_many(times: int) -> str:
    return "" if times == 1 else f" ({times} such places)"


def _overlaps(track: Written) -> Iterator[Finding]:
    """Two at once in the same place; one above and one below are two voices."""
    last: dict[str, Cue] = {}
    clashes: list[tuple[Cue, float]] = []
    for cue in track.cues:
        before = last.get(cue.settings)
        if before and before.end - cue.start > _SLACK:
            clashes.append((cue, min(before.end, cue.end)))
        if before is None or cue.end > before.end:
            last[cue.settings] = cue
    for cue, end in clashes[:MOST_TOLD]:
        seconds = round(end - cue.start, 3)
        told = f"{track.told}: two at once in the same place for {seconds:.1f} seconds{_so_many(len(clashes))}."
        values = track.values | {"seconds": seconds, "times": len(clashes)}
        yield Finding("subtitle_overlap", WARNING, told, cue.start, end, values)


def _outside(track: Written, duration: float) -> Iterator[Finding]:
    late = [cue for cue in track.cues if cue.end > duration + _END_SLACK]
    if not late:
        return
    is_foreign = len(late) >= ANOTHER_FILM * len(track.cues) and len(late) > 1
    after = max(cue.end for cue in late) - duration
    told = f"{track.told}: the last ends {after:.1f} seconds after the film{_so_many(len(late))}."
    values = track.values | {"seconds": round(after, 3), "times": len(late)}
    start, end = late[0].start, max(cue.end for cue in late)
    if not is_foreign:
        yield Finding("subtitle_outside", WARNING, told, start, end, values)
        return
    share = round(100 * len(late) / len(track.cues))
    told = f"{track.told}: {share} % lie after the end of the film, so they are another film's."
    yield Finding("subtitle_outside", ERROR, told, start, end, {**values, "foreign": share})


def _left_out(texts: Sequence[CaptionRendition], duration: float) -> Iterator[Finding]:
    """Tracks of which every word comes after the film: they are not published, so they have no number."""
    for text in texts:
        cues = captions.read(Path(text.path))
        if any(cue.start < duration for cue in cues):
            continue
        told = (
            f"Subtitles in {text.language} are left out: all of them come after the end of the film, "
            "so they are another film's."
        )
        end = max(cue.end for cue in cues)
        after = round(end - duration, 3)
        values: Values = {"language": text.language, "seconds": after, "times": len(cues)}
        yield Finding("subtitle_outside", ERROR, told, cues[0].start, end, values)


def _language(track: Written) -> Iterator[Finding]:
    yield from tongues.misnamed(track.told, track.values, track.title, track.language)
    text = " ".join(row for cue in track.cues for row in rows(cue))
    found = tongues.contradicted(text, track.language)
    if found is None:
        return
    seen, share = found
    sure = min(99, int(100 * share))
    told = f"{track.told}: said to be in {track.language}, but the words read like {seen} ({sure} % sure)."
    values = track.values | {"seen": seen, "sure": sure}
    yield Finding("subtitle_language", WARNING, told, values=values)
