"""What the two descriptions say that a sound or captions are for, in one common shape, and whether they agree."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence

from lanterne_media.verify.descriptions import MPD, MULTIVARIANT, Said
from lanterne_media.verify.tracks import Track

_NAMES = {"mpd": "urn:mpeg:dash:schema:mpd:2011"}
_DEFAULT = "the default"
_BLIND, _DEAF = "for those who cannot see", "for those who hear badly"
_COMMENTARY, _FORCED = "a commentary", "forced"
_ROLES = {"main": _DEFAULT, "commentary": _COMMENTARY, "forced-subtitle": _FORCED}
_PURPOSES = {"1": _BLIND, "2": _DEAF}
_CHARACTERISTICS = {
    "public.accessibility.describes-video": _BLIND,
    "public.accessibility.enhances-speech-intelligibility": _DEAF,
    "public.accessibility.transcribes-spoken-dialog": _DEAF,
    "public.auxiliary-content": _COMMENTARY,
}
# What begins a codec's name, and the sample entry that it stands for.
_ENTRIES = {"mp4a": "mp4a", "ec-3": "ec-3", "opus": "Opus"}


def in_dash(group: ET.Element, file: str) -> Said:
    """What an adaptation set says of its track."""
    roles = [one.get("value", "") for one in group.iterfind("mpd:Role", _NAMES)]
    purposes = [one.get("value", "") for one in group.iterfind("mpd:Accessibility", _NAMES)]
    channels = group.find("mpd:AudioChannelConfiguration", _NAMES)
    told = {*map(_ROLES.get, roles), *map(_PURPOSES.get, purposes)}
    count = 0 if channels is None else int(channels.attrib["value"])
    return Said(MPD, file, group.get("lang", ""), frozenset(filter(None, told)), count)


def in_hls(words: Mapping[str, str], file: str) -> Said:
    """What a line of the multivariant playlist says of its track."""
    told = {_CHARACTERISTICS.get(one) for one in words.get("CHARACTERISTICS", "").split(",")}
    told |= {_DEFAULT} if words.get("DEFAULT") == "YES" else set()
    told |= {_FORCED} if words.get("FORCED") == "YES" else set()
    channels = words.get("CHANNELS", "0")
    count = int(channels) if channels.isdigit() else 0
    return Said(MULTIVARIANT, file, words.get("LANGUAGE", ""), frozenset(filter(None, told)), count)


def agree(dash: Sequence[Said], hls: Sequence[Said]) -> Iterator[str]:
    """The same language, purposes and channels wherever a track is named."""
    by_file = {said.file: said for said in dash}
    for said in hls:
        other = by_file.get(said.file)
        if other is None:
            continue
        if said.language != other.language:
            yield f"{said.file} is in {other.language or 'no language'} by the MPD, in {said.language or 'none'} by HLS."
        if said.purposes != other.purposes:
            yield f"{said.file} is {_list(other)} by the MPD, {_list(said)} by HLS."
        if said.channels != other.channels:
            yield f"{said.file} has {other.channels} channels by the MPD, {said.channels} by HLS."


def _list(said: Said) -> str:
    return " and ".join(sorted(said.purposes)) or "nothing special"


def against_track(track: Track, said: Sequence[Said], codec: str) -> Iterator[str]:
    """The channels and the codec that a sound track's own header tells."""
    if track.is_picture:
        return
    for one in said:
        if one.file == track.init_name and one.channels != track.init.channels:
            yield f"{one.where} gives {track.folder} {one.channels} channels, it has {track.init.channels}."
    wanted = _ENTRIES.get(codec.partition(".")[0])
    if wanted != track.init.entry:
        yield f"{MPD} calls {track.folder} {codec or 'nothing'}, it is {track.init.entry}."
