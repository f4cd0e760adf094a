"""What the packager cut: segments with their instants, sizes and bandwidths."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePosixPath

from defusedxml import ElementTree

NAMESPACE = "urn:mpeg:dash:schema:mpd:2011"


@dataclass(frozen=True, slots=True)
class Segment:
    """A media segment: name in its folder, start and duration in ticks, size in bytes."""

    name: str
    start: int
    ticks: int
    size: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A track as the packager left it; ``words`` are what it wrote about the track."""

    words: dict[str, str]
    timescale: int
    segments: tuple[Segment, ...]
    channels: str = ""

    def seconds(self, segment: Segment) -> Fraction:
        return Fraction(segment.ticks, self.timescale)

    @property
    def average_bandwidth(self) -> int:
        ticks = sum(segment.ticks for segment in self.segments)
        return math.ceil(
            Fraction(8 * self.timescale * sum(each.size for each in self.segments), ticks)
        )

    @property
    def peak_bandwidth(self) -> int:
        """The costliest run of segments that lasts between 0.5 and 1.5 times the longest, as HLS defines it.

        Alone, a last segment of one frame would claim a bandwidth that no player ever needs.
        """
        longest = max(segment.ticks for segment in self.segments)
        rates = _run_rates(self.segments, Fraction(longest, 2), Fraction(3 * longest, 2))
        return math.ceil(max(rates) * 8 * self.timescale)


def _run_rates(segments: Sequence[Segment], least: Fraction, most: Fraction) -> Iterator[Fraction]:
    """Bytes per tick of every run of the right length."""
    for first in range(len(segments)):
        ticks = size = 0
        for segment in segments[first:]:
            ticks, size = ticks + segment.ticks, size + segment.size
            if ticks > most:
                break
            if ticks >= least:
                yield Fraction(size, ticks)


def read(folder: Path, mpd: bytes) -> dict[str, Cut]:
    """The tracks of the packager's MPD by their folder."""
    root = ElementTree.fromstring(mpd)
    cuts = {}
    for group in root.iter(f"{{{NAMESPACE}}}AdaptationSet"):
        for one in group.iter(f"{{{NAMESPACE}}}Representation"):
            template = one.find(f"{{{NAMESPACE}}}SegmentTemplate")
            if template is not None:
                place = str(PurePosixPath(template.attrib["initialization"]).parent)
                cuts[place] = _cut({**group.attrib, **one.attrib}, one, template, folder)
    return cuts


def _cut(words: dict[str, str], one: ET.Element, template: ET.Element, folder: Path) -> Cut:
    channels = one.find(f"{{{NAMESPACE}}}AudioChannelConfiguration")
    return Cut(
        words=words,
        timescale=int(template.attrib["timescale"]),
        segments=tuple(_segments(template, folder)),
        channels="" if channels is None else channels.attrib["value"],
    )


def _segments(template: ET.Element, folder: Path) -> Iterator[Segment]:
    number, start = int(template.attrib["startNumber"]), 0
    for entry in template.iter(f"{{{NAMESPACE}}}S"):
        start = int(entry.get("t", start))
        for _ in range(int(entry.get("r", 0)) + 1):
            file = _fill(template.attrib["media"], number)
            ticks = int(entry.attrib["d"])
            yield Segment(PurePosixPath(file).name, start, ticks, (folder / file).stat().st_size)
            number, start = number + 1, start + ticks


def _fill(template: str, number: int) -> str:
    return re.sub(r"\$Number%0(\d+)d\$", lambda found: str(number).zfill(int(found[1])), template)
