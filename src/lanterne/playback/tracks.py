"""The sounds and subtitles of a package, and its descriptions without those that a viewer may not have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from defusedxml import ElementTree

from lanterne.rights.rules import Terms, may_hear, may_read
from lanterne.rights.rules.terms import ranges

DASH = "urn:mpeg:dash:schema:mpd:2011"
CENC = "urn:mpeg:cenc:2013"
_KINDS = ("audio", "text")
_URI = re.compile(r'URI="([^"]+)"')
_GROUP = re.compile(r'GROUP-ID="([^"]+)"')
# Speech in none, in several, or in one that nobody named.
_NO_LANGUAGE = {"", "und", "zxx", "mul", "mis"}  # codespell:ignore mis


@dataclass(frozen=True, slots=True)
class Track:
    """``name`` is the folder of its segments, or the address of its file without the ending."""

    name: str
    kind: str
    language: str
    is_forced: bool


def is_original(language: str, original: str) -> bool:
    """Whether a sound is the one that a film was made with."""
    here = ranges(language)[-1]
    return here in _NO_LANGUAGE or here == ranges(original)[-1]


def tracks(mpd: str) -> tuple[Track, ...]:
    """The sounds and subtitles of a description of ours."""
    return tuple(_tracks(_root(mpd)))


def left_out(found: Sequence[Track], terms: Sequence[Terms], *, original: str) -> tuple[str, ...]:
    """The names of the tracks that the open windows do not license, in order."""
    return tuple(sorted(one.name for one in found if not _is_licensed(one, terms, original)))


def is_mute(found: Sequence[Track], without: Collection[str]) -> bool:
    """Whether a film that has a sound would be left with none."""
    sounds = [one.name for one in found if one.kind == "audio"]
    return bool(sounds) and all(one in without for one in sounds)


def is_left_out(file: str, without: Collection[str]) -> bool:
    """Whether a file of a package belongs to a track that was left out."""
    return file.rpartition("/")[0] in without or file.rpartition(".")[0] in without


def mpd_without(mpd: str, without: Collection[str]) -> str:
    """The description without those tracks; the first sound that is left is the main one if that one went."""
    ET.register_namespace("", DASH)
    ET.register_namespace("cenc", CENC)
    root = _root(mpd)
    for period in root.iter(_dash("Period")):
        sounds = []
        for group in list(period):
            if any(one.get("id") in without for one in group.iter(_dash("Representation"))):
                period.remove(group)
            elif group.get("contentType") == "audio":
                sounds.append(group)
        _name_a_main(sounds)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text.decode()


def hls_without(playlist: str, without: Collection[str]) -> str:
    """The multivariant playlist without those tracks, with a default in every group of sounds."""
    lines = [one for one in playlist.splitlines() if not _names(one, without)]
    text_is_left = any("TYPE=SUBTITLES" in one for one in lines)
    kept = [one if text_is_left else one.replace(',SUBTITLES="text"', "") for one in lines]
    return "\n".join(_with_defaults(kept)) + "\n"


def _root(mpd: str) -> ET.Element:
    root: ET.Element = ElementTree.fromstring(mpd)
    return root


def _tracks(root: ET.Element) -> Iterator[Track]:
    for group in root.iter(_dash("AdaptationSet")):
        kind = group.get("contentType", "")
        if kind not in _KINDS:
            continue
        roles = {one.get("value") for one in group.iter(_dash("Role"))}
        for one in group.iter(_dash("Representation")):
            language = group.get("lang", "")
            yield Track(one.get("id", ""), kind, language, "forced-subtitle" in roles)


def _is_licensed(one: Track, terms: Sequence[Terms], original: str) -> bool:
    if one.kind == "audio":
        return may_hear(terms, one.language, is_original=is_original(one.language, original))
    return may_read(terms, one.language, is_forced=one.is_forced)


def _name_a_main(sounds: Sequence[ET.Element]) -> None:
    roles = [role for group in sounds for role in group.iter(_dash("Role"))]
    if roles and not any(role.get("value") == "main" for role in roles):
        roles[0].set("value", "main")


def _names(line: str, without: Collection[str]) -> bool:
    found = _URI.search(line) if line.startswith("#EXT-X-MEDIA:") else None
    return found is not None and is_left_out(found[1], without)


def _with_defaults(lines: Sequence[str]) -> Iterator[str]:
    sounds = [one for one in lines if "TYPE=AUDIO" in one]
    served = {_group(one) for one in sounds if "DEFAULT=YES" in one}
    for line in lines:
        is_first = "TYPE=AUDIO" in line and _group(line) not in served
        if is_first:
            served.add(_group(line))
        yield line.replace("DEFAULT=NO", "DEFAULT=YES") if is_first else line


def _group(line: str) -> str:
    found = _GROUP.search(line)
    return found[1] if found else ""


def _dash(name: str) -> str:
    return f"{{{DASH}}}{name}"
