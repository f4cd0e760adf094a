"""What a chart says, before it is drawn; lengths are in per cent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a part is filled with; ``OPEN`` is an outline alone, for what is planned."""

    PALE = "pale"
    QUIET = "quiet"
    LAMP = "lamp"
    WELL = "well"
    ALARM = "alarm"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Part:
    left: float
    width: float
    tone: Tone = Tone.QUIET


@dataclass(frozen=True, slots=True)
class Row:
    """``figure`` says in numbers what the parts show; ``mark`` is what is wanted."""

    label: str
    parts: tuple[Part, ...]
    figure: str = ""
    note: str = ""
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Rows of bars of one length: counts side by side, or days on a calendar, on which ``now`` is a day."""

    title: str
    under: str
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...] = ()
    now: float | None = None
    legend: tuple[tuple[Tone, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the line, with the band around it."""

    label: str
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Course:
    """A line with its band over time; ``target`` is a level with its name."""

    title: str
    under: str
    points: tuple[Point, ...]
    unit: str
    target: tuple[float, str] | None = None
    legend: tuple[tuple[Tone, str], ...] = ()
