"""A bounded look inside the picture track: a few decoded frames, a stretch of packet times."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import msgspec

from lanterne_media.model import FieldOrder, Limits, MediaRefused
from lanterne_media.probe import gate
from lanterne_media.probe.streams import Stream
from lanterne_media.tools import Runner, ToolFailed, described, untrusted

FRAMES = 8
PACKETS = 1200

_SCAN = re.compile(r" n: *\d+ .* i:([PTB]) ")
_ORDERS = {"P": FieldOrder.PROGRESSIVE, "T": FieldOrder.TOP_FIRST, "B": FieldOrder.BOTTOM_FIRST}


class Packet(msgspec.Struct):
    pts: int | None = None
    duration: int = 0
    flags: str = ""


class Packets(msgspec.Struct):
    packets: list[Packet] = []


class Count(msgspec.Struct):
    nb_read_packets: str = "0"


class Counts(msgspec.Struct):
    streams: list[Count] = []


def field_order(path: Path, picture: Stream, *, run: Runner, limits: Limits) -> FieldOrder:
    """What most of the first decoded frames say: a container's flag is often wrong. Refuses a film without frames."""
    # ffmpeg and not ffprobe, because it is the one that will have to decode the film.
    command = ["ffmpeg", "-v", "info", "-nostdin", "-nostats", "-hide_banner", "-noautorotate"]
    seen = [
        "-map",
        f"0:{picture.index}",
        "-frames:v",
        str(FRAMES),
        "-vf",
        "showinfo=checksum=0",
        "-f",
        "null",
        "-",
    ]
    try:
        words = run.run(
            [*command, *untrusted(path, limits), *seen], reads=[path], limits=limits
        ).stderr
    except ToolFailed as broken:
        if broken.says_nothing_of_the_file:
            raise gate.explain(path, broken) from broken
        raise MediaRefused(gate.NO_FRAME) from broken
    scans = Counter(_SCAN.findall(words))
    if not scans:
        raise MediaRefused(gate.NO_FRAME)
    return _ORDERS[scans.most_common(1)[0][0]]


@dataclass(frozen=True, slots=True)
class Clock:
    """When frames are due, in order, and how long each lasts as far as the file says so, in the track's ticks."""

    times: list[int]
    lengths: list[int]


def clock(path: Path, picture: Stream, *, run: Runner, limits: Limits) -> Clock:
    """Of the first thousand or so frames, without decoding them."""
    asked = ["-show_entries", "packet=pts,duration,flags", "-read_intervals", f"%+#{PACKETS}"]
    answer = _ffprobe(path, picture, asked, run, limits)
    # A frame before an edit list's start is decoded and thrown away.
    packets = [
        one for one in msgspec.json.decode(answer, type=Packets).packets if "D" not in one.flags
    ]
    times = [one.pts for one in packets if one.pts is not None]
    lengths = [one.duration for one in packets]
    # A bare stream has no clock, only lengths.
    return Clock(times or list(accumulate(lengths)), lengths)


def count(path: Path, picture: Stream, *, run: Runner, limits: Limits) -> int:
    """How many packets the track holds; reads the whole file."""
    answer = _ffprobe(
        path, picture, ["-count_packets", "-show_entries", "stream=nb_read_packets"], run, limits
    )
    return sum(int(one.nb_read_packets) for one in msgspec.json.decode(answer, type=Counts).streams)


def _ffprobe(path: Path, picture: Stream, asked: list[str], run: Runner, limits: Limits) -> bytes:
    command = ["ffprobe", "-v", "error", "-of", "json", *described(path, limits)]
    try:
        done = run.run(
            [*command, "-select_streams", str(picture.index), *asked], reads=[path], limits=limits
        )
    except ToolFailed as broken:
        raise gate.explain(path, broken) from broken
    return done.stdout
