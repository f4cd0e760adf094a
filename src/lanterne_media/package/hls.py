"""The playlists: one multivariant for every codec, and a media playlist beside every track."""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from lanterne_media.model import ContentKey, SoundRole, TrickPlay
from lanterne_media.package import chapters
from lanterne_media.package.lanes import CaptionLane, SoundLane
from lanterne_media.package.layout import (
    I_FRAMES,
    INIT,
    PLAYLIST,
    SHEETS,
    Layout,
    VideoLane,
)
from lanterne_media.package.timeline import Cut

# Fragmented MP4 outside I-frame playlists needs 6.
_HEAD = ["#EXTM3U", "#EXT-X-VERSION:6"]
_FOR_THE_DEAF = (
    "public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound"
)
_CHARACTERISTICS = {
    SoundRole.DESCRIPTION: "public.accessibility.describes-video",
    SoundRole.CLEAR_DIALOGUE: "public.accessibility.enhances-speech-intelligibility",
    SoundRole.COMMENTARY: "public.auxiliary-content",
}
_STEREO, _SURROUND = "audio", "surround"


@dataclass(frozen=True, slots=True)
class IFrame:
    """An intra picture inside a segment: how long it stands, and the bytes it takes."""

    file: str
    seconds: float
    length: int
    offset: int


def media(cut: Cut, key: ContentKey | None) -> str:
    """The playlist of one track, next to its segments."""
    entries = []
    for segment in cut.segments:
        entries += [f"#EXTINF:{float(cut.seconds(segment)):.6f},", segment.name]
    longest = max(cut.seconds(segment) for segment in cut.segments)
    return _playlist(float(longest), ["#EXT-X-INDEPENDENT-SEGMENTS", *_opening(key)], entries)


def i_frames(frames: Sequence[IFrame], key: ContentKey | None) -> str:
    """The playlist that shows only intra pictures, for winding without sheets."""
    entries = []
    for frame in frames:
        place = f"#EXT-X-BYTERANGE:{frame.length}@{frame.offset}"
        entries += [f"#EXTINF:{frame.seconds:.6f},", place, frame.file]
    longest = max(frame.seconds for frame in frames)
    return _playlist(longest, ["#EXT-X-I-FRAMES-ONLY", *_opening(key)], entries)


def read_i_frames(text: str, cut: Cut) -> list[IFrame]:
    """The intra pictures that the packager found, with the exact durations that it rounds."""
    found = re.findall(r"#EXTINF:([\d.]+),\s+#EXT-X-BYTERANGE:(\d+)@(\d+)\s+(\S+)", text)
    exact = {segment.name: float(cut.seconds(segment)) for segment in cut.segments}
    alone = len(found) == len({name for *_, name in found})
    return [
        IFrame(name, exact[name] if alone else float(told), int(length), int(offset))
        for told, length, offset, name in found
    ]


def captions(lane: CaptionLane, seconds: float) -> str:
    """A playlist that names the whole WebVTT file as its only segment."""
    return _playlist(
        seconds, [], [f"#EXTINF:{seconds:.6f},", f"{PurePosixPath(lane.stem).name}.vtt"]
    )


def sheets(layout: Layout, trick_play: TrickPlay) -> str:
    """The image playlist of the scrub bar's small pictures."""
    size = f"{trick_play.width}x{trick_play.height}"
    tiles = f"{trick_play.columns}x{trick_play.rows}"
    entries = []
    for sheet in layout.sheets:
        entries += [
            f"#EXTINF:{sheet.pictures * trick_play.interval:.6f},",
            f"#EXT-X-TILES:RESOLUTION={size},LAYOUT={tiles},DURATION={trick_play.interval:g}",
            PurePosixPath(sheet.file).name,
        ]
    longest = max(sheet.pictures for sheet in layout.sheets) * trick_play.interval
    return _playlist(longest, ["#EXT-X-IMAGES-ONLY"], entries)


