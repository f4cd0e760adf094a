"""ffprobe's answer, and its translation into the engine's values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from lanterne_media.model import (
    CaptionFacts,
    Chapter,
    Dynamics,
    FieldOrder,
    LeftOut,
    Limits,
    MediaRefused,
    Rate,
    Reason,
    SoundFacts,
    VideoFacts,
)
from lanterne_media.probe import gate, roles, timing
from lanterne_media.tools import DECODERS

_DYNAMICS = {"smpte2084": Dynamics.PQ, "arib-std-b67": Dynamics.HLG}
_DEPTH = re.compile(r"(?:p|gray|gbrp|gbrap|p0|p2|p4)(9|10|12|14|16)(?:le|be)$|(48|64)(?:le|be)$")
_CLOCK = re.compile(r"(\d+):(\d{2}):(\d{2}(?:\.\d+)?)")
_LONGEST_TITLE = 200


class SideData(msgspec.Struct):
    rotation: float = 0.0


class Stream(msgspec.Struct):
    """The part of a stream's description that we read."""

    index: int
    codec_type: str = ""
    codec_name: str = ""
    codec_tag_string: str = ""
    profile: str = ""
    width: int = 0
    height: int = 0
    pix_fmt: str = ""
    bits_per_raw_sample: str = ""
    sample_aspect_ratio: str = "1:1"
    r_frame_rate: str = ""
    avg_frame_rate: str = ""
    time_base: str = ""
    start_time: str = ""
    duration: str = ""
    color_primaries: str = ""
    color_transfer: str = ""
    color_space: str = ""
    color_range: str = ""
    channels: int = 0
    channel_layout: str = ""
    sample_rate: str = "0"
    disposition: dict[str, int] = {}
    tags: dict[str, str] = {}
    side_data_list: list[SideData] = []


class Container(msgspec.Struct):
    format_name: str = ""
    start_time: str = ""
    duration: str = ""


class ChapterMark(msgspec.Struct):
    start_time: str = "0"
    tags: dict[str, str] = {}


class Answer(msgspec.Struct):
    """All that ffprobe said of a file."""

    streams: list[Stream] = []
    chapters: list[ChapterMark] = []
    format: Container = msgspec.field(default_factory=Container)


def picture(answer: Answer, limits: Limits) -> Stream:
    """The first track with moving pictures; cover art and thumbnails are none."""
    if len(answer.streams) > limits.most_streams:
        raise MediaRefused(
            f"This file holds {len(answer.streams)} tracks, more than the {limits.most_streams} that we take."
        )
    films = [one for one in answer.streams if one.codec_type == "video" and not _is_still(one)]
    if not films:
        has_sound = any(one.codec_type == "audio" for one in answer.streams)
        raise MediaRefused(
            "This file has sound but no picture." if has_sound else "This file has no picture."
        )
    chosen = films[0]
    gate.admit_picture(chosen.width, chosen.height, limits.most_pixels)
    if not is_decodable(chosen):
        raise MediaRefused(f"The picture is coded as {_coded_as(chosen)}, which we do not decode.")
    if not chosen.width * chosen.height:
        raise MediaRefused(gate.NO_FRAME)
    return chosen


def _is_still(stream: Stream) -> bool:
    return any(
        stream.disposition.get(word) for word in ("attached_pic", "still_image", "timed_thumbnails")
    )


def is_decodable(stream: Stream) -> bool:
    return stream.codec_name in DECODERS.split(",")


def _coded_as(stream: Stream) -> str:
    named = stream.codec_name not in {"", "none", "unknown"}
    word = _plain(stream.codec_name if named else stream.codec_tag_string)
    # ffprobe writes bytes that are no letters as [0][0][0][0].
    return "something unknown" if not word or word.startswith("[") else word


def video(
    stream: Stream, answer: Answer, pace: timing.Pace, field_order: FieldOrder, duration: float
) -> VideoFacts:
    transfer = _tag(stream.color_transfer)
    return VideoFacts(
        index=stream.index,
        codec=stream.codec_name,
        width=stream.width,
        height=stream.height,
        rate=pace.rate,
        duration=duration,
        start=_start(stream, answer),
        profile=_tag(stream.profile),
        pixel_aspect=_pixel_aspect(stream),
        rotation=_rotation(stream),
        pixel_format=stream.pix_fmt,
        bit_depth=_bit_depth(stream),
        is_constant_rate=pace.is_constant,
        field_order=field_order,
        primaries=_tag(stream.color_primaries),
        transfer=transfer,
        matrix=_tag(stream.color_space),
        colour_range=_tag(stream.color_range),
        dynamics=_DYNAMICS.get(transfer, Dynamics.SDR),
    )


