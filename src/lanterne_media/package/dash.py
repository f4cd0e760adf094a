"""The MPD: one adaptation set per codec of the picture, per sound track, per caption track, and the sheets."""

from __future__ import annotations

import base64
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from math import ceil
from pathlib import Path, PurePosixPath
from uuid import UUID

from lanterne_media import drm, dynamics
from lanterne_media.model import Codec, ContentKey, Dynamics, Keys, Rate, SoundRole, TrickPlay
from lanterne_media.package import chapters
from lanterne_media.package.lanes import CaptionLane, SoundLane
from lanterne_media.package.layout import (
    INIT,
    SEGMENT,
    Layout,
    VideoLane,
)
from lanterne_media.package.timeline import NAMESPACE, Cut

CENC = "urn:mpeg:cenc:2013"
ROLE = "urn:mpeg:dash:role:2011"
SWITCHING = "urn:mpeg:dash:adaptation-set-switching:2016"
CHANNELS = "urn:mpeg:dash:23003:3:audio_channel_configuration:2011"
PURPOSE = "urn:tva:metadata:cs:AudioPurposeCS:2007"
FOR_THE_BLIND, FOR_THE_DEAF = "1", "2"
_CICP = ("ColourPrimaries", "TransferCharacteristics", "MatrixCoefficients")
TILES = "http://dashif.org/guidelines/thumbnail_tile"


def describe(layout: Layout, cuts: Mapping[str, Cut], keys: Keys | None) -> bytes:
    """The whole description of what was cut, every address relative to itself."""
    root = ET.Element(
        _dash("MPD"),
        profiles="urn:mpeg:dash:profile:isoff-live:2011",
        type="static",
        minBufferTime="PT2S",
        mediaPresentationDuration=f"PT{layout.seconds:.6f}S",
    )
    period = ET.SubElement(root, _dash("Period"), id="0", start="PT0S")
    _add_pictures(period, layout, cuts, keys.video if keys else None)
    for lane in layout.sounds:
        _add_sound(period, lane, cuts[lane.folder], keys.sound if keys else None)
    for caption in layout.captions:
        _add_captions(period, caption)
    if layout.trick_play:
        _add_sheets(period, layout, layout.trick_play)
    for at, group in enumerate(period):
        group.set("id", str(at))
    if layout.chapters:
        words = {"schemeIdUri": chapters.SCHEME, "value": chapters.VTT}
        ET.SubElement(root, _dash("SupplementalProperty"), words)
    return _written(root)