def _playlist(longest: float, opening: Iterable[str], entries: Iterable[str]) -> str:
    target = f"#EXT-X-TARGETDURATION:{math.ceil(longest)}"
    return _lines(
        [*_HEAD, target, "#EXT-X-PLAYLIST-TYPE:VOD", *opening, *entries, "#EXT-X-ENDLIST"]
    )


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"


def _opening(key: ContentKey | None) -> list[str]:
    # The map comes before the key, because initialisation segments are not encrypted.
    return [f'#EXT-X-MAP:URI="{INIT}"', *([_key(key)] if key else [])]


def _key(key: ContentKey) -> str:
    """Names the key by its id; the key itself comes with the licence.

    hls.js reads the id out of the data address. Shaka Player knows no Clear Key format in HLS and must be given
    ``manifest.ignoreDrmInfo`` with ``drm.clearKeys``; the ``identity`` format, which it knows, would make hls.js
    take the picture for MPEG-TS sample encryption.
    """
    kid = base64.b64encode(bytes.fromhex(key.kid)).decode()
    return (
        f'#EXT-X-KEY:METHOD=SAMPLE-AES,URI="data:text/plain;base64,{kid}",KEYID=0x{key.kid},'
        f'KEYFORMAT="org.w3.clearkey",KEYFORMATVERSIONS="1"'
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What was measured after the cut, by folder: tracks, intra pictures, dynamics, and the sheets' bandwidth."""

    cuts: Mapping[str, Cut]
    i_frames: Mapping[str, Sequence[IFrame]]
    ranges: Mapping[str, str]
    sheet_bandwidth: int = 0


def multivariant(layout: Layout, facts: Facts) -> str:
    """The playlist that a player opens."""
    groups = _groups(layout)
    return _lines([
        *_HEAD,
        "#EXT-X-INDEPENDENT-SEGMENTS",
        *([_session_data()] if layout.chapters else []),
        *(_sound(name, lane) for name, lanes in groups.items() for lane in lanes),
        *(_captions(lane) for lane in layout.captions),
        *(
            line
            for name, lanes in (groups or {"": ()}).items()
            for picture in layout.videos
            for line in _variant(layout, picture, _Heard(name, lanes), facts)
        ),
        *(_winding(lane, facts) for lane in layout.videos if facts.i_frames.get(lane.folder)),
        *([_images(layout.trick_play, layout, facts)] if layout.trick_play else []),
    ])  # fmt: skip


def _session_data() -> str:
    return "#EXT-X-SESSION-DATA:" + _attributes(
        DATA_ID=_quoted(chapters.SESSION_ID), URI=_quoted(chapters.SESSION)
    )


def _groups(layout: Layout) -> dict[str, tuple[SoundLane, ...]]:
    """The sounds as HLS wants them: a group a codec, each with a member for every mix.

    A mix that has only one form is in both with that.
    """
    around = {lane.name: lane for lane in layout.sounds if lane.sound.is_wide}
    stereo = {lane.name: lane for lane in layout.sounds if not lane.sound.is_wide}
    groups = {_STEREO: {**around, **stereo}, _SURROUND: {**stereo, **around} if around else {}}
    order = list(dict.fromkeys(lane.name for lane in layout.sounds))
    return {name: tuple(lanes[each] for each in order) for name, lanes in groups.items() if lanes}


@dataclass(frozen=True, slots=True)
class _Heard:
    """A group of sounds that a picture is offered with."""

    group: str
    lanes: tuple[SoundLane, ...]


def _sound(group: str, lane: SoundLane) -> str:
    return "#EXT-X-MEDIA:" + _attributes(
        TYPE="AUDIO",
        GROUP_ID=_quoted(group),
        LANGUAGE=_quoted(lane.sound.language),
        NAME=_quoted(lane.name),
        DEFAULT="YES" if lane.is_default else "NO",
        AUTOSELECT="YES" if lane.is_automatic else "NO",
        CHARACTERISTICS=_maybe_quoted(_CHARACTERISTICS.get(lane.sound.role, "")),
        CHANNELS=_quoted(str(lane.sound.channels)),
        URI=_quoted(f"{lane.folder}/{PLAYLIST}"),
    )


def _captions(lane: CaptionLane) -> str:
    return "#EXT-X-MEDIA:" + _attributes(
        TYPE="SUBTITLES",
        GROUP_ID=_quoted("text"),
        LANGUAGE=_quoted(lane.caption.language),
        NAME=_quoted(lane.name),
        DEFAULT="NO",
        AUTOSELECT="YES" if lane.is_automatic else "NO",
        FORCED="YES" if lane.caption.is_forced else "NO",
        CHARACTERISTICS=_maybe_quoted(_FOR_THE_DEAF if lane.caption.is_for_the_deaf else ""),
        URI=_quoted(f"{lane.stem}.m3u8"),
    )


def _variant(layout: Layout, lane: VideoLane, sounds: _Heard, facts: Facts) -> list[str]:
    cut = facts.cuts[lane.folder]
    heard = [facts.cuts[sound.folder] for sound in sounds.lanes]
    codecs = dict.fromkeys([cut.words["codecs"], *(sound.words["codecs"] for sound in heard)])
    words = _attributes(
        BANDWIDTH=str(cut.peak_bandwidth + max((each.peak_bandwidth for each in heard), default=0)),
        AVERAGE_BANDWIDTH=str(
            cut.average_bandwidth + max((each.average_bandwidth for each in heard), default=0)
        ),
        CODECS=_quoted(",".join(codecs)),
        RESOLUTION=f"{cut.words['width']}x{cut.words['height']}",
        FRAME_RATE=f"{lane.rendition.rate.value:.3f}",
        VIDEO_RANGE=facts.ranges.get(lane.folder, "SDR"),
        AUDIO=_maybe_quoted(sounds.group),
        SUBTITLES=_quoted("text") if layout.captions else "",
        CLOSED_CAPTIONS="NONE",
    )
    return [f"#EXT-X-STREAM-INF:{words}", f"{lane.folder}/{PLAYLIST}"]


def _winding(lane: VideoLane, facts: Facts) -> str:
    cut, frames = facts.cuts[lane.folder], facts.i_frames[lane.folder]
    seconds = sum(frame.seconds for frame in frames)
    return "#EXT-X-I-FRAME-STREAM-INF:" + _attributes(
        BANDWIDTH=str(math.ceil(max(8 * frame.length / frame.seconds for frame in frames))),
        AVERAGE_BANDWIDTH=str(math.ceil(8 * sum(frame.length for frame in frames) / seconds)),
        CODECS=_quoted(cut.words["codecs"]),
        RESOLUTION=f"{cut.words['width']}x{cut.words['height']}",
        VIDEO_RANGE=facts.ranges.get(lane.folder, "SDR"),
        URI=_quoted(f"{lane.folder}/{I_FRAMES}"),
    )


def _images(trick_play: TrickPlay, layout: Layout, facts: Facts) -> str:
    suffix = PurePosixPath(layout.sheets[0].file).suffix
    return "#EXT-X-IMAGE-STREAM-INF:" + _attributes(
        BANDWIDTH=str(facts.sheet_bandwidth),
        CODECS=_quoted("jpeg" if suffix == ".jpg" else suffix[1:]),
        RESOLUTION=f"{trick_play.width}x{trick_play.height}",
        URI=_quoted(SHEETS),
    )


def _attributes(**words: str) -> str:
    return ",".join(f"{name.replace('_', '-')}={value}" for name, value in words.items() if value)


def _quoted(text: str) -> str:
    # The format has no escape: a quotation mark becomes an apostrophe, a line's end a space.
    return '"' + re.sub(r"[\r\n]+", " ", text).replace('"', "'") + '"'


def _maybe_quoted(text: str) -> str:
    return _quoted(text) if text else ""


def read_ranges(multivariant_of_packager: str) -> dict[str, str]:
    """SDR, PQ or HLG by folder, for the tracks where the packager read it in the stream."""
    found = re.findall(r"#EXT-X-STREAM-INF:(.*)\s+(\S+)", multivariant_of_packager)
    return {
        str(PurePosixPath(address).parent): told[1]
        for words, address in found
        if (told := re.search(r"VIDEO-RANGE=(\w+)", words))
    }
