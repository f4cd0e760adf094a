"""Width, height and frame rate of pictures as the descriptions tell them, against the tracks and the film."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import PurePosixPath

from lanterne_media.model import Rate
from lanterne_media.verify.descriptions import MPD, MULTIVARIANT, Shape

_PICTURES = "{*}Period/{*}AdaptationSet[@contentType='video']"
_OFFERS = ("#EXT-X-STREAM-INF:", "#EXT-X-I-FRAME-STREAM-INF:")
# HLS writes frame rates with three decimals.
_ROUNDING = Fraction(1, 1000)


def in_dash(root: ET.Element) -> Iterator[Shape]:
    """The shapes that an MPD tells; raise ``KeyError`` or ``ValueError`` where it lacks or misspells one."""
    for one in root.iterfind(f"{_PICTURES}/{{*}}Representation"):
        template = one.find("{*}SegmentTemplate")
        if template is not None:
            folder = str(PurePosixPath(template.attrib["initialization"]).parent)
            size = f"{int(one.attrib['width'])}x{int(one.attrib['height'])}"
            yield Shape(MPD, folder, size, Fraction(one.attrib["frameRate"]))


def in_hls(lines: Sequence[str]) -> Iterator[Shape]:
    """The shapes that a multivariant playlist tells."""
    for at, line in enumerate(lines):
        if line.startswith(_OFFERS):
            address = _word(line, r',URI="([^"]*)"') or lines[at + 1 : at + 2][0]
            size = _word(line, r"[:,]RESOLUTION=(\d+x\d+)") or "none"
            rate = _word(line, r",FRAME-RATE=(\d+(?:\.\d+)?)")
            is_film = line.startswith(_OFFERS[0])
            yield Shape(
                MULTIVARIANT,
                str(PurePosixPath(address).parent),
                size,
                Fraction(rate or 0) if is_film else None,
            )


def _word(line: str, pattern: str) -> str:
    found = re.search(pattern, line)
    return found[1] if found else ""


def coded(init: bytes) -> str:
    """Width and height in the sample entry of a picture's init segment, which has been read already."""
    entry = init.index(b"stsd") + 12
    width, height = struct.unpack_from(">HH", init, entry + 32)
    return f"{width}x{height}"


def faults(shapes: Iterable[Shape], sizes: Mapping[str, str], film: Rate) -> Iterator[str]:
    """Where the shapes told are not those of the tracks; ``sizes`` are the tracks' own by their folder."""
    rate = Fraction(film.num, film.den)
    for shape in shapes:
        own = sizes.get(shape.folder)
        if own != shape.size:
            yield f"{shape.where} gives {shape.folder} the size {shape.size}, it is {own or 'no picture'}."
        if shape.rate is not None and abs(shape.rate - rate) > _ROUNDING:
            yield (
                f"{shape.where} gives {shape.folder} {float(shape.rate):.3f} frames a second, "
                f"the film has {float(rate):.3f}."
            )
