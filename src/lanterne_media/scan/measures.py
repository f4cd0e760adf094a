"""A look at the lines of a few stretches: which frames are combed, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lanterne_media.model import FieldOrder, Mezzanine, VideoFacts
from lanterne_media.scan import cadence
from lanterne_media.scan.cadence import Beat
from lanterne_media.tools import untrusted

# Above what sharp horizontal edges look like when they move.
COMBS = 1.2
MOST_STRETCHES, FRAMES, SHORT_SECONDS = 12, 50, 12.0
# Interlaced pictures have never been taller, and no interlaced film has fewer or more frames a second.
TALLEST, SLOWEST, FASTEST = 1088, 24.5, 30.5

# Of frames seen with their neighbours one or two say what the many that are unclear are; alone each is what it shows.
_SAID = re.compile(r"^\[idet@scan @ 0x[0-9a-f]+\] (.*)$", re.MULTILINE)
_COUNTS = (
    r"{kind} frame detection: TFF: *(\d+) BFF: *(\d+) Progressive: *(\d+) Undetermined: *(\d+)"
)
_ALONE, _MULTI = (re.compile(_COUNTS.format(kind=kind)) for kind in ("Single", "Multi"))
# Fields that move show combs in two frames of three, film on fields in three of five;
# edges that only look like combs in one of ten, or by turns in both orders.
SURE, ONE_ORDER = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class Seen:
    """How many frames of a stretch looked how (``unclear`` ones do not move), and the beat of its fields.

    ``top_alone`` and ``bottom_alone`` are those that show combs of that order without the word of their neighbours.
    """

    top: int = 0
    bottom: int = 0
    whole: int = 0
    unclear: int = 0
    beat: Beat = Beat.UNCLEAR
    top_alone: int = 0
    bottom_alone: int = 0

    @property
    def combed(self) -> int:
        return self.top + self.bottom

    @property
    def told(self) -> int:
        return self.combed + self.whole

    @property
    def is_telling(self) -> bool:
        """Whether enough of it moves."""
        return self.told > 0 and self.told * 4 >= self.told + self.unclear

    @property
    def is_sure(self) -> bool:
        """Whether its combs are really there: most frames show them by themselves, and all in one order."""
        alone = self.top_alone + self.bottom_alone
        is_in_order = max(self.top_alone, self.bottom_alone) >= ONE_ORDER * alone
        return is_in_order and alone >= SURE * self.combed > 0

    @property
    def most(self) -> tuple[FieldOrder, int]:
        """What most frames look like, and how many do."""
        orders = FieldOrder.TOP_FIRST, FieldOrder.BOTTOM_FIRST, FieldOrder.PROGRESSIVE
        counts = zip(orders, (self.top, self.bottom, self.whole), strict=True)
        return max(counts, key=lambda one: one[1])

    def has_combs(self, video: VideoFacts) -> bool:
        """Whether what looks like combs may be fields, in a film of this size and pace with this flag."""
        is_flagged = video.field_order is not FieldOrder.PROGRESSIVE
        return is_flagged or (is_worth_a_look(video) and self.is_sure)

    @property
    def is_film(self) -> bool:
        """Whether it has the beat of film, and combs: patterns that come back have a beat as well."""
        return self.beat is Beat.FILM and self.combed > 0 and self.combed >= SURE * self.told


def is_worth_a_look(video: VideoFacts) -> bool:
    """Whether it is flagged interlaced, or of a size and a rate of which interlaced films are."""
    is_usual = SLOWEST < video.rate.value < FASTEST and video.height <= TALLEST
    return video.field_order is not FieldOrder.PROGRESSIVE or is_usual


def stretches(video: VideoFacts) -> list[tuple[float, int]]:
    """Where to look, in seconds, and at how many frames: spread evenly over the film, a short one from end to end."""
    if video.duration <= SHORT_SECONDS:
        return [(0.0, min(4 * FRAMES, max(1, video.rate.frames(video.duration))))]
    half = video.rate.seconds(FRAMES) / 2
    parts = (n + 0.5 for n in range(MOST_STRETCHES))
    return [(part * video.duration / MOST_STRETCHES - half, FRAMES) for part in parts]


def command(film: Mezzanine, start: float, frames: int, folder: Path) -> list[str]:
    """Look at a stretch; where it may be film on fields, their beat is written into ``folder``."""
    # Fields can only be told apart in whole lines, but half of each line is enough.
    middle = "crop=iw/2:ih," if film.video.width >= 64 else ""
    graph = f"{middle}idet@scan=intl_thres={COMBS}"
    if cadence.is_possible(film.video):
        graph = f"split=2[scan][beat];[beat]{cadence.looking(folder)};[scan]{graph}"
    seek = ("-ss", f"{start:.3f}") if start else ()
    return [
        *("ffmpeg", "-v", "info", "-nostdin", "-nostats", "-hide_banner", "-y", "-noautorotate"),
        *(*seek, *untrusted(film.path), "-map", f"0:{film.video.index}"),
        *("-frames:v", str(frames), "-vf", graph, "-fps_mode", "passthrough", "-f", "null", "-"),
    ]


def read(words: str, folder: Path) -> Seen:
    """What the filters said of a stretch."""
    return counted(_SAID.findall(words), cadence.beat(*cadence.written(folder)))


def counted(said: Iterable[str], beat: Beat = Beat.UNCLEAR) -> Seen:
    """Add up what ``idet`` said; in a graph that was made anew it speaks more than once."""
    sentences = list(said)
    top_alone, bottom_alone, _, _ = _sums(_ALONE, sentences)
    return Seen(*_sums(_MULTI, sentences), beat, top_alone, bottom_alone)


def _sums(kind: re.Pattern[str], said: Iterable[str]) -> tuple[int, int, int, int]:
    top = bottom = whole = unclear = 0
    for found in filter(None, map(kind.match, said)):
        more = [int(count) for count in found.groups()]
        top, bottom = top + more[0], bottom + more[1]
        whole, unclear = whole + more[2], unclear + more[3]
    return top, bottom, whole, unclear
