"""What an MPD says twice: where segments begin, and for which key its pictures and sounds are encrypted."""

from __future__ import annotations

import base64
import binascii
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from lanterne_media.verify.descriptions import MPD

_GROUPS = "{*}Period/{*}AdaptationSet"
_KID = "{urn:mpeg:cenc:2013}default_KID"
_PSSH = "{*}ContentProtection/{urn:mpeg:cenc:2013}pssh"


def faults(root: ET.Element) -> Iterator[str]:
    """Holes and overlaps of the timelines, and key ids that contradict one another."""
    for group in root.iterfind(_GROUPS):
        for one in group.iterfind("{*}Representation"):
            yield from _holes(one)
        protected = group.find("{*}ContentProtection")
        if protected is not None:
            yield from _other_keys(group, protected.get(_KID, "").replace("-", ""))


def _holes(one: ET.Element) -> Iterator[str]:
    expected = 0
    for entry in one.iterfind("{*}SegmentTemplate/{*}SegmentTimeline/{*}S"):
        told = int(entry.get("t", expected))
        if told != expected:
            yield f"{MPD} lets a segment of {one.get('id')} begin at {told}, the one before ends at {expected}."
        expected = told + int(entry.attrib["d"]) * (int(entry.get("r", 0)) + 1)


def _other_keys(group: ET.Element, kid: str) -> Iterator[str]:
    """The licence request of a player is made of the key ids in here (ISO/IEC 23001-7, version 1)."""
    for pssh in group.iterfind(_PSSH):
        if kid not in _key_ids(pssh.text or ""):
            yield f"{MPD} asks licences for other keys than {kid} (adaptation set {group.get('id')})."
            return


def _key_ids(text: str) -> list[str]:
    try:
        box = base64.b64decode(text, validate=True)
    except binascii.Error:
        return []
    count = int.from_bytes(box[28:32], "big") if box[4:9] == b"pssh\x01" else 0
    return [box[at : at + 16].hex() for at in range(32, min(32 + 16 * count, len(box)), 16)]
