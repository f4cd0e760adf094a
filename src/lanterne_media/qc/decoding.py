"""The one decoding pass: the filters that listen in, and what their words mean."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lanterne_media.model import Mezzanine, SoundFacts, VideoFacts
from lanterne_media.qc import ears, eyes
from lanterne_media.qc.ears import SoundSecond
from lanterne_media.qc.eyes import Seen
from lanterne_media.scan import measures
from lanterne_media.scan.measures import COMBS
from lanterne_media.tools import untrusted
from lanterne_media.tools.graph import escaped

# Detection needs no detail, and decoding is then nearly all of the cost.
WIDTH = 480
BLACK_SECONDS, FREEZE_SECONDS, SILENCE_SECONDS = 2, 4, 5
SILENCE = "-60dB"
# A title on black is a picture.
BLACK_SHARE = 0.998
CROP_SAMPLES = 100

_LINE = re.compile(
    r"\[(?P<who>[^\]]+?)(?: @ 0x[0-9a-f]+)\](?: \[[^\]]+ @ 0x[0-9a-f]+\])* \[(?P<level>\w+)\] (?P<said>.*)"
)
_BLACK = re.compile(r"black_start:(\S+) black_end:(\S+)")
_START = re.compile(r"(?:silence|freeze)_start: (\S+)")
_END = re.compile(r"(?:silence|freeze)_end: (\S+)")
_CROP = re.compile(r"crop=(-?\d+):(-?\d+):(-?\d+):(-?\d+)")
_REPEATED = re.compile(r"Repeated Fields: Neither: *(\d+) Top: *(\d+) Bottom: *(\d+)")
_DECODED = re.compile(r"Input stream #0:(\d+) .* (\d+) frames decoded; (\d+) decode errors")
_SHOWN = re.compile(r"Output stream #0:0 \(video\): (\d+) frames encoded")
_AGAIN = re.compile(r" *Last message repeated (\d+) times")
_BROKEN = {"error", "fatal", "panic"}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the film, in seconds."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start

    def is_within(self, other: Span, slack: float = 0.5) -> bool:
        return other.start - slack <= self.start and self.end <= other.end + slack


@dataclass(frozen=True, slots=True)
class Crop:
    """The part of the stored picture that is ever anything but black."""

    width: int
    height: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class SoundHeard:
    """What one sound track was like; levels in dB of full scale."""

    seconds: float
    peak: float
    loudness: float
    silences: tuple[Span, ...]
    by_second: tuple[SoundSecond, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What the pass told. ``frames`` were decoded, ``shown`` is what a constant rate made of them.

    ``fields`` were looked at, and in ``fields_again`` of them one field was that of the frame before.
    """

    frames: int
    shown: int
    errors: int
    black: tuple[Span, ...]
    frozen: tuple[Span, ...]
    lines: measures.Seen
    crop: Crop | None
    sounds: tuple[SoundHeard, ...]
    fields: int = 0
    fields_again: int = 0
    seen: Seen = field(default_factory=Seen)


def source(mezzanine: Mezzanine) -> Path:
    return Path(mezzanine.path)


def command(mezzanine: Mezzanine, notes: Path) -> list[str]:
    """Decode picture and sound once; each filter reports under a name of its own, and sounds in the folder ``notes``.

    The first output are small frames for ``eyes``, the second is there to have the sound decoded.
    """
    sounds = []
    for number, sound in enumerate(mezzanine.sounds):
        quiet = f"silencedetect@quiet{number}=noise={SILENCE}:duration={SILENCE_SECONDS}"
        noted = ears.filters(sound.channels, sound.sample_rate, escaped(note(notes, number)))
        sounds += _listening(sound, number, f"{quiet},{noted}")
    bare = ("-map_metadata", "-1", "-map_chapters", "-1", "-fps_mode", "passthrough")
    return [
        *("ffmpeg", "-v", "level+verbose", "-nostdin", "-nostats", "-hide_banner", "-noautorotate"),
        *("-max_error_rate", "1", *untrusted(mezzanine.path), "-filter_threads", "1"),
        *("-map", f"0:{mezzanine.video.index}", "-filter:v:0", _picture(mezzanine.video)),
        *(*bare, "-c:v", "rawvideo", "-f", "rawvideo", "pipe:1"),
        *([*sounds, *bare, "-f", "null", "-"] if sounds else []),
    ]


def note(notes: Path, number: int) -> Path:
    """Where the pass writes of one sound."""
    return notes / f"sound{number}"


def _listening(sound: SoundFacts, number: int, chain: str) -> list[str]:
    if not sound.parts:
        return ["-map", f"0:{sound.index}", f"-filter:a:{number}", chain]
    inputs = "".join(f"[0:a:{position}]" for position in sound.parts)
    joined = f"{inputs}amerge=inputs={len(sound.parts)},{chain}[sound{number}]"
    return ["-filter_complex", joined, "-map", f"[sound{number}]"]


