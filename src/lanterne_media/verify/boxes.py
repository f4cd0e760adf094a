"""A reader of fragmented MP4, written from the format's definition and knowing nothing of who wrote the file."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

NOT_SYNC = 0x00010000
# Where every sample is like the one before a count alone is told: past this it is an error, and would fill the memory.
_MOST_SAMPLES = 100_000
_SAMPLE_ENTRY_HEAD = {b"vide": 78, b"soun": 28}


class Malformed(Exception):
    """The bytes are no such file; the message ends a sentence that begins with the file's name."""


@dataclass(frozen=True, slots=True)
class Init:
    """What an initialisation segment says. ``edit`` is the media time, in ticks, that is shown first.

    ``entry`` names the coding (of what is encrypted, too), ``channels`` are those of a sound.
    """

    is_picture: bool
    timescale: int
    edit: int
    ticks: int
    size: int
    flags: int
    scheme: str
    kid: str
    entry: str = ""
    channels: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """The sample entry: its kind, also where encryption hides it, and the boxes inside it."""

    kind: str
    boxes: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Piece:
    """What a media segment holds, in ticks: decoded from ``decoded`` on, shown from ``shown`` to ``shown_end``."""

    decoded: int
    shown: int
    shown_end: int
    ticks: int
    samples: int
    longest: int
    has_sync_start: bool
    is_encrypted: bool
    # The shortest and the longest time from one shown sample to the next.
    steps: tuple[int, int]

    @property
    def end(self) -> int:
        return self.decoded + self.ticks


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    body: memoryview


def _boxes(data: memoryview) -> Iterator[_Box]:
    at = 0
    while at < len(data):
        if len(data) - at < 8:
            raise Malformed("ends in the middle of a box")
        size, kind = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            size, head = _number(data, at + 8, 8), 16
        if size < head or at + size > len(data):
            raise Malformed("ends in the middle of a box")
        yield _Box(kind, data[at + head : at + size])
        at += size


def _number(data: memoryview, at: int, width: int) -> int:
    if at + width > len(data):
        raise Malformed("ends in the middle of a box")
    return int.from_bytes(data[at : at + width], "big")


def _find(data: memoryview, *path: bytes) -> memoryview | None:
    """The body of the first box down a path of kinds."""
    for kind in path:
        found = next((box.body for box in _boxes(data) if box.kind == kind), None)
        if found is None:
            return None
        data = found
    return data


def _need(data: memoryview, *path: bytes) -> memoryview:
    found = _find(data, *path)
    if found is None:
        raise Malformed(f"has no {'/'.join(kind.decode('latin-1') for kind in path)} box")
    return found


def read_init(content: bytes) -> Init:
    """Read an initialisation segment of one track."""
    moov = _need(memoryview(content), b"moov")
    tracks = [box.body for box in _boxes(moov) if box.kind == b"trak"]
    if len(tracks) != 1:
        raise Malformed(f"holds {len(tracks)} tracks instead of one")
    handler = bytes(_need(tracks[0], b"mdia", b"hdlr")[8:12])
    trex = _need(moov, b"mvex", b"trex")
    scheme, kid = _protection(tracks[0], handler)
    entry, channels = _sound(tracks[0]) if handler == b"soun" else ("", 0)
    return Init(
        is_picture=handler == b"vide",
        timescale=_timescale(_need(tracks[0], b"mdia", b"mdhd")),
        edit=_edit(tracks[0]),
        ticks=_number(trex, 12, 4),
        size=_number(trex, 16, 4),
        flags=_number(trex, 20, 4),
        scheme=scheme,
        kid=kid,
        entry=entry,
        channels=channels,
    )


def _timescale(mdhd: memoryview) -> int:
    timescale = _number(mdhd, 20 if _number(mdhd, 0, 1) else 12, 4)
    if not timescale:
        raise Malformed("counts time in units of nothing")
    return timescale


