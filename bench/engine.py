"""The engine at work in this process, for those who measure it: where, on what, and what it costs."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bench import published
from bench.run import PartFailed, Run
from lanterne_media.farm import LocalFarm
from lanterne_media.model import Codec, Event
from lanterne_media.pipeline import Site
from lanterne_media.store import Workshop
from lanterne_media.tools import Runner, Tools

T = TypeVar("T")
# What the engine and its rivals get when a whole film would take hours.
SECONDS = 10
# Of any section, when it is only to be seen that it works.
BRIEF_SECONDS = 2
SMALL = "scale=640:360"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be measured: on which films (none: on parts of the demo's), and how."""

    run: Run
    films: tuple[Path, ...]
    codecs: tuple[Codec, ...]
    policy: str

    @property
    def is_brief(self) -> bool:
        return self.run.is_brief

    def clips(self) -> tuple[Path, ...]:
        """The films that were named, else ten seconds of the demo film."""
        return self.films or (published.clip(self.run),)


@dataclass(slots=True)
class Cost:
    """Seconds on the wall, and seconds of processor time of this process and of all that it waited for."""

    wall: float = 0.0
    cpu: float = 0.0

    @property
    def cores(self) -> float:
        """How many were at work at once, on average."""
        return self.cpu / self.wall


@contextmanager
def costing() -> Iterator[Cost]:
    """What the block costs; known after it."""
    cost, begun, spent = Cost(), time.monotonic(), _spent()
    yield cost
    cost.wall, cost.cpu = time.monotonic() - begun, _spent() - spent


def _spent() -> float:
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


@contextmanager
def site(slots: int | None = None, run: Runner | None = None) -> Iterator[Site]:
    """An empty workshop with so many slots (one a core, if it is not said), and nothing left of it afterwards."""
    tools, farm = Tools(), LocalFarm(slots)
    with tempfile.TemporaryDirectory(prefix="lanterne-media-bench-") as folder:
        workshop = Workshop(Path(folder))
        try:
            yield Site(workshop, farm, run or tools)
        finally:
            tools.stop()
            farm.close()
            workshop.close()


def ended(events: Generator[Event, None, T]) -> tuple[T, list[Event]]:
    """What came of it, and what was told on the way."""
    told: list[Event] = []
    while True:
        try:
            told.append(next(events))
        except StopIteration as done:
            return done.value, told


def made(run: Run, name: str, source: Path, words: str, *, before: str = "") -> Path:
    """A film of this run made of another by ffmpeg, once; ``before`` are words for the input."""
    path = run.folder / name
    if not path.exists():
        draft = path.with_name(f"draft-{name}")
        command = ["ffmpeg", "-v", "error", "-y", *before.split(), "-i", f"file:{source}"]
        Tools().run(
            [*command, *words.split(), f"file:{draft}"], reads=[source], writes=[run.folder]
        )
        draft.rename(path)
    return path


def demo_film() -> Path:
    if not published.FILM.is_file():
        raise PartFailed("the demo film is not here: run `make setup`")
    return published.FILM