def _picture(video: VideoFacts) -> str:
    # Fields can only be told apart in whole lines, but half of each line is enough.
    middle = "crop=iw/2:ih," if video.width >= 64 else ""
    often = min(video.rate.value, CROP_SAMPLES / max(video.duration, 1.0))
    width = min(WIDTH, video.width)
    height = max(2, round(video.height * width / video.width))
    return (
        f"split=3[film][lines][bars];[lines]{middle}idet@scan=intl_thres={COMBS},nullsink;"
        f"[bars]fps={often:.6f},cropdetect@bars=skip=0:round=2,nullsink;"
        f"[film]scale={width}:{height}:flags=fast_bilinear,format=yuv420p,"
        f"blackdetect@black=d={BLACK_SECONDS}:pic_th={BLACK_SHARE},freezedetect@still=d={FREEZE_SECONDS},fps={video.rate},"
        f"scale={eyes.WIDTH}:{eyes.HEIGHT}:flags=neighbor:out_range=tv,format=yuv444p"
    )


def read(
    words: str,
    mezzanine: Mezzanine,
    seen: Seen | None = None,
    seconds: Sequence[tuple[SoundSecond, ...]] = (),
) -> Heard:
    """Take the pass's words apart; a file's own titles cannot pass for ours, for they never begin a line."""
    lines = list(_lines(words))
    decoded = [tuple(map(int, found.groups())) for found in _all(_DECODED, lines, "in#0")]
    shown = sum(int(found[1]) for found in _all(_SHOWN, lines, "out#0"))
    complaints = sum(times for who, level, _, times in lines if level in _BROKEN and "#" not in who)
    end = mezzanine.video.duration
    again = [tuple(map(int, found.groups())) for found in _all(_REPEATED, lines, "idet@scan")]
    return Heard(
        frames=sum(frames for index, frames, _ in decoded if index == mezzanine.video.index),
        shown=shown,
        errors=max(complaints, sum(errors for _, _, errors in decoded)),
        black=tuple(
            Span(float(one[1]), float(one[2])) for one in _all(_BLACK, lines, "blackdetect@black")
        ),
        frozen=_spans(lines, "freezedetect@still", end),
        lines=measures.counted(said for who, _, said, _ in lines if _is(who, "idet@scan")),
        crop=_crop(lines),
        sounds=tuple(
            _sound(lines, number, facts, seconds[number] if seconds else ())
            for number, facts in enumerate(mezzanine.sounds)
        ),
        fields=sum(map(sum, again)),
        fields_again=sum(top + bottom for _, top, bottom in again),
        seen=seen or Seen(),
    )


Line = tuple[str, str, str, int]


def _lines(words: str) -> Iterator[Line]:
    """Who said what at which level, and how often."""
    last = ("", "", "")
    for text in words.splitlines():
        found, again = _LINE.match(text), _AGAIN.fullmatch(text)
        if found:
            last = (found["who"], found["level"], found["said"])
            yield (*last, 1)
        elif again:
            yield (*last, int(again[1]))


def _all(wanted: re.Pattern[str], lines: Iterable[Line], who: str) -> Iterator[re.Match[str]]:
    for speaker, _, said, _ in lines:
        found = wanted.search(said) if _is(speaker, who) else None
        if found:
            yield found


def _is(speaker: str, who: str) -> bool:
    return speaker.split("/", maxsplit=1)[0] == who


def _spans(lines: Iterable[Line], who: str, end: float) -> tuple[Span, ...]:
    lines = list(lines)
    starts = [float(found[1]) for found in _all(_START, lines, who)]
    ends = [float(found[1]) for found in _all(_END, lines, who)]
    # What lasts to the end of the film is never said to end.
    ends += [end] * (len(starts) - len(ends))
    return tuple(Span(max(0.0, start), stop) for start, stop in zip(starts, ends, strict=False))


def _crop(lines: Iterable[Line]) -> Crop | None:
    found = [Crop(*map(int, one.groups())) for one in _all(_CROP, lines, "cropdetect@bars")]
    return found[-1] if found and found[-1].width > 0 and found[-1].height > 0 else None


def _sound(
    lines: list[Line], number: int, facts: SoundFacts, seconds: tuple[SoundSecond, ...]
) -> SoundHeard:
    levels = [channel for second in seconds for channel in second.channels]
    power = [10 ** (channel.rms / 10) for channel in levels]
    mean = sum(power) / len(power) if power else 0.0
    return SoundHeard(
        seconds=sum(second.samples for second in seconds) / facts.sample_rate,
        peak=max((channel.peak for channel in levels), default=-math.inf),
        loudness=10 * math.log10(mean) if mean > 0 else -math.inf,
        silences=_spans(lines, f"silencedetect@quiet{number}", facts.start + facts.duration),
        by_second=seconds,
    )
