"""What single channels of a sound tell: one that is missing, two that oppose each other, peaks cut flat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lanterne_media.model import Finding, Severity, SoundFacts
from lanterne_media.qc.decoding import SoundHeard, Span
from lanterne_media.qc.ears import SoundSecond

NOTE, WARNING = Severity.NOTE, Severity.WARNING

# The lowest of 16 bits lies a hair beyond the highest.
FULL_SCALE, BEYOND = -0.05, 0.01
# Of a sine that touches full scale, two samples in a row may; of one that is cut, many do.
FLAT_DB = 9.0
# A channel without sound, beside one with it.
MISSING, PRESENT = -70.0, -50.0
# Wide stereo comes near 0; below this for so long, one side was turned over.
OPPOSED, OPPOSED_SECONDS, AUDIBLE = -0.6, 3, -55.0

# The order of channels in ffmpeg's layouts. A film without low effects is no fault: LFE is never missed.
LAYOUTS = {
    "stereo": ("L", "R"),
    "5.1": ("L", "R", "C", "LFE", "Ls", "Rs"),
    "5.1(side)": ("L", "R", "C", "LFE", "Ls", "Rs"),
    "7.1": ("L", "R", "C", "LFE", "Lb", "Rb", "Ls", "Rs"),
}
NAMES = {"L": "left", "R": "right", "C": "centre", "LFE": "low effects", "Ls": "left surround",
         "Rs": "right surround", "Lb": "left back", "Rb": "right back"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A sound track at the head of a sentence, and the same in values."""

    told: str
    values: dict[str, str | float]


def judge(name: Name, facts: SoundFacts, sound: SoundHeard) -> Iterator[Finding]:
    yield from _clipping(name, sound)
    yield from _missing(name, facts, sound)
    yield from _opposed(name, sound)


def _clipping(name: Name, sound: SoundHeard) -> Iterator[Finding]:
    spans = _spans(sound.by_second, _is_clipped)
    if not spans:
        return
    told = f"{name.told} peaks at {sound.peak:+.1f} dBFS: its loudest moments are clipped."
    seconds = sum(span.seconds for span in spans)
    # A sample that is infinite can be made, and JSON has no word for it.
    values = name.values | {"peak": min(sound.peak, 1000.0), "clipped": round(seconds, 3)}
    start, end = round(spans[0].start, 3), round(spans[0].end, 3)
    yield Finding("clipping", WARNING, told, start=start, end=end, values=values)


def _is_clipped(second: SoundSecond) -> bool:
    # A coded sound that goes beyond full scale was cut before it was coded, or will be when it is played.
    return any(
        one.peak > BEYOND or (one.peak >= FULL_SCALE and one.flat >= FLAT_DB)
        for one in second.channels
    )


def _missing(name: Name, facts: SoundFacts, sound: SoundHeard) -> Iterator[Finding]:
    loudest = _loudest(sound.by_second)
    if max(loudest, default=MISSING) < PRESENT:
        return
    named = _named(facts, len(loudest))
    for channel, level in zip(named, loudest, strict=True):
        if level < MISSING and channel != "LFE":
            told = (
                f"{name.told}: the {NAMES.get(channel, channel)} channel is silent from end to end."
            )
            yield Finding("channel_missing", WARNING, told, values=name.values | {"channel": channel})  # fmt: skip


def _loudest(seconds: Sequence[SoundSecond]) -> list[float]:
    """The level of each channel in its loudest second."""
    levels = [[one.rms for one in second.channels] for second in seconds if second.channels]
    return [max(channel) for channel in zip(*levels, strict=False)]


def _named(facts: SoundFacts, count: int) -> tuple[str, ...]:
    numbered = tuple(f"{number}." for number in range(1, count + 1))
    named = LAYOUTS.get(facts.layout, ("L", "R") if count == 2 else numbered)
    return named if len(named) == count else numbered


def _opposed(name: Name, sound: SoundHeard) -> Iterator[Finding]:
    for span in _spans(sound.by_second, _is_opposed):
        if span.seconds < OPPOSED_SECONDS:
            continue
        told = f"{name.told}: left and right are in opposite phase for {span.seconds:.1f} seconds; in mono they vanish."
        values = name.values | {"seconds": round(span.seconds, 3)}
        start, end = round(span.start, 3), round(span.end, 3)
        yield Finding("phase", WARNING, told, start=start, end=end, values=values)


def _is_opposed(second: SoundSecond) -> bool:
    pair = second.channels[:2]
    is_audible = len(pair) == 2 and all(one.rms >= AUDIBLE for one in pair)
    return is_audible and second.phase is not None and second.phase <= OPPOSED


def _spans(seconds: Sequence[SoundSecond], is_so: Callable[[SoundSecond], bool]) -> list[Span]:
    """The stretches of whole seconds that are so; the last may be shorter."""
    spans = []
    for such, run in groupby(seconds, key=is_so):
        held = list(run)
        if such:
            rate = max(one.samples for one in seconds)
            spans.append(Span(held[0].at, held[-1].at + held[-1].samples / rate))
    return spans
