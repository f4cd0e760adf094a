"""Reads the multivariant playlist and the media playlists as a player would."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path, PurePosixPath

from lanterne_media.verify import offers, purposes, shapes, sheets
from lanterne_media.verify.descriptions import (
    MULTIVARIANT,
    Description,
    Range,
    Told,
    Unreadable,
    Variant,
    inside,
    text_of,
)

_CHAPTERS = '#EXT-X-SESSION-DATA:DATA-ID="com.apple.hls.chapters"'
_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"]*"|[^,]*)')


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    seconds: Fraction
    place: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class _Media:
    where: str
    init: str | None
    kid: str
    entries: tuple[_Entry, ...]

    def told(self) -> Told:
        if not self.init:
            raise Unreadable(f"{self.where} names no init segment.")
        return Told(
            where=self.where,
            init=self.init,
            names=tuple(entry.name for entry in self.entries),
            seconds=tuple(entry.seconds for entry in self.entries),
            kid=self.kid,
        )


def read(folder: Path) -> Description:
    """Everything that the playlists name; raise ``Unreadable`` when one cannot be understood."""
    lines = _lines(folder, MULTIVARIANT)
    description = Description(MULTIVARIANT)
    sounds = _read_renditions(folder, lines, description)
    for at, line in enumerate(lines):
        if line.startswith("#EXT-X-STREAM-INF:"):
            media = _media(folder, lines[at + 1] if at + 1 < len(lines) else "")
            description.tracks.append(media.told())
            description.variants.append(_variant(_attributes(line), media.init or "", sounds))
        elif line.startswith(_CHAPTERS):
            address = _attributes(line).get("URI", "")
            description.chapters = inside("", address, MULTIVARIANT)
        elif line.startswith(("#EXT-X-I-FRAME-STREAM-INF:", "#EXT-X-IMAGE-STREAM-INF:")):
            media = _media(folder, _attributes(line).get("URI", ""))
            _read_extra(media, description)
            description.grids += sheets.in_hls(media.where, text_of(folder, media.where))
    if not description.variants:
        raise Unreadable(f"{MULTIVARIANT} offers nothing to watch.")
    # Each offer is known by now to be followed by its address.
    description.shapes += shapes.in_hls(lines)
    description.doubts += offers.faults(lines)
    return description


def _lines(folder: Path, name: str) -> list[str]:
    lines = [line.strip() for line in text_of(folder, name).splitlines() if line.strip()]
    if not lines or lines[0] != "#EXTM3U":
        raise Unreadable(f"{name} is not a playlist.")
    return lines


def _attributes(line: str) -> dict[str, str]:
    return {name: value.strip('"') for name, value in _ATTRIBUTE.findall(line.partition(":")[2])}


def _read_renditions(
    folder: Path, lines: list[str], description: Description
) -> dict[str, list[str]]:
    """Add sounds and captions; answer the init segments of every group of sounds."""
    groups: dict[str, list[str]] = {}
    for line in lines:
        if not line.startswith("#EXT-X-MEDIA:"):
            continue
        words = _attributes(line)
        media = _media(folder, words.get("URI", ""))
        if words.get("TYPE") == "AUDIO":
            description.said.append(purposes.in_hls(words, media.init or ""))
            description.tracks.append(media.told())
            groups.setdefault(words.get("GROUP-ID", ""), []).append(media.init or "")
        else:
            _read_extra(media, description)
            description.said += [purposes.in_hls(words, one.name) for one in media.entries]
    return groups


def _read_extra(media: _Media, description: Description) -> None:
    description.sidecars.append(media.where)
    for entry in media.entries:
        if entry.place is None:
            description.sidecars.append(entry.name)
        else:
            description.ranges.append(Range(media.where, entry.name, *entry.place))


def _variant(words: dict[str, str], picture: str, sounds: dict[str, list[str]]) -> Variant:
    group = words.get("AUDIO")
    if group is not None and group not in sounds:
        raise Unreadable(
            f"{MULTIVARIANT} offers a picture with sounds “{group}”, which it does not list."
        )
    try:
        bandwidth, average = int(words["BANDWIDTH"]), int(words["AVERAGE-BANDWIDTH"])
    except (KeyError, ValueError) as error:
        raise Unreadable(f"{MULTIVARIANT} offers a variant without its bandwidths.") from error
    codecs = tuple(words.get("CODECS", "").split(","))
    video_range = words.get("VIDEO-RANGE", "SDR")
    heard = tuple(sounds.get(group or "", ()))
    return Variant(picture, heard, bandwidth, average, codecs, video_range)


def _media(folder: Path, address: str) -> _Media:
    if not address:
        raise Unreadable(f"{MULTIVARIANT} offers a track without its address.")
    name = inside("", address, MULTIVARIANT)
    lines = _lines(folder, name)
    if lines[-1] != "#EXT-X-ENDLIST":
        raise Unreadable(f"{name} does not end.")
    base = str(PurePosixPath(name).parent)
    opening = {
        line.partition(":")[0]: _attributes(line)
        for line in lines
        if line.startswith(("#EXT-X-MAP", "#EXT-X-KEY"))
    }
    init = opening.get("#EXT-X-MAP", {}).get("URI")
    return _Media(
        where=name,
        init=inside(base, init, name) if init else None,
        kid=opening.get("#EXT-X-KEY", {}).get("KEYID", "").removeprefix("0x").lower(),
        entries=tuple(_entries(lines, base, name)),
    )


def _entries(lines: list[str], base: str, where: str) -> Iterator[_Entry]:
    seconds, place = None, None
    for line in lines:
        if found := re.fullmatch(r"#EXTINF:(\d+(?:\.\d+)?),.*", line):
            seconds = Fraction(found[1])
        elif found := re.fullmatch(r"#EXT-X-BYTERANGE:(\d+)@(\d+)", line):
            place = int(found[2]), int(found[1]) + int(found[2])
        elif not line.startswith("#"):
            if seconds is None:
                raise Unreadable(f"{where} names {line} without its duration.")
            yield _Entry(inside(base, line, where), seconds, place)
            seconds, place = None, None
