"""What was watched, counted once: unions of half-open ranges of media time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

Span = tuple[float, float]
"""Media seconds from (included) to (excluded)."""

LATELY = timedelta(days=30)
"""What was watched in this time foretells what will be."""

LEAST_PLAY = 30.0
"""Seconds of which a session must have shown as many to count as a play."""

_FASTEST = 2.0
_SLACK = 30.0


@dataclass(frozen=True, slots=True)
class Message:
    """What a player tells: where it is, and what it has shown since its last number."""

    sequence: int
    position: float
    ranges: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session: what was shown of which title, and by whose household, if that has not been erased."""

    household: int | None
    title: int
    at: datetime
    seconds: float
    ranges: tuple[Span, ...]


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The union, in order; empty and backward spans are nothing."""
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def length(spans: Iterable[Span]) -> float:
    """Seconds covered, whatever overlaps."""
    return sum(end - start for start, end in merge(spans))


def within(spans: Iterable[Span], *, duration: float) -> tuple[Span, ...]:
    """Only what lies inside the title."""
    return merge((max(0.0, start), min(duration, end)) for start, end in spans)


def allowance(elapsed: timedelta) -> float:
    """The media seconds that can have been seen since the session began: double speed and slack."""
    return _FASTEST * max(0.0, elapsed.total_seconds()) + _SLACK


def cut(spans: Iterable[Span], *, most: float) -> tuple[Span, ...]:
    """The first ``most`` seconds of the union."""
    kept: list[Span] = []
    for start, end in merge(spans):
        end = min(end, start + most)
        kept.append((start, end))
        most -= end - start
    return merge(kept)
