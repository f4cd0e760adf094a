"""What a new encode of a film is worth: bits at the same quality, by our own measurement. Arithmetic only.

What each viewer's line carried is not on record, so every rung of a ladder counts for the same time of watching.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from math import exp, log

# Two measurements of one picture may differ by so much: no eye can tell it.
ALIKE = 0.5
SECONDS_AN_HOUR = 3600
BITS_A_BYTE = 8


class Verdict(StrEnum):
    """What became of a renewal; all but the first leave what people watch as it was."""

    IN_PLACE = "in_place"
    MORE_BITS = "more_bits"
    LOWER_QUALITY = "lower_quality"
    FEWER_CODECS = "fewer_codecs"
    INCOMPARABLE = "incomparable"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung as measured: bits a second on the mean, its mean VMAF, and by which of its models.

    The bright version of a codec is a codec of its own here, see ``seen_as``: nobody sees one for the other.
    """

    codec: str
    bits: float
    vmaf: float
    model: str = "v0.6.1"


def judged_by(model: str, *, grain: int) -> str:
    """What scores are compared by: those of a picture whose grain players draw know nothing of that grain."""
    return f"{model} under grain" if grain else model


def seen_as(codec: str, dynamics: str) -> str:
    """What a device must be able to show: "av1", or "av1 pq" for bright screens."""
    return codec if dynamics == "sdr" else f"{codec} {dynamics}"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is on record of a publication: its measured rungs, and the versions of the tools that made them."""

    rungs: tuple[Rung, ...] = ()
    tools: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Curve:
    """How a codec's bits a second answer to quality, by one model; the rungs from the lightest up."""

    codec: str
    rungs: tuple[Rung, ...]

    @classmethod
    def of(cls, codec: str, rungs: Iterable[Rung]) -> Curve:
        return cls(codec, tuple(sorted(rungs, key=lambda rung: (rung.vmaf, rung.bits))))

    @property
    def top(self) -> float:
        return self.rungs[-1].vmaf

    @property
    def model(self) -> str:
        return self.rungs[-1].model

    def bits_at(self, vmaf: float) -> float | None:
        """``None`` above its end; below its other end, those of its lightest rung, which serves for less."""
        if vmaf > self.top + ALIKE:
            return None
        if vmaf <= self.rungs[0].vmaf or len(self.rungs) == 1:
            return self.rungs[0].bits
        steps = [(low, high) for low, high in pairwise(self.rungs) if high.vmaf > low.vmaf]
        if not steps:
            return self.rungs[0].bits
        low, high = next((step for step in steps if vmaf <= step[1].vmaf), steps[-1])
        part = (vmaf - low.vmaf) / (high.vmaf - low.vmaf)
        return exp(log(low.bits) + part * (log(high.bits) - log(low.bits)))


@dataclass(frozen=True, slots=True)
class Gain:
    """The share of bits that is saved at equal quality, less than nothing when more are needed, over so many rungs."""

    share: float
    rungs: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a renewal compares with what people watched before; the qualities are the best rung's, of the worse codec."""

    verdict: Verdict
    gain: Gain | None = None
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """What trials by these tools foretold for the rungs of one publication, and of no later one."""

    publication: int
    gain: Gain | None
    tools: dict[str, str] = field(default_factory=dict, hash=False)


def curves(rungs: Sequence[Rung]) -> tuple[Curve, ...]:
    """A ladder, all by one model, as one curve a codec, whatever the sizes of its rungs."""
    codecs = dict.fromkeys(rung.codec for rung in rungs)
    return tuple(
        Curve.of(codec, (rung for rung in rungs if rung.codec == codec)) for codec in codecs
    )


def gain(before: Sequence[Rung], after: Sequence[Curve]) -> Gain | None:
    """What another encode saves at the qualities of today's rungs; ``None`` when it has none of them."""
    pairs = [(rung.bits, _cheapest(rung, after)) for rung in before]
    told = [(old, new) for old, new in pairs if new is not None]
    if not told:
        return None
    share = 1 - sum(new for _, new in told) / sum(old for old, _ in told)
    return Gain(round(share, 4), len(told))


def _cheapest(rung: Rung, after: Sequence[Curve]) -> float | None:
    # A size that does not reach this quality has no say; among the others a ladder takes the cheapest.
    alike = [curve for curve in after if (curve.codec, curve.model) == (rung.codec, rung.model)]
    found = (curve.bits_at(rung.vmaf) for curve in alike)
    return min((bits for bits in found if bits is not None), default=None)


def judge(before: Sequence[Rung], after: Sequence[Rung]) -> Outcome:
    """Whether a renewal may take the place of what people watch: as good a picture, for fewer bits."""
    old = {curve.codec: curve for curve in curves(before)}
    new = {curve.codec: curve for curve in curves(after)}
    saved = gain(before, tuple(new.values()))
    if old.keys() - new.keys():
        return Outcome(Verdict.FEWER_CODECS, saved)
    if not old or any(new[codec].model != curve.model for codec, curve in old.items()):
        return Outcome(Verdict.INCOMPARABLE)
    worst = min(old, key=lambda codec: new[codec].top - old[codec].top)
    tops = round(old[worst].top, 2), round(new[worst].top, 2)
    if tops[1] < tops[0] - ALIKE:
        return Outcome(Verdict.LOWER_QUALITY, saved, *tops)
    is_leaner = saved is not None and saved.share > 0
    return Outcome(Verdict.IN_PLACE if is_leaner else Verdict.MORE_BITS, saved, *tops)


def bytes_an_hour(rungs: Sequence[Rung]) -> float | None:
    """What an hour of watching takes today, each rung for the same time; ``None`` without any."""
    if not rungs:
        return None
    return sum(rung.bits for rung in rungs) / len(rungs) * SECONDS_AN_HOUR / BITS_A_BYTE


@dataclass(frozen=True, slots=True)
class Prospect:
    """What one title's new encode is worth: hours watched lately, bytes an hour now, and the share saved if known."""

    hours: float
    bytes_an_hour: float | None
    gain: Gain | None
    # Measured on a renewal that was left out: whatever it saved, it was no better.
    is_refuted: bool = False

    @property
    def rank(self) -> tuple[float, float]:
        """The greater, the sooner: by what is saved; where that is not known, by what is watched."""
        share = self.gain.share if self.gain and not self.is_refuted else None
        return worth(self.hours, share), 0.0 if self.gain else self.hours

    @property
    def bytes_saved(self) -> float | None:
        """Over the same hours, each rung watched for the same time."""
        if self.gain is None or self.bytes_an_hour is None or self.is_refuted:
            return None
        return self.hours * self.bytes_an_hour * self.gain.share


def worth(hours: float, share: float | None) -> float:
    """What ranks titles: hours watched by the share of bits that a new encode saves; nothing while nobody estimated it."""
    return hours * max(0.0, share or 0.0)
