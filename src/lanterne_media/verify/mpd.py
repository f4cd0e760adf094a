"""Reads the MPD as a player would."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException, ElementTree

from lanterne_media.verify import purposes, shapes, sheets, timelines
from lanterne_media.verify.descriptions import MPD, Description, Told, Unreadable, inside, text_of

_NAMES = {"mpd": "urn:mpeg:dash:schema:mpd:2011"}
CHAPTERS = "urn:lanterne:dash:chapters:2026"
_CICP = "urn:mpeg:mpegB:cicp:"
_COLOURS = {
    f"{_CICP}ColourPrimaries": "primaries",
    f"{_CICP}TransferCharacteristics": "transfer",
    f"{_CICP}MatrixCoefficients": "matrix",
}
_KID = "{urn:mpeg:cenc:2013}default_KID"
# 24 hours in segments of one second: a count past it is an error, and would fill the memory.
_MOST_SEGMENTS = 86_400
_NO_PICTURE = Fraction(1, 10)


def read(folder: Path) -> Description:
    """Everything the MPD names; raise ``Unreadable`` when it cannot be understood."""
    text = text_of(folder, MPD)
    try:
        root = ElementTree.fromstring(text)
    except (ParseError, DefusedXmlException) as error:
        raise Unreadable(f"{MPD} is not XML.") from error
    description = Description(MPD)
    try:
        _refuse_live(root)
        description.length = _duration(root.attrib["mediaPresentationDuration"])
        description.shapes += shapes.in_dash(root)
        description.grids += sheets.in_dash(root)
        description.doubts += timelines.faults(root)
        for group in root.iterfind("mpd:Period/mpd:AdaptationSet", _NAMES):
            _read_group(group, description)
        for told in root.iterfind("mpd:SupplementalProperty", _NAMES):
            if told.get("schemeIdUri") == CHAPTERS:
                description.chapters = inside("", told.attrib["value"], MPD)
    except (KeyError, ValueError, ZeroDivisionError) as error:
        raise Unreadable(f"{MPD} lacks or misspells {error}.") from error
    if not description.tracks:
        raise Unreadable(f"{MPD} describes no track.")
    return description


def _refuse_live(root: ET.Element) -> None:
    kind = root.get("type", "static")
    if kind != "static":
        raise ValueError(f'type="{kind}"')


def _duration(text: str) -> Fraction:
    found = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?", text)
    if not found:
        raise ValueError(text)
    hours, minutes, seconds = (Fraction(part or 0) for part in found.groups())
    return 3600 * hours + 60 * minutes + seconds


def _read_group(group: ET.Element, description: Description) -> None:
    protected = group.find("mpd:ContentProtection", _NAMES)
    kid = "" if protected is None else protected.get(_KID, "").replace("-", "").lower()
    for one in group.iterfind("mpd:Representation", _NAMES):
        address = one.findtext("mpd:BaseURL", None, _NAMES)
        template = _template(group, one)
        named = "" if template is None else template.get("initialization", "")
        if group.get("contentType") in {"audio", "text"}:
            description.said.append(purposes.in_dash(group, inside("", address or named, MPD)))
        if address:
            description.sidecars.append(inside("", address, MPD))
        elif template is None:
            raise ValueError(f"the segments of {one.get('id')}")
        elif "initialization" in template.attrib:
            description.tracks.append(replace(_told(one, template, kid), colours=_colours(group)))
        else:
            description.sidecars += _sheets(template, description.length)


def _colours(group: ET.Element) -> dict[str, int]:
    """The properties by which players know a picture for bright screens (DASH-IF IOP 6.2.5.1)."""
    told = {}
    for kind in ("mpd:EssentialProperty", "mpd:SupplementalProperty"):
        for one in group.iterfind(kind, _NAMES):
            name = _COLOURS.get(one.get("schemeIdUri", ""))
            if name:
                told[name] = int(one.attrib["value"])
    return told


def _template(group: ET.Element, one: ET.Element) -> ET.Element | None:
    own = one.find("mpd:SegmentTemplate", _NAMES)
    return group.find("mpd:SegmentTemplate", _NAMES) if own is None else own


def _told(one: ET.Element, template: ET.Element, kid: str) -> Told:
    timescale, number = int(template.attrib["timescale"]), int(template.get("startNumber", 1))
    ticks = list(_ticks(template))
    return Told(
        where=MPD,
        init=inside("", template.attrib["initialization"], MPD),
        names=tuple(_named(template, number + at) for at in range(len(ticks))),
        seconds=tuple(Fraction(each, timescale) for each in ticks),
        kid=kid,
        bandwidth=int(one.attrib["bandwidth"]),
        codecs=one.attrib["codecs"],
    )


def _ticks(template: ET.Element) -> Iterator[int]:
    listed = 0
    for entry in template.iterfind("mpd:SegmentTimeline/mpd:S", _NAMES):
        repeats = int(entry.get("r", 0))
        listed += repeats + 1
        if repeats < 0 or listed > _MOST_SEGMENTS:
            raise ValueError(f'r="{repeats}"')
        yield from [int(entry.attrib["d"])] * (repeats + 1)


def _sheets(template: ET.Element, length: Fraction) -> list[str]:
    each = Fraction(int(template.attrib["duration"]), int(template.get("timescale", 1)))
    # A film a few milliseconds longer than its pictures were counted for needs no sheet for them.
    count = max(1, ceil((length - _NO_PICTURE) / each))
    if count > _MOST_SEGMENTS:
        raise ValueError(f'duration="{template.attrib["duration"]}"')
    first = int(template.get("startNumber", 1))
    return [_named(template, first + at) for at in range(count)]


def _named(template: ET.Element, number: int) -> str:
    pattern = template.attrib["media"]
    return inside(
        "",
        re.sub(r"\$Number%0(\d+)d\$", lambda found: str(number).zfill(int(found[1])), pattern),
        MPD,
    )
