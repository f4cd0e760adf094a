"""The one decoding pass: the filters that listen in, and what their words mean."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lanterne_media.model import FieldOrder, Mezzanine, SoundFacts, VideoFacts
from lanterne_media.tools import untrusted

# Detection needs no detail, and decoding is then nearly all of the cost.
WIDTH = 480
BLACK_SECONDS, FREEZE_SECONDS, SILENCE_SECONDS = 2, 4, 5
SILENCE = "-60dB"
# Above what sharp horizontal edges look like when they move.
COMBS = 1.2
# A title on black is a picture.
BLACK_SHARE = 0.998
CROP_SAMPLES = 100

_LINE = re.compile(
    r"\[(?P<who>[^\]]+?)(?: @ 0x[0-9a-f]+)\](?: \[[^\]]+ @ 0x[0-9a-f]+\])* \[(?P<level>\w+)\] (?P<said>.*)"
)
_BLACK = re.compile(r"black_start:(\S+) black_end:(\S+)")
_START = re.compile(r"(?:silence|freeze)_start: (\S+)")
_END = re.compile(r"(?:silence|freeze)_end: (\S+)")
_SCAN = re.compile(r"Multi frame detection: TFF: *(\d+) BFF: *(\d+) Progressive: *(\d+)")
_CROP = re.compile(r"crop=(-?\d+):(-?\d+):(-?\d+):(-?\d+)")
_LEVEL = re.compile(r"(Peak level dB|RMS level dB|Number of samples): (\S+)")
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


@dataclass(frozen=True, slots=True)
class Heard:
    """What the pass told. ``frames`` were decoded, ``shown`` is what a constant rate made of them."""

    frames: int
    shown: int
    errors: int
    black: tuple[Span, ...]
    frozen: tuple[Span, ...]
    scans: dict[FieldOrder, int]
    crop: Crop | None
    sounds: tuple[SoundHeard, ...]


def source(mezzanine: Mezzanine) -> Path:
    return Path(mezzanine.path)


def command(mezzanine: Mezzanine) -> list[str]:
    """Decode picture and sound once; each filter reports under a name of its own."""
    sounds = []
    for number, sound in enumerate(mezzanine.sounds):
        quiet = f"silencedetect@quiet{number}=noise={SILENCE}:duration={SILENCE_SECONDS}"
        sounds += _listening(sound, number, f"{quiet},{_level(number)}")
    return [
        *("ffmpeg", "-v", "level+verbose", "-nostdin", "-nostats", "-hide_banner", "-noautorotate"),
        *("-max_error_rate", "1", *untrusted(mezzanine.path), "-filter_threads", "1"),
        *("-map", f"0:{mezzanine.video.index}", "-filter:v:0", _picture(mezzanine.video), *sounds),
        *(
            "-map_metadata",
            "-1",
            "-map_chapters",
            "-1",
            "-fps_mode",
            "passthrough",
            "-f",
            "null",
            "-",
        ),
    ]


def _listening(sound: SoundFacts, number: int, chain: str) -> list[str]:
    if not sound.parts:
        return ["-map", f"0:{sound.index}", f"-filter:a:{number}", chain]
    inputs = "".join(f"[0:a:{position}]" for position in sound.parts)
    joined = f"{inputs}amerge=inputs={len(sound.parts)},{chain}[sound{number}]"
    return ["-filter_complex", joined, "-map", f"[sound{number}]"]


def _level(number: int) -> str:
    return f"astats@level{number}=measure_perchannel=none:measure_overall=Peak_level+RMS_level+Number_of_samples"


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
        f"blackdetect@black=d={BLACK_SECONDS}:pic_th={BLACK_SHARE},freezedetect@still=d={FREEZE_SECONDS},fps={video.rate}"
    )


def read(words: str, mezzanine: Mezzanine) -> Heard:
    """Take the pass's words apart; a file's own titles cannot pass for ours, for they never begin a line."""
    lines = list(_lines(words))
    decoded = [tuple(map(int, found.groups())) for found in _all(_DECODED, lines, "in#0")]
    shown = sum(int(found[1]) for found in _all(_SHOWN, lines, "out#0"))
    complaints = sum(times for who, level, _, times in lines if level in _BROKEN and "#" not in who)
    end = mezzanine.video.duration
    return Heard(
        frames=sum(frames for index, frames, _ in decoded if index == mezzanine.video.index),
        shown=shown,
        errors=max(complaints, sum(errors for _, _, errors in decoded)),
        black=tuple(
            Span(float(one[1]), float(one[2])) for one in _all(_BLACK, lines, "blackdetect@black")
        ),
        frozen=_spans(lines, "freezedetect@still", end),
        scans=_scans(lines),
        crop=_crop(lines),
        sounds=tuple(_sound(lines, number, mezzanine) for number in range(len(mezzanine.sounds))),
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
        found = wanted.search(said) if speaker.split("/")[0] == who else None
        if found:
            yield found


def _spans(lines: Iterable[Line], who: str, end: float) -> tuple[Span, ...]:
    lines = list(lines)
    starts = [float(found[1]) for found in _all(_START, lines, who)]
    ends = [float(found[1]) for found in _all(_END, lines, who)]
    # What lasts to the end of the film is never said to end.
    ends += [end] * (len(starts) - len(ends))
    return tuple(Span(max(0.0, start), stop) for start, stop in zip(starts, ends, strict=False))


def _scans(lines: Iterable[Line]) -> dict[FieldOrder, int]:
    orders = (FieldOrder.TOP_FIRST, FieldOrder.BOTTOM_FIRST, FieldOrder.PROGRESSIVE)
    counts = Counter[FieldOrder]()
    # A film that changes its size half-way is counted in two parts.
    for found in _all(_SCAN, lines, "idet@scan"):
        counts.update(dict(zip(orders, map(int, found.groups()), strict=True)))
    return {order: counts[order] for order in orders}


def _crop(lines: Iterable[Line]) -> Crop | None:
    found = [Crop(*map(int, one.groups())) for one in _all(_CROP, lines, "cropdetect@bars")]
    return found[-1] if found and found[-1].width > 0 and found[-1].height > 0 else None


def _sound(lines: list[Line], number: int, mezzanine: Mezzanine) -> SoundHeard:
    facts = mezzanine.sounds[number]
    said = [(one[1], float(one[2])) for one in _all(_LEVEL, lines, f"astats@level{number}")]
    samples = sum(value for name, value in said if name == "Number of samples")
    peaks, levels = (
        [value for name, value in said if name == which]
        for which in ("Peak level dB", "RMS level dB")
    )
    return SoundHeard(
        seconds=samples / facts.sample_rate,
        peak=max(peaks, default=-math.inf),
        loudness=max(levels, default=-math.inf),
        silences=_spans(lines, f"silencedetect@quiet{number}", facts.start + facts.duration),
    )