def sounds(answer: Answer) -> tuple[SoundFacts, ...]:
    """The sound tracks that can be decoded: phones add one in a private codec beside the ordinary one."""
    tracks = list(_of("audio", answer))
    if tracks and not any(map(is_decodable, tracks)):
        raise MediaRefused(f"The sound is coded as {_coded_as(tracks[0])}, which we do not decode.")
    return tuple(
        _sound(position, one, answer)
        for position, one in enumerate(tracks)
        if is_decodable(one) and _has_channels(one)
    )


def left_out(answer: Answer) -> tuple[LeftOut, ...]:
    """The sound tracks in a codec that we do not decode, and those of which not even the channels are known."""
    return tuple(
        LeftOut(
            replace(_sound(position, one, answer), codec=_coded_as(one)),
            Reason.DAMAGE if is_decodable(one) else Reason.CODEC,
        )
        for position, one in enumerate(_of("audio", answer))
        if not (is_decodable(one) and _has_channels(one))
    )


def _has_channels(one: Stream) -> bool:
    return bool(one.channels and int(one.sample_rate))


def _sound(position: int, one: Stream, answer: Answer) -> SoundFacts:
    return SoundFacts(
        index=one.index,
        position=position,
        codec=one.codec_name,
        channels=one.channels,
        sample_rate=int(one.sample_rate),
        layout=_tag(one.channel_layout),
        language=roles.language(one.tags.get("language", "")),
        title=_title(one.tags),
        start=_start(one, answer),
        duration=duration(one, answer),
        is_default=bool(one.disposition.get("default")),
        role=roles.of_sound(one.disposition, _title(one.tags)),
        is_original=bool(one.disposition.get("original")),
    )


def captions(answer: Answer) -> tuple[CaptionFacts, ...]:
    return tuple(
        CaptionFacts(
            index=one.index,
            position=position,
            codec=one.codec_name,
            language=roles.language(one.tags.get("language", "")),
            title=_title(one.tags),
            is_forced=roles.is_forced(one.disposition, _title(one.tags)),
            is_for_the_deaf=roles.is_for_the_deaf(one.disposition, _title(one.tags)),
        )
        for position, one in enumerate(_of("subtitle", answer))
    )


def chapters(answer: Answer) -> tuple[Chapter, ...]:
    began = seconds(answer.format.start_time)
    return tuple(
        Chapter(round(max(0.0, seconds(mark.start_time) - began), 6), _title(mark.tags))
        for mark in answer.chapters
    )


def duration(stream: Stream, answer: Answer) -> float:
    """Of the track itself; Matroska keeps it in a tag; else the file's; 0 when nobody says."""
    clock = _CLOCK.fullmatch(
        next((v for k, v in stream.tags.items() if k.upper().startswith("DURATION")), "")
    )
    if clock and not stream.duration:
        told = int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3])
        # mkvmerge means how long a track lasts, and adds statistics; everybody else means when it ends.
        is_end = not any(name.upper().startswith("_STATISTICS") for name in stream.tags)
        return round(max(0.0, told - is_end * seconds(stream.start_time)), 6) or told
    return seconds(stream.duration) or seconds(answer.format.duration)


def seconds(text: str) -> float:
    """A time of ffprobe's, 0 when it does not know."""
    return float(timing.ratio(text) or 0)


def _of(kind: str, answer: Answer) -> Iterator[Stream]:
    return (one for one in answer.streams if one.codec_type == kind)


def _start(stream: Stream, answer: Answer) -> float:
    return round(max(0.0, seconds(stream.start_time) - seconds(answer.format.start_time)), 6)


def _pixel_aspect(stream: Stream) -> Rate:
    shape = timing.ratio(stream.sample_aspect_ratio.replace(":", "/"))
    # A shape beyond 8:1 is a damaged header: it would make a picture of one line or of a hundred thousand columns.
    return Rate(shape.numerator, shape.denominator) if shape and 1 / 8 <= shape <= 8 else Rate(1)


def _rotation(stream: Stream) -> int:
    """Clockwise, as to be applied: the display matrix counts the other way."""
    turns = [one.rotation for one in stream.side_data_list if one.rotation]
    return round(-turns[0] / 90) * 90 % 360 if turns else 0


def _bit_depth(stream: Stream) -> int:
    if stream.bits_per_raw_sample.isdigit() and int(stream.bits_per_raw_sample):
        return int(stream.bits_per_raw_sample)
    found = _DEPTH.search(stream.pix_fmt)
    return int(found[1] or 16) if found else 8


def _tag(word: str) -> str:
    return "" if word in {"unknown", "reserved", "unspecified", "none"} else _plain(word)


def _title(tags: dict[str, str]) -> str:
    return _plain(tags.get("title", ""))[:_LONGEST_TITLE]


def _plain(text: str) -> str:
    """A stranger's words without what a terminal or a page would obey."""
    return "".join(letter for letter in text if letter.isprintable()).strip()
