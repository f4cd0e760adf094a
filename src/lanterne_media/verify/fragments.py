"""A media segment against itself: what it says twice about its track, its length and its encryption must agree."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lanterne_media.verify.boxes import Init, Malformed, Piece, sizes

_HAS_PARTS = 0x2


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a box begins, where its body does, and where it ends."""

    kind: bytes
    at: int
    body: int
    end: int


def track_of(init: bytes) -> int:
    """The number of the only track that an init segment opens."""
    moov = _first(_all(init), b"moov")
    tkhd = _first(_all(init, _first(_all(init, moov), b"trak")), b"tkhd")
    return _number(init, tkhd, 20 if init[tkhd.body] else 12)


def contradictions(content: bytes, track: int, init: Init, piece: Piece) -> Iterator[str]:
    """Ends of sentences that begin with the segment's name; ``content`` could be read as ``piece``."""
    top = list(_all(content))
    for moof, mdat in zip(_each(top, b"moof"), _each(top, b"mdat"), strict=False):
        traf = _first(_all(content, moof), b"traf")
        yield from _fragment(content, list(_all(content, traf)), moof, mdat, track)
        yield from _encryption(content, list(_all(content, traf)), moof, init)
    for sidx in _each(top, b"sidx"):
        yield from _index(content, sidx, init, piece)


def _fragment(
    content: bytes, traf: list[_Box], moof: _Box, mdat: _Box, track: int
) -> Iterator[str]:
    told = _number(content, _first(traf, b"tfhd"), 4)
    if told != track:
        yield f"is of track {told}, its init segment opens track {track}"
    trun = _first(traf, b"trun")
    points = moof.at + _number(content, trun, 8)
    if content[trun.body + 3] & 0x1 and points != mdat.body:
        yield f"looks for its media at byte {points}, it begins at byte {mdat.body}"


def _index(content: bytes, sidx: _Box, init: Init, piece: Piece) -> Iterator[str]:
    """The index in front: players that seek by bytes believe it."""
    timescale, entries = _number(content, sidx, 8), sidx.body + (32 if content[sidx.body] else 24)
    told = [struct.unpack_from(">II", content, at) for at in range(entries, sidx.end - 11, 12)]
    size, ticks = sum(one[0] & 0x7FFFFFFF for one in told), sum(one[1] for one in told)
    held, shown = len(content) - sidx.end, piece.shown_end - piece.shown
    if (size, ticks, timescale) != (held, shown, init.timescale):
        yield (
            f"has an index of {size} bytes and {ticks} ticks, {timescale} a second; "
            f"it holds {held} and {shown}, {init.timescale} a second"
        )


def _encryption(content: bytes, traf: list[_Box], moof: _Box, init: Init) -> Iterator[str]:
    """How many bytes of each sample are encrypted, told by three boxes."""
    senc = next(_each(traf, b"senc"), None)
    if senc is None or not content[senc.body + 3] & _HAS_PARTS:
        return
    entries = list(_entries(content, senc))
    lengths = [length for length, _ in entries]
    held = sizes(content[traf[0].at : traf[-1].end], init)
    if [covered for _, covered in entries] != held:
        yield "says of other bytes that they are encrypted than its samples have"
    if _told_lengths(content, _first(traf, b"saiz")) != lengths:
        yield "does not say how long its notes on encryption are (saiz)"
    saio = _first(traf, b"saio")
    if moof.at + _number(content, saio, 8) != senc.body + 8:
        yield "does not say where its notes on encryption are (saio)"


def _entries(content: bytes, senc: _Box) -> Iterator[tuple[int, int]]:
    """Of each sample the length of its entry, and the bytes that the entry speaks for; a constant IV takes none."""
    at = senc.body + 8
    for _ in range(_number(content, senc, 4)):
        parts = int.from_bytes(content[at : at + 2], "big")
        length = 2 + 6 * parts
        if at + length > senc.end:
            raise Malformed("ends in the middle of a box")
        told = struct.unpack_from(">" + "HI" * parts, content, at + 2)
        yield length, sum(told)
        at += length


def _told_lengths(content: bytes, saiz: _Box) -> list[int]:
    default, count = content[saiz.body + 4], _number(content, saiz, 5)
    return [default] * count if default else list(content[saiz.body + 9 : saiz.end])


def _all(content: bytes, within: _Box | None = None) -> Iterator[_Box]:
    at, end = (within.body, within.end) if within else (0, len(content))
    while at < end:
        size, kind = struct.unpack_from(">I4s", content, at) if at + 8 <= end else (0, b"")
        if size < 8 or at + size > end:
            raise Malformed("ends in the middle of a box")
        yield _Box(kind, at, at + 8, at + size)
        at += size


def _each(boxes: Iterable[_Box], kind: bytes) -> Iterator[_Box]:
    return (box for box in boxes if box.kind == kind)


def _first(boxes: Iterable[_Box], kind: bytes) -> _Box:
    found = next((box for box in boxes if box.kind == kind), None)
    if found is None:
        raise Malformed(f"has no {kind.decode()} box")
    return found


def _number(content: bytes, box: _Box, at: int) -> int:
    if box.body + at + 4 > box.end:
        raise Malformed("ends in the middle of a box")
    return int.from_bytes(content[box.body + at : box.body + at + 4], "big")
