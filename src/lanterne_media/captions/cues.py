"""One cue, and the mending of a list of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from lanterne_media.captions import markup
from lanterne_media.model import MediaRefused

# Two captions that share less than this were meant to follow each other; sharing more, they are two voices.
SLIP_SECONDS = 0.5
_OPEN_SECONDS = 5.0
_LONGEST_TEXT = 20_000
_LAST_SECOND = 100 * 3600.0


@dataclass(frozen=True, slots=True)
class Cue:
    """Words on the screen from ``start`` until ``end``, in seconds; ``text`` is WebVTT cue text.

    An infinite ``end`` lasts until the next cue.
    """

    start: float
    end: float
    text: str
    settings: str = ""


class BadLine(MediaRefused):
    """One line of a subtitle file, counted from 1, is the reason; ``sentence`` says it without the number."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(f"Line {line}. {sentence}")
        self.line, self.sentence = line, sentence


@dataclass(frozen=True, slots=True)
class Mended:
    """Cues fit to be published, and how many of those given were changed or left out."""

    cues: tuple[Cue, ...]
    repaired: int = 0
    dropped: int = 0


def mend(cues: Iterable[Cue]) -> Mended:
    """Order cues, cut slips, close open ends, make the text safe; leave out what has no words or no duration."""
    given = tuple(cues)
    whole = [cue for cue in map(_sound, given) if cue]
    kept = sorted(dict.fromkeys(whole), key=lambda cue: (cue.start, cue.end))
    closed = _without_slips(kept)
    repaired = (
        sum(cue.start < 0 and cue.end > 0 for cue in given)
        + sum(later.start < earlier.start for earlier, later in pairwise(whole))
        + sum(before != after for before, after in zip(kept, closed, strict=True))
    )
    return Mended(tuple(closed), repaired, len(given) - len(kept))


def _sound(cue: Cue) -> Cue | None:
    if not cue.start < _LAST_SECOND or math.isnan(cue.end) or len(cue.text) > _LONGEST_TEXT:
        return None
    start = round(max(cue.start, 0.0), 3)
    end = cue.end if cue.end == math.inf else round(min(cue.end, _LAST_SECOND), 3)
    text = markup.safe_text(cue.text)
    if end <= start or not markup.has_words(text):
        return None
    return Cue(start, end, text, markup.safe_settings(cue.settings))


def _without_slips(cues: list[Cue]) -> list[Cue]:
    closed: list[Cue] = []
    following: Cue | None = None
    for place in range(len(cues) - 1, -1, -1):
        if place + 1 < len(cues) and cues[place + 1].start > cues[place].start:
            following = cues[place + 1]
        closed.append(_cut(cues[place], following))
    return closed[::-1]


def _cut(cue: Cue, following: Cue | None) -> Cue:
    limit = following.start if following else math.inf
    if cue.end == math.inf:
        return replace(cue, end=round(min(limit, cue.start + _OPEN_SECONDS), 3))
    is_slip = following is not None and following.settings == cue.settings
    return replace(cue, end=limit) if is_slip and 0 < cue.end - limit < SLIP_SECONDS else cue