def _dash(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _written(root: ET.Element) -> bytes:
    ET.register_namespace("", NAMESPACE)
    ET.register_namespace("cenc", CENC)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _add_pictures(
    period: ET.Element, layout: Layout, cuts: Mapping[str, Cut], key: ContentKey | None
) -> None:
    families: dict[tuple[Codec, Dynamics], list[VideoLane]] = {}
    for lane in layout.videos:
        rung = lane.rendition.rung
        families.setdefault((rung.codec, rung.dynamics), []).append(lane)
    groups = [_video_group(period, lanes, cuts, key) for lanes in families.values()]
    ranges = [bright for _, bright in families]
    for at, group in enumerate(groups):
        if ranges[at] is Dynamics.SDR and len(set(ranges)) > 1:
            # A player that asks no screen, as dash.js, takes the first of the highest: what shows everywhere.
            group.set("selectionPriority", "2")
        # Never from one range to the other: the whole screen would change in the middle of a film.
        alike = (n for n, bright in enumerate(ranges) if bright is ranges[at] and n != at)
        others = ",".join(map(str, alike))
        if others:
            # Where the schema wants it.
            before = ("ContentProtection", "EssentialProperty")
            place = sum(len(group.findall(_dash(name))) for name in before)
            group.insert(
                place,
                ET.Element(_dash("SupplementalProperty"), schemeIdUri=SWITCHING, value=others),
            )


def _video_group(
    period: ET.Element, lanes: list[VideoLane], cuts: Mapping[str, Cut], key: ContentKey | None
) -> ET.Element:
    group = _group(period, "video", "video/mp4")
    _protect(group, key)
    _colour(group, lanes[0].rendition.rung.dynamics)
    for lane in lanes:
        cut = cuts[lane.folder]
        words = {
            str(name): cut.words[name] for name in ("width", "height", "sar") if name in cut.words
        }
        _represent(
            group, lane.folder, cut, {**words, "frameRate": _frame_rate(lane.rendition.rate)}
        )
    return group


def _colour(group: ET.Element, bright: Dynamics) -> None:
    """Say the colours (DASH-IF IOP 4.3, 6.2.5.1): a player that does not know a bright range must leave it alone."""
    kind = "SupplementalProperty" if bright is Dynamics.SDR else "EssentialProperty"
    for name, code in zip(_CICP, dynamics.COLOURS[bright].codes, strict=True):
        words = {"schemeIdUri": f"urn:mpeg:mpegB:cicp:{name}", "value": str(code)}
        ET.SubElement(group, _dash(kind), words)


def _frame_rate(rate: Rate) -> str:
    return str(rate.num) if rate.den == 1 else str(rate)


def _add_sound(period: ET.Element, lane: SoundLane, cut: Cut, key: ContentKey | None) -> None:
    group = _group(period, "audio", "audio/mp4", lane.sound.language)
    channels = str(lane.sound.channels)
    ET.SubElement(group, _dash("AudioChannelConfiguration"), schemeIdUri=CHANNELS, value=channels)
    _protect(group, key)
    _say(group, lane.name, _role(lane), _PURPOSES.get(lane.sound.role, ""))
    _represent(group, lane.folder, cut, {"audioSamplingRate": cut.words["audioSamplingRate"]})


_PURPOSES = {SoundRole.DESCRIPTION: FOR_THE_BLIND, SoundRole.CLEAR_DIALOGUE: FOR_THE_DEAF}
_ROLES = {
    SoundRole.MAIN: "alternate",
    SoundRole.DUB: "dub",
    SoundRole.DESCRIPTION: "description",
    SoundRole.CLEAR_DIALOGUE: "enhanced-audio-intelligibility",
    SoundRole.COMMENTARY: "commentary",
}


def _role(lane: SoundLane) -> str:
    return "main" if lane.is_default else _ROLES[lane.sound.role]


def _add_captions(period: ET.Element, lane: CaptionLane) -> None:
    group = _group(period, "text", "text/vtt", lane.caption.language)
    if lane.caption.is_forced:
        role = "forced-subtitle"
    else:
        role = "caption" if lane.caption.is_for_the_deaf else "subtitle"
    _say(group, lane.name, role, FOR_THE_DEAF if lane.caption.is_for_the_deaf else "")
    one = ET.SubElement(group, _dash("Representation"), id=lane.stem, bandwidth="1000")
    ET.SubElement(one, _dash("BaseURL")).text = f"{lane.stem}.vtt"


def _add_sheets(period: ET.Element, layout: Layout, trick_play: TrickPlay) -> None:
    suffix = PurePosixPath(layout.sheets[0].file).suffix
    group = _group(period, "image", f"image/{'jpeg' if suffix == '.jpg' else suffix[1:]}")
    a_sheet = trick_play.columns * trick_play.rows * trick_play.interval
    ET.SubElement(
        group,
        _dash("SegmentTemplate"),
        media=f"images/$Number%05d${suffix}",
        timescale="1000",
        duration=str(round(1000 * a_sheet)),
        startNumber="1",
    )
    one = ET.SubElement(
        group,
        _dash("Representation"),
        id="images",
        bandwidth=str(sheet_bandwidth(layout, trick_play)),
        width=str(trick_play.columns * trick_play.width),
        height=str(trick_play.rows * trick_play.height),
    )
    value = f"{trick_play.columns}x{trick_play.rows}"
    ET.SubElement(one, _dash("EssentialProperty"), schemeIdUri=TILES, value=value)


def sheet_bandwidth(layout: Layout, trick_play: TrickPlay) -> int:
    """Bits per second of the heaviest sheet."""
    rates = (
        8 * Path(sheet.source).stat().st_size / (sheet.pictures * trick_play.interval)
        for sheet in layout.sheets
    )
    return ceil(max(rates))


def _group(period: ET.Element, kind: str, mime: str, language: str = "") -> ET.Element:
    group = ET.SubElement(period, _dash("AdaptationSet"), id="", contentType=kind, mimeType=mime)
    if language:
        group.set("lang", language)
    if kind in {"video", "audio"}:
        group.attrib.update(segmentAlignment="true", startWithSAP="1")
    return group


def _say(group: ET.Element, name: str, role: str, purpose: str) -> None:
    ET.SubElement(group, _dash("Label")).text = name
    # In the order of the schema.
    if purpose:
        ET.SubElement(group, _dash("Accessibility"), schemeIdUri=PURPOSE, value=purpose)
    ET.SubElement(group, _dash("Role"), schemeIdUri=ROLE, value=role)


def _represent(group: ET.Element, folder: str, cut: Cut, words: dict[str, str]) -> None:
    one = ET.SubElement(
        group,
        _dash("Representation"),
        {
            "id": folder,
            "bandwidth": str(cut.peak_bandwidth),
            "codecs": cut.words["codecs"],
            **words,
        },
    )
    template = ET.SubElement(
        one,
        _dash("SegmentTemplate"),
        timescale=str(cut.timescale),
        initialization=f"{folder}/{INIT}",
        media=f"{folder}/{SEGMENT}",
        startNumber="1",
    )
    _add_timeline(ET.SubElement(template, _dash("SegmentTimeline")), cut)


def _add_timeline(timeline: ET.Element, cut: Cut) -> None:
    expected = None
    for segment in cut.segments:
        last = timeline[-1] if len(timeline) else None
        if last is not None and segment.start == expected and last.get("d") == str(segment.ticks):
            last.set("r", str(int(last.get("r", 0)) + 1))
        else:
            words = {} if segment.start == expected else {"t": str(segment.start)}
            ET.SubElement(timeline, _dash("S"), {**words, "d": str(segment.ticks)})
        expected = segment.start + segment.ticks


def _protect(group: ET.Element, key: ContentKey | None) -> None:
    if key is None:
        return
    kid = {f"{{{CENC}}}default_KID": str(UUID(key.kid))}
    _protection(group, "urn:mpeg:dash:mp4protection:2011", drm.SCHEME, kid)
    pssh = base64.b64encode(drm.common_pssh([key.kid])).decode()
    for system, value in ((drm.COMMON_SYSTEM, ""), (drm.CLEAR_KEY_SYSTEM, "ClearKey1.0")):
        named = _protection(group, f"urn:uuid:{system}", value, {})
        ET.SubElement(named, f"{{{CENC}}}pssh").text = pssh


def _protection(group: ET.Element, scheme: str, value: str, words: dict[str, str]) -> ET.Element:
    values = {"value": value} if value else {}
    return ET.SubElement(
        group, _dash("ContentProtection"), {"schemeIdUri": scheme, **values, **words}
    )