def _edit(track: memoryview) -> int:
    elst = _find(track, b"edts", b"elst")
    if elst is None:
        return 0
    width = 8 if _number(elst, 0, 1) else 4
    if _number(elst, 4, 4) != 1:
        raise Malformed("has an edit list of more than one edit")
    return max(0, int.from_bytes(elst[8 + width : 8 + 2 * width], "big", signed=True))


def _entry(track: memoryview, handler: bytes) -> _Box:
    stsd = _need(track, b"mdia", b"minf", b"stbl", b"stsd")
    entry = next(_boxes(stsd[8:]), None)
    if entry is None or handler not in _SAMPLE_ENTRY_HEAD:
        raise Malformed("is neither picture nor sound")
    return _Box(entry.kind, entry.body[_SAMPLE_ENTRY_HEAD[handler] :])


def read_entry(content: bytes) -> Entry:
    """How the only track of an initialisation segment is coded."""
    track = _need(memoryview(content), b"moov", b"trak")
    entry = _entry(track, bytes(_need(track, b"mdia", b"hdlr")[8:12]))
    original = _find(entry.body, b"sinf", b"frma")
    kind = entry.kind if original is None else bytes(original[:4])
    inside = {box.kind.decode("latin-1"): bytes(box.body) for box in _boxes(entry.body)}
    return Entry(kind.decode("latin-1"), inside)


def _protection(track: memoryview, handler: bytes) -> tuple[str, str]:
    """The encryption scheme and the key id, or two empty texts."""
    sinf = _find(_entry(track, handler).body, b"sinf")
    if sinf is None:
        return "", ""
    tenc = _need(sinf, b"schi", b"tenc")
    return bytes(_need(sinf, b"schm")[4:8]).decode("latin-1"), bytes(tenc[8:24]).hex()


def _sound(track: memoryview) -> tuple[str, int]:
    """The coding of a sound and its channels, from where that coding keeps them."""
    entry = next(_boxes(_need(track, b"mdia", b"minf", b"stbl", b"stsd")[8:]))
    inner = entry.body[_SAMPLE_ENTRY_HEAD[b"soun"] :]
    # Of what is encrypted the entry has another name, and its own is inside.
    hidden = _find(inner, b"sinf", b"frma")
    kind = bytes(hidden[:4]) if hidden else entry.kind
    if kind == b"ec-3":
        return "ec-3", _dolby_channels(_need(inner, b"dec3"))
    if kind == b"Opus":
        return "Opus", _number(_need(inner, b"dOps"), 1, 1)
    return kind.decode("latin-1"), _number(entry.body, 16, 2)


# By the field that E-AC-3 calls acmod.
_DOLBY_CHANNELS = (2, 1, 2, 3, 3, 4, 4, 5)


def _dolby_channels(dec3: memoryview) -> int:
    """Of its first substream: the count in the sample entry means nothing there."""
    # After two bytes: fscod 2 bits, bsid 5, reserved 1, asvc 1, bsmod 3, acmod 3, lfeon 1, and eight more.
    told = _number(dec3, 2, 3)
    return _DOLBY_CHANNELS[told >> 9 & 7] + (told >> 8 & 1)


