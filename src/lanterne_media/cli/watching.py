"""A publish in a terminal: one bar a stage and a line that says how far it is; without a terminal, plain lines."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TypeVar

from rich.console import Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars
from rich.text import Text

from lanterne_media.cli import paint
from lanterne_media.model import EncoderChosen, Event, Stage, StageBegan, UnitDone
from lanterne_media.progress import Progress, Tally

T = TypeVar("T")
# Seconds between two lines where nobody looks at a terminal.
EVERY = 10.0


def watch(events: Generator[Event, None, T], *, is_quiet: bool) -> T:
    """Paint events as they come; return what the work returned."""
    if is_quiet:
        return _each(events, lambda _event: None)
    if not paint.words.is_terminal:
        lines = Lines()
        return _each(events, lambda event: paint.lines(lines.hear(event, time.monotonic())))
    screen = Screen()
    with Live(screen, console=paint.words, refresh_per_second=4):
        return _each(events, screen.hear)


def _each(events: Generator[Event, None, T], hear: Callable[[Event], None]) -> T:
    while True:
        try:
            event = next(events)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]  # the generator says what it returns
        hear(event)


class Screen:
    """The bars, and below them how far it is at the moment of looking."""

    def __init__(self) -> None:
        columns = ("{task.description:12}", BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bars = Bars(*columns, TextColumn("{task.fields[last]}"), console=paint.words)
        self._of: dict[Stage, TaskID] = {}
        self._tally = Tally()

    def __rich__(self) -> Group:
        said = standing(self._tally.progress(time.monotonic()))
        return Group(self._bars, Text(said, style="bold")) if said else Group(self._bars)

    def hear(self, event: Event) -> None:
        self._tally.hear(event, time.monotonic())
        if isinstance(event, EncoderChosen):
            paint.sentence(paint.chosen(event))
        if isinstance(event, StageBegan):
            self._lengthen(event)
        if isinstance(event, UnitDone):
            kept = " (kept)" if event.is_reused else ""
            self._bars.update(self._of[event.stage], advance=1, last=event.label + kept)

    def _lengthen(self, event: StageBegan) -> None:
        """A stage may come in several helpings: its one bar grows."""
        if event.stage not in self._of:
            self._of[event.stage] = self._bars.add_task(_name(event.stage), total=0, last="")
        total = self._bars.tasks[self._of[event.stage]].total or 0
        self._bars.update(self._of[event.stage], total=total + event.units)


@dataclass(slots=True)
class Lines:
    """What is printed into a file: a stage when it is done, and how far it is every now and then."""

    _tally: Tally = field(default_factory=Tally)
    _units: dict[Stage, int] = field(default_factory=dict)
    _done: dict[Stage, int] = field(default_factory=dict)
    _said_at: float | None = None

    def hear(self, event: Event, at: float) -> list[str]:
        """Take an event in; the lines that it is worth."""
        self._tally.hear(event, at)
        self._said_at = at if self._said_at is None else self._said_at
        if isinstance(event, StageBegan):
            self._units[event.stage] = self._units.get(event.stage, 0) + event.units
        if isinstance(event, EncoderChosen):
            return [paint.chosen(event)]
        if not isinstance(event, UnitDone):
            return []
        done = self._done[event.stage] = self._done.get(event.stage, 0) + 1
        is_over = done == self._units[event.stage]
        if not is_over and at - self._said_at < EVERY:
            return []
        self._said_at = at
        said = standing(self._tally.progress(at)) if event.stage is Stage.ENCODE else ""
        line = f"{_name(event.stage)}: {done} of {self._units[event.stage]}"
        return [f"{line}; {said}" if said else line]


def standing(now: Progress) -> str:
    """How far it is, in a line; empty until there is a ladder."""
    if not now.encodes:
        return ""
    parts = [
        f"{now.shots_done} of {now.shots} shots",
        f"{now.encodes_done} of {now.encodes} encodes",
    ]
    if now.frames_per_second is not None:
        parts.append(f"{now.frames_per_second:.0f} frames/s")
    if now.seconds_left:
        parts.append(f"{'roughly' if now.is_rough else 'about'} {lasting(now.seconds_left)} left")
    return " · ".join([*parts, *_saved(now)])


def _saved(now: Progress) -> list[str]:
    if not now.bits_saved:
        return []
    share = 100 * abs(now.bits_saved) / (now.bits + now.bits_saved)
    octets = abs(now.bits_saved) / 8
    amount = f"{octets / 1e6:.1f} MB" if octets >= 1e6 else f"{octets / 1e3:.0f} kB"
    word = "saved" if now.bits_saved > 0 else "more so far"
    return [f"{amount} ({share:.1f} %) {word} against one rate factor a rung"]


def lasting(seconds: float) -> str:
    """2:03, or 1:02:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _name(stage: Stage) -> str:
    return stage.replace("_", " ")
