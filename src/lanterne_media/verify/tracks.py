"""A track as its files tell it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from lanterne_media.verify import coding, fragments, protection
from lanterne_media.verify.boxes import (
    Init,
    Malformed,
    Piece,
    read_entry,
    read_init,
    read_piece,
)
from lanterne_media.verify.coding import Coding
from lanterne_media.verify.descriptions import Told


@dataclass(frozen=True, slots=True)
class Segment:
    """A media segment: where it lies, how many bytes it takes, and what it holds."""

    name: str
    size: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class Track:
    """An initialisation segment and the media segments that a description puts after it."""

    folder: str
    init_name: str
    init: Init
    segments: tuple[Segment, ...]
    # Of the picture; of sound there is none.
    coding: Coding | None = None

    def seconds(self, ticks: int) -> Fraction:
        return Fraction(ticks, self.init.timescale)

    @property
    def is_picture(self) -> bool:
        return self.init.is_picture

    @property
    def frames(self) -> int:
        return sum(segment.piece.samples for segment in self.segments)

    @property
    def length(self) -> Fraction:
        return self.seconds(self.segments[-1].piece.shown_end) - self.start

    @property
    def lengths(self) -> list[Fraction]:
        """How long each segment is shown: until the next one begins."""
        ends = [*self.boundaries[1:], self.seconds(self.segments[-1].piece.shown_end)]
        return [end - start for start, end in zip(self.boundaries, ends, strict=True)]

    @property
    def start(self) -> Fraction:
        return self.seconds(self.segments[0].piece.shown)

    @property
    def boundaries(self) -> tuple[Fraction, ...]:
        """The instants at which segments begin, as shown."""
        return tuple(self.seconds(segment.piece.shown) for segment in self.segments)

    @property
    def frame(self) -> Fraction:
        """The longest frame, of picture or of sound."""
        return self.seconds(max(segment.piece.longest for segment in self.segments))

    @property
    def average(self) -> Fraction:
        """Bits per second over the whole."""
        return 8 * sum(segment.size for segment in self.segments) / self.length

    @property
    def peak(self) -> Fraction:
        """Bits per second of the costliest run of segments between 0.5 and 1.5 times the longest (RFC 8216)."""
        lengths = self.lengths
        longest = max(lengths)
        worst = Fraction(0)
        for first in range(len(lengths)):
            span, size = Fraction(0), 0
            for at in range(first, len(lengths)):
                span, size = span + lengths[at], size + self.segments[at].size
                if 2 * span > 3 * longest:
                    break
                if 2 * span >= longest:
                    worst = max(worst, 8 * size / span)
        return worst


def read(folder: Path, told: Told) -> tuple[Track | None, list[str]]:
    """The track, or what keeps it from being one."""
    wrong: list[str] = []
    try:
        opening = (folder / told.init).read_bytes()
        init = read_init(opening)
        coded = coding.read(read_entry(opening)) if init.is_picture else None
        number = fragments.track_of(opening)
    except Malformed as error:
        return None, [f"{told.init} {error}."]
    hidden = protection.faults(opening)
    wrong += [f"{told.init} {fault}." for fault in hidden]
    segments = []
    for name in told.names:
        content = (folder / name).read_bytes()
        try:
            piece = read_piece(content, init)
            segments.append(Segment(name, len(content), piece))
            told_twice = fragments.contradictions(content, number, init, piece)
            wrong += [f"{name} {contradiction}." for contradiction in told_twice]
        except Malformed as error:
            wrong.append(f"{name} {error}.")
    if not told.names:
        wrong.append(f"{told.where} lists no segment.")
    if wrong:
        return None, wrong
    return Track(told.folder, told.init, init, tuple(segments), coded), []


def faults(track: Track) -> Iterator[str]:
    """What is wrong with a track seen alone: gaps, and segments that no player can start at."""
    for before, after in pairwise(track.segments):
        if after.piece.decoded != before.piece.end:
            starts, ends = track.seconds(after.piece.decoded), track.seconds(before.piece.end)
            yield f"{after.name} starts at {float(starts):.3f} s, but {before.name} ends at {float(ends):.3f} s."
        elif track.is_picture and after.piece.shown != before.piece.shown_end:
            starts, ends = track.seconds(after.piece.shown), track.seconds(before.piece.shown_end)
            yield f"{after.name} is shown from {float(starts):.3f} s, but {before.name} until {float(ends):.3f} s."
    for segment in track.segments:
        if not segment.piece.has_sync_start:
            yield f"{segment.name} does not start with a key frame."