def read_piece(content: bytes, init: Init) -> Piece:
    """Read a media segment of the track that ``init`` opens."""
    data = memoryview(content)
    runs = [_run(_need(box.body, b"traf"), init) for box in _boxes(data) if box.kind == b"moof"]
    if not runs:
        raise Malformed("has no moof box")
    held = sum(len(box.body) for box in _boxes(data) if box.kind == b"mdat")
    if held != sum(run.size for run in runs):
        raise Malformed(
            f"holds {held} bytes of media where its index counts {sum(run.size for run in runs)}"
        )
    return Piece(
        decoded=runs[0].decoded,
        # What the edit hides (an encoder warming up) is not shown before the beginning.
        shown=max(0, min(run.shown for run in runs) - init.edit),
        shown_end=max(run.shown_end for run in runs) - init.edit,
        ticks=sum(run.ticks for run in runs),
        samples=sum(run.samples for run in runs),
        longest=max(run.longest for run in runs),
        has_sync_start=runs[0].has_sync_start,
        is_encrypted=all(run.is_encrypted for run in runs),
        steps=(min(run.steps[0] for run in runs), max(run.steps[1] for run in runs)),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    decoded: int
    shown: int
    shown_end: int
    ticks: int
    samples: int
    longest: int
    size: int
    has_sync_start: bool
    is_encrypted: bool
    steps: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Sample:
    ticks: int
    size: int
    flags: int
    offset: int


def _run(traf: memoryview, init: Init) -> _Run:
    tfdt = _need(traf, b"tfdt")
    decoded = _number(tfdt, 4, 8 if _number(tfdt, 0, 1) else 4)
    samples = _samples(traf, init)
    if not sum(sample.ticks for sample in samples):
        raise Malformed("holds nothing that lasts")
    starts, ends, at = [], [], decoded
    for sample in samples:
        starts.append(at + sample.offset)
        at += sample.ticks
        ends.append(at + sample.offset)
    steps = [after - before for before, after in pairwise([*sorted(starts), max(ends)])]
    return _Run(
        decoded=decoded,
        shown=min(starts),
        shown_end=max(ends),
        ticks=at - decoded,
        samples=len(samples),
        longest=max(sample.ticks for sample in samples),
        size=sum(sample.size for sample in samples),
        has_sync_start=not samples[0].flags & NOT_SYNC,
        is_encrypted=_find(traf, b"senc") is not None,
        steps=(min(steps), max(steps)),
    )


def sizes(traf: bytes, init: Init) -> list[int]:
    """How many bytes each sample of a run takes; ``traf`` is the body of that box."""
    return [sample.size for sample in _samples(memoryview(traf), init)]


def _samples(traf: memoryview, init: Init) -> list[_Sample]:
    defaults = _defaults(_need(traf, b"tfhd"), init)
    return [
        sample
        for box in _boxes(traf)
        if box.kind == b"trun"
        for sample in _trun(box.body, defaults)
    ]


def _defaults(tfhd: memoryview, init: Init) -> _Sample:
    flags, at = _number(tfhd, 1, 3), 8
    at += 8 * bool(flags & 0x1) + 4 * bool(flags & 0x2)
    told = []
    for bit, inherited in ((0x8, init.ticks), (0x10, init.size), (0x20, init.flags)):
        told.append(_number(tfhd, at, 4) if flags & bit else inherited)
        at += 4 * bool(flags & bit)
    return _Sample(ticks=told[0], size=told[1], flags=told[2], offset=0)


def _trun(trun: memoryview, default: _Sample) -> Iterator[_Sample]:
    version, flags, count = _number(trun, 0, 1), _number(trun, 1, 3), _number(trun, 4, 4)
    at = 8 + 4 * bool(flags & 0x1)
    first_flags = None
    if flags & 0x4:
        first_flags, at = _number(trun, at, 4), at + 4
    fields = [bit for bit in (0x100, 0x200, 0x400, 0x800) if flags & bit]
    if at + 4 * len(fields) * count > len(trun):
        raise Malformed("ends in the middle of a box")
    if count > _MOST_SAMPLES:
        raise Malformed(f"counts {count} samples, more than a segment can hold")
    for number in range(count):
        told = dict(zip(fields, struct.unpack_from(f">{len(fields)}I", trun, at), strict=True))
        at += 4 * len(fields)
        inherited = first_flags if number == 0 and first_flags is not None else default.flags
        yield _Sample(
            ticks=told.get(0x100, default.ticks),
            size=told.get(0x200, default.size),
            flags=told.get(0x400, inherited),
            offset=_signed(told.get(0x800, 0), version),
        )


def _signed(value: int, version: int) -> int:
    return value - (1 << 32) if version and value >= 1 << 31 else value
