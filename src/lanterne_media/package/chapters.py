"""The chapters of a film, in the two forms that players read: WebVTT, and the JSON that HLS names in its session data."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lanterne_media.model import Chapter

VTT, SESSION = "chapters.vtt", "chapters.json"
SESSION_ID = "com.apple.hls.chapters"
# DASH has no word of its own; a player that does not know ours passes it over.
SCHEME = "urn:lanterne:dash:chapters:2026"
# One chapter is the film.
_FEWEST = 2
_SHORTEST = 0.001


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter as published: from ``start`` until the next begins, in seconds."""

    start: float
    end: float
    title: str


def marks(chapters: Sequence[Chapter], seconds: float) -> tuple[Mark, ...]:
    """The chapters that begin within the film, in order; one without a title is called by its number."""
    titles: dict[float, str] = {}
    for chapter in sorted(chapters, key=lambda one: one.start):
        at = round(max(0.0, chapter.start), 3)
        if at < seconds - _SHORTEST:
            titles[at] = titles.get(at) or chapter.title
    if len(titles) < _FEWEST:
        return ()
    spans = pairwise([*titles, round(seconds, 3)])
    return tuple(
        Mark(start, end, titles[start] or str(number))
        for number, (start, end) in enumerate(spans, 1)
    )


def session(found: Sequence[Mark]) -> str:
    """As Apple describes it for HLS."""
    listed = [
        {
            "chapter": number,
            "start-time": mark.start,
            "duration": round(mark.end - mark.start, 3),
            # The file does not say in which language its titles are.
            "titles": [{"language": "und", "title": mark.title}],
        }
        for number, mark in enumerate(found, 1)
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def webvtt(found: Sequence[Mark]) -> str:
    """A cue a chapter."""
    return "\n".join(["WEBVTT\n", *_cues(found)])


def _cues(found: Sequence[Mark]) -> Iterator[str]:
    for mark in found:
        yield f"{_stamp(mark.start)} --> {_stamp(mark.end)}\n{html.escape(mark.title, quote=False)}\n"


def _stamp(seconds: float) -> str:
    minutes, rest = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
